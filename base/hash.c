/* hash_bytes: eight bytes a step, folded by a 64 x 64 -> 128 bit multiplication. */
#include "base/hash.h"

static uint64_t fold(uint64_t a, uint64_t b)
{
    unsigned __int128 p = (unsigned __int128)a * b;
    return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static uint64_t load8(const unsigned char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static uint64_t load4(const unsigned char *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* The last 1..7 bytes as one number, low byte first: from loads that overlap, as copying a few bytes costs more than the hash. */
static uint64_t load_rest(const unsigned char *p, size_t n, bool eight_before)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (eight_before) return load8(p + n - 8) >> 8 * (8 - n);
    if (n >= 4) return load4(p) | load4(p + n - 4) << 8 * (n - 4);
    return p[0] | (uint64_t)p[n >> 1] << 8 * (n >> 1) | (uint64_t)p[n - 1] << 8 * (n - 1);
#else
    uint64_t v = 0;
    (void)eight_before, (void)load4;
    memcpy(&v, p, n);
    return v;
#endif
}

uint64_t hash_bytes(const void *p, size_t n)
{
    const unsigned char *b = p;
    bool eight = n >= 8;
    uint64_t h = 0x9e3779b97f4a7c15ULL ^ n;
    for (; n >= 8; b += 8, n -= 8) h = fold(h ^ load8(b), 0xe7037ed1a0b428dbULL);
    if (n) h = fold(h ^ load_rest(b, n, eight), 0xe7037ed1a0b428dbULL);
    return hash_u64(h);
}
