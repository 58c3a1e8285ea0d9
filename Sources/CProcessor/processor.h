#pragma once
#include <stdint.h>
#include <time.h>

// Asks for a line of memory that is read soon, without waiting for it; any address will do.
static inline void fetchAhead(const void *address) { __builtin_prefetch(address, 0, 2); }

// The same address, about which the compiler knows nothing: so it counts on from there, instead of keeping more addresses
// than there are registers.
static inline const float *unknown(const float *address) {
  __asm__("" : "+r"(address));
  return address;
}

typedef float EightLanes __attribute__((ext_vector_type(8)));
typedef float SixteenLanes __attribute__((ext_vector_type(16)));

// a · b + sum with one rounding. Swift's own goes lane by lane, and the compiler does not always see the vector in it.
static inline EightLanes multiplyAdd8(EightLanes a, EightLanes b, EightLanes sum) {
  return __builtin_elementwise_fma(a, b, sum);
}
static inline SixteenLanes multiplyAdd16(SixteenLanes a, SixteenLanes b, SixteenLanes sum) {
  return __builtin_elementwise_fma(a, b, sum);
}

typedef uint8_t SixteenBytes __attribute__((ext_vector_type(16)));

static inline SixteenLanes numbers(SixteenBytes bytes) { return __builtin_convertvector(bytes, SixteenLanes); }

typedef _Bool SixteenBits __attribute__((ext_vector_type(16)));

// Bit k is set where lane k is not zero.
static inline uint16_t nonzeroBits(SixteenLanes lanes) {
  return __builtin_bit_cast(uint16_t, __builtin_convertvector(lanes != 0, SixteenBits));
}

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
