// Arithmetic that WebAssembly has no instructions for, to the last bit as elsewhere.
#include <stdint.h>

// The products of 64 bits: (a1 B + a0)(b1 B + b0) with B of 32 bits, without what is above 128.
__int128 __multi3(__int128 left, __int128 right) {
  uint64_t a = (uint64_t)left, b = (uint64_t)right;
  uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
  uint64_t low = a0 * b0, middle = a1 * b0 + (low >> 32), other = a0 * b1 + (uint32_t)middle;
  uint64_t high = a1 * b1 + (middle >> 32) + (other >> 32);
  high += a * (uint64_t)(right >> 64) + (uint64_t)(left >> 64) * b;
  return (__int128)((unsigned __int128)high << 64 | other << 32 | (uint32_t)low);
}

typedef union {
  struct {
    uint64_t low, high;
  };
  unsigned __int128 all;
} Wide;

__int128 __ashlti3(__int128 number, int by) {
  Wide wide = {.all = (unsigned __int128)number};
  if (by >= 64) wide.high = wide.low << (by - 64), wide.low = 0;
  else if (by) wide.high = wide.high << by | wide.low >> (64 - by), wide.low <<= by;
  return (__int128)wide.all;
}

__int128 __lshrti3(__int128 number, int by) {
  Wide wide = {.all = (unsigned __int128)number};
  if (by >= 64) wide.low = wide.high >> (by - 64), wide.high = 0;
  else if (by) wide.low = wide.low >> by | wide.high << (64 - by), wide.high >>= by;
  return (__int128)wide.all;
}

typedef struct {
  double sum, error;
} Exact;

static Exact add(double a, double b) {
  double sum = a + b, back = sum - a;
  return (Exact){sum, (a - (sum - back)) + (b - back)};
}

// A sum rounded to an odd last bit where it is not exact: rounding it once more, to fewer bits, is then as if there had been
// no rounding before.
static double add_odd(double a, double b) {
  Exact exact = add(a, b);
  union {
    double number;
    uint64_t bits;
  } odd = {exact.sum};
  // Infinities and what is no number have no error to speak of.
  if (exact.error != 0 && exact.error - exact.error == 0 && exact.sum != 0 && !(odd.bits & 1)) {
    if ((exact.error < 0) != (exact.sum < 0)) odd.bits--;
    odd.bits |= 1;
  }
  return odd.number;
}

// a · b + c with one rounding; the product is exact in double precision.
float fmaf(float a, float b, float c) { return (float)add_odd((double)a * b, c); }

// The same, of numbers whose halves of 26 bits neither overflow nor vanish.
double fma(double a, double b, double c) {
  double product = a * b;
  if (product - product != 0 || product == 0 || c - c != 0) return product + c;
  double a1 = a * 134217729, b1 = b * 134217729;
  a1 -= a1 - a, b1 -= b1 - b;
  double a2 = a - a1, b2 = b - b1;
  double rest = ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2;
  Exact low = add(c, rest), high = add(product, low.sum);
  return high.sum + add_odd(low.error, high.error);
}

double round(double number) {
  double whole = __builtin_trunc(number), rest = number - whole;
  if (rest >= 0.5) whole += 1;
  if (rest <= -0.5) whole -= 1;
  return __builtin_copysign(whole, number);
}

float roundf(float number) { return (float)round(number); }

double fmod(double number, double by) {
  double rest = __builtin_fabs(number), size = __builtin_fabs(by);
  if (size == 0 || rest - rest != 0 || by != by) return (number * by) / (number * by);
  while (rest >= size) {
    double part = size;
    while (part <= rest / 2) part *= 2;
    rest -= part;
  }
  return __builtin_copysign(rest, number);
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

