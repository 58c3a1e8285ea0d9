#pragma once
#include <stdint.h>
#include <time.h>

// Asks for a line of memory that is read soon, without waiting for it; any address will do.
static inline void fetchAhead(const void *address) { __builtin_prefetch(address, 0, 2); }

// A count that rises evenly on all processors alike, read in a few nanoseconds where the processor has one.
static inline uint64_t currentTicks(void) {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
  uint64_t ticks;
  __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
  return ticks;
#else
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
#endif
}
