// The few functions of the C library that the program uses.
#include <stddef.h>
#include <stdint.h>

// Bytes one by one where there are few: a browser's own copying has a price at each call.
void *memcpy(void *restrict to, const void *restrict from, size_t size) {
  if (size > 32) return __builtin_memcpy(to, from, size);
  char *target = to;
  const char *source = from;
  while (size--) *target++ = *source++;
  return to;
}

void *memmove(void *to, const void *from, size_t size) { return __builtin_memmove(to, from, size); }

void *memset(void *start, int byte, size_t size) { return __builtin_memset(start, byte, size); }

int memcmp(const void *left, const void *right, size_t size) {
  const unsigned char *a = left, *b = right;
  for (; size; size--, a++, b++) {
    if (*a != *b) return *a < *b ? -1 : 1;
  }
  return 0;
}

size_t strlen(const char *text) {
  size_t length = 0;
  while (text[length]) length++;
  return length;
}

// What hash tables are mixed with: the program's results do not depend on their order, and are the same each time.
void arc4random_buf(void *start, size_t size) {
  static uint32_t state = 0x9E3779B9;
  unsigned char *bytes = start;
  while (size--) {
    state = state * 1664525 + 1013904223;
    *bytes++ = state >> 24;
  }
}

// Nobody reads what would be printed before the program ends.
int putchar(int byte) { return byte; }

uintptr_t __stack_chk_guard = 0x595E9FBD;
_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }
