// Reads decimal numbers, correctly rounded: as quotients of large whole numbers, bit by bit.
#include <stddef.h>
#include <stdint.h>

enum { DIGITS = 800, WORDS = 512 };

typedef struct {
  int count;
  uint32_t words[WORDS];
} Large;

static void times(Large *number, uint32_t by, uint32_t plus) {
  uint64_t carry = plus;
  for (int i = 0; i < number->count; i++) {
    carry += (uint64_t)number->words[i] * by;
    number->words[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry) number->words[number->count++] = (uint32_t)carry;
}

static void power_of_ten(Large *number, int power) {
  for (; power >= 9; power -= 9) times(number, 1000000000, 0);
  for (; power > 0; power--) times(number, 10, 0);
}

static int bits(const Large *number) {
  return number->count ? 32 * number->count - __builtin_clz(number->words[number->count - 1]) : 0;
}

static void shift(Large *number, int by) {
  int words = by / 32, rest = by % 32;
  if (!number->count || !by) return;
  number->words[number->count + words] = 0;
  for (int i = number->count - 1; i >= 0; i--) {
    uint64_t word = (uint64_t)number->words[i] << rest;
    if (i + words + 1 <= number->count + words) number->words[i + words + 1] |= (uint32_t)(word >> 32);
    number->words[i + words] = (uint32_t)word;
  }
  for (int i = 0; i < words; i++) number->words[i] = 0;
  number->count += words + 1;
  while (number->count && !number->words[number->count - 1]) number->count--;
}

static int compare(const Large *a, const Large *b) {
  if (a->count != b->count) return a->count < b->count ? -1 : 1;
  for (int i = a->count - 1; i >= 0; i--) {
    if (a->words[i] != b->words[i]) return a->words[i] < b->words[i] ? -1 : 1;
  }
  return 0;
}

static void subtract(Large *a, const Large *b) {
  int64_t carry = 0;
  for (int i = 0; i < a->count; i++) {
    carry += (int64_t)a->words[i] - (i < b->count ? b->words[i] : 0);
    a->words[i] = (uint32_t)carry;
    carry >>= 32;
  }
  while (a->count && !a->words[a->count - 1]) a->count--;
}

// over / under, neither of them zero.
static double quotient(Large *over, Large *under) {
  int power = bits(over) - bits(under);
  if (power > 0) shift(under, power);
  else shift(over, -power);
  if (compare(over, under) < 0) {
    shift(over, 1);
    power--;
  }
  if (power > 1023) return __builtin_inf();
  // Below the normal numbers there are fewer bits.
  int count = power < -1022 ? 53 - (-1022 - power) : 53;
  if (count < 0) return 0;
  uint64_t result = 0;
  for (int i = 0; i < count; i++) {
    result <<= 1;
    if (compare(over, under) >= 0) {
      subtract(over, under);
      result |= 1;
    }
    shift(over, 1);
  }
  // Without a bit, `over` has not been doubled behind one.
  int side = compare(over, under);
  if (count == 0) {
    // The number is between half of the smallest and it, or below: `over / under` is from 1 to 2, in halves of the smallest.
    return side > 0 ? 0x1p-1074 : 0;
  }
  if (side > 0 || (side == 0 && (result & 1))) result++;
  int last = power < -1022 ? -1074 : power - 52;
  union {
    uint64_t bits;
    double number;
  } made;
  if (result >> 53) result >>= 1, last++;
  if (last > 971) return __builtin_inf();
  made.bits = result >> 52 ? (uint64_t)(last + 1075) << 52 | (result & 0xFFFFFFFFFFFFF) : result;
  return made.number;
}

static int is(const char *text, const char *word) {
  for (; *word; text++, word++) {
    if ((*text | 32) != *word) return 0;
  }
  return 1;
}

const char *_swift_stdlib_strtod_clocale(const char *text, double *number) {
  const char *at = text;
  int is_negative = *at == '-';
  if (*at == '-' || *at == '+') at++;
  double value = 0;
  if (is(at, "inf")) {
    at += is(at, "infinity") ? 8 : 3;
    value = __builtin_inf();
  } else if (is(at, "nan")) {
    at += 3;
    value = __builtin_nan("");
  } else {
    static Large over, under;
    over.count = under.count = 0;
    uint64_t small = 0;
    int digits = 0, power = 0, any = 0, is_behind = 0;
    for (;; at++) {
      if (*at == '.' && !is_behind) {
        is_behind = 1;
      } else if (*at >= '0' && *at <= '9') {
        any = 1;
        power -= is_behind;
        if (digits == 0 && *at == '0') continue;
        // Of those that do not fit it counts whether any is not zero.
        if (digits < DIGITS || (digits == DIGITS && *at != '0')) {
          digits++;
          if (digits <= 19) small = small * 10 + (uint32_t)(*at - '0');
          times(&over, 10, digits > DIGITS ? 1 : (uint32_t)(*at - '0'));
        } else {
          power++;
        }
      } else {
        break;
      }
    }
    if (!any) return text;
    if ((*at | 32) == 'e') {
      const char *from = at + 1;
      int is_down = *from == '-';
      if (*from == '-' || *from == '+') from++;
      if (*from >= '0' && *from <= '9') {
        int given = 0;
        for (; *from >= '0' && *from <= '9'; from++) given = given < 100000 ? given * 10 + (*from - '0') : given;
        power += is_down ? -given : given;
        at = from;
      }
    }
    static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (digits == 0) {
      value = 0;
    } else if (digits <= 19 && small < (uint64_t)1 << 53 && power >= -22 && power <= 22) {
      value = power < 0 ? (double)small / tens[-power] : (double)small * tens[power];
    } else if (digits + power > 320) {
      value = __builtin_inf();
    } else if (digits + power < -330) {
      value = 0;
    } else {
      under.words[under.count++] = 1;
      if (power < 0) power_of_ten(&under, -power);
      else power_of_ten(&over, power);
      value = quotient(&over, &under);
    }
  }
  *number = is_negative ? -value : value;
  return at;
}
