/* hash_bytes: eight bytes a step, folded by a 64 x 64 -> 128 bit multiplication. */
#include "base/hash.h"

static uint64_t fold(uint64_t a, uint64_t b)
{
    unsigned __int128 p = (unsigned __int128)a * b;
    return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static uint64_t load(const unsigned char *p, size_t n)
{
    uint64_t v = 0;
    memcpy(&v, p, n);
    return v;
}

uint64_t hash_bytes(const void *p, size_t n)
{
    const unsigned char *b = p;
    uint64_t h = 0x9e3779b97f4a7c15ULL ^ n;
    for (; n >= 8; b += 8, n -= 8) h = fold(h ^ load(b, 8), 0xe7037ed1a0b428dbULL);
    if (n) h = fold(h ^ load(b, n), 0xe7037ed1a0b428dbULL);
    return hash_u64(h);
}
