/* hash: fast non-cryptographic hashing for hash tables (not Kusto's hash(), which is xxHash64 and lives with the functions). */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

#include <stddef.h>

uint64_t hash_bytes(const void *p, size_t n);

static inline uint64_t hash_u64(uint64_t x)
{
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93ULL;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93ULL;
    x ^= x >> 32;
    return x;
}
static inline uint64_t hash_mix(uint64_t a, uint64_t b) { return hash_u64(a * 0x9e3779b97f4a7c15ULL + b); }
static inline uint64_t hash_str(str s) { return hash_bytes(s.p, s.n); }

#endif
