/* power10: powers of ten with 128 bits, for number_text. */
#ifndef BASE_POWER10_H
#define BASE_POWER10_H

#include <stdint.h>

#define POWER10_MIN (-342)
#define POWER10_MAX 324

typedef struct power10 {
    uint64_t hi, lo;
} power10;

/* 10^e * 2^(127 - power10_bits(e)), rounded up to a whole number: the top bit is set. e within the limits above. */
power10 power10_of(int e);

/* floor(log2(10^e)) for |e| <= 1233: the fraction is log2(10) to twenty bits. */
static inline int power10_bits(int e) { return (e * 1741647) >> 19; }

#endif
