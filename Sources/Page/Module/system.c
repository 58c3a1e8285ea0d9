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

// The products of 64 bits: (a1 B + a0)(b1 B + b0) with B of 32 bits, without what is above 128.
__int128 __multi3(__int128 left, __int128 right) {
  uint64_t a = (uint64_t)left, b = (uint64_t)right;
  uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
  uint64_t low = a0 * b0, middle = a1 * b0 + (low >> 32), other = a0 * b1 + (uint32_t)middle;
  uint64_t high = a1 * b1 + (middle >> 32) + (other >> 32);
  high += a * (uint64_t)(right >> 64) + (uint64_t)(left >> 64) * b;
  return (__int128)((unsigned __int128)high << 64 | other << 32 | (uint32_t)low);
}

// a · b + c with one rounding. The product is exact in double precision; the sum is rounded to an odd last bit where it
// is not exact, so that rounding it to single precision is as if there had been no rounding before.
float fmaf(float a, float b, float c) {
  double product = (double)a * b, sum = product + c;
  double back = sum - product, error = (product - (sum - back)) + (c - back);
  union {
    double number;
    uint64_t bits;
  } odd = {sum};
  // Infinities and what is no number have no error to speak of.
  if (error != 0 && error - error == 0 && sum != 0) {
    if ((error < 0) != (sum < 0)) odd.bits--;
    odd.bits |= 1;
  }
  return (float)odd.number;
}

// Half precision, by its bits: a sign, five for the power of two, ten.
float __extendhfsf2(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000) << 16, power = half >> 10 & 31, rest = half & 1023;
  union {
    uint32_t bits;
    float number;
  } single;
  if (power == 0) {
    single.number = (float)rest * 0x1p-24f;
    single.bits |= sign;
  } else {
    single.bits = sign | (power == 31 ? 255u : power + 112) << 23 | rest << 13;
    if (power == 31 && rest) single.bits |= 0x400000;
  }
  return single.number;
}

uint16_t __truncsfhf2(float number) {
  union {
    float number;
    uint32_t bits;
  } single = {number};
  uint16_t sign = single.bits >> 16 & 0x8000;
  single.bits &= 0x7FFFFFFF;
  if (single.bits > 0x7F800000) return sign | 0x7E00 | (single.bits >> 13 & 0x1FF);
  if (single.bits >= 0x477FF000) return sign | 0x7C00;
  if (single.bits < 0x38800000) {
    // Below the normal numbers the distance of neighbours is fixed: adding 0.5 rounds to it, half to even.
    single.number += 0.5f;
    return sign | (uint16_t)(single.bits - 0x3F000000);
  }
  single.bits += 0xFFF + (single.bits >> 13 & 1);
  return sign | (uint16_t)((single.bits - 0x38000000) >> 13);
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

uintptr_t __stack_chk_guard = 0x595E9FBD;
_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }
