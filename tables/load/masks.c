#include "tables/load/masks.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* The mask of a block whose bits lie in [from, to). */
static inline uint64_t bits_between(const uint64_t *bits, uint32_t block, uint32_t from, uint32_t to)
{
    uint64_t b = bits[block];
    if (block == from / 64) {
        b &= ~0ULL << (from & 63);
    }
    return block == to / 64 ? b & ((1ULL << (to & 63)) - 1) : b;
}

static uint32_t positions_each(const uint64_t *bits, uint32_t from, uint32_t to, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t block = from / 64; block * 64 < to; block++) {
        uint64_t b = bits_between(bits, block, from, to);
        uint32_t *o = out + n;
        n += (uint32_t)__builtin_popcountll(b);
        for (; b; b &= b - 1) {
            *o++ = block * 64 + (uint32_t)__builtin_ctzll(b);
        }
    }
    return n;
}

static inline uint64_t running_xor(uint64_t x)
{
    for (int by = 1; by < 64; by *= 2) {
        x ^= x << by;
    }
    return x;
}

/* ---- plain C */
typedef struct block_plain {
    const char *p;
} block_plain;

static inline uint64_t eq_plain(block_plain b, char c)
{
    uint64_t out = 0;
    for (int i = 0; i < 64; i++) {
        out |= (uint64_t)(b.p[i] == c) << i;
    }
    return out;
}

static inline uint64_t brackets_plain(block_plain b)
{
    return eq_plain(b, '{') | eq_plain(b, '}') | eq_plain(b, '[') | eq_plain(b, ']');
}

#define NAME(x) plain_##x
#define TARGET
#define BLOCK block_plain
#define LOAD(at) ((block_plain){at})
#define EQ(b, c) eq_plain(b, c)
#define BRACKETS(b) brackets_plain(b)
#define RUNNING_XOR(x) running_xor(x)
#include "tables/load/masks_each.h"
#undef NAME
#undef TARGET
#undef BLOCK
#undef LOAD
#undef EQ
#undef BRACKETS
#undef RUNNING_XOR

static const masks masks_plain = {"plain", plain_lines, plain_find, positions_each};

#if defined(__x86_64__)
/* ---- SSE2: every x86-64 has it */
typedef struct block_sse2 {
    __m128i v[4];
} block_sse2;

static inline block_sse2 load_sse2(const char *p)
{
    const __m128i *v = (const __m128i *)(const void *)p;
    return (block_sse2){{_mm_loadu_si128(v), _mm_loadu_si128(v + 1), _mm_loadu_si128(v + 2), _mm_loadu_si128(v + 3)}};
}

static inline uint64_t eq_sse2(block_sse2 b, __m128i what, __m128i with)
{
    uint64_t out = 0;
    for (int i = 0; i < 4; i++) {
        __m128i same = _mm_cmpeq_epi8(_mm_or_si128(b.v[i], with), what);
        out |= (uint64_t)(uint32_t)_mm_movemask_epi8(same) << 16 * i;
    }
    return out;
}

/* { } [ ] are the bytes of 0x59..0x7f that 0x26 fills to 0x7f, beside Y _ y and DEL. */
#define NAME(x) sse2_##x
#define TARGET
#define BLOCK block_sse2
#define LOAD(at) load_sse2(at)
#define EQ(b, c) eq_sse2(b, _mm_set1_epi8(c), _mm_setzero_si128())
#define BRACKETS(b) eq_sse2(b, _mm_set1_epi8(0x7f), _mm_set1_epi8(0x26))
#define RUNNING_XOR(x) running_xor(x)
#include "tables/load/masks_each.h"
#undef NAME
#undef TARGET
#undef BLOCK
#undef LOAD
#undef EQ
#undef BRACKETS
#undef RUNNING_XOR

static const masks masks_sse2 = {"sse2", sse2_lines, sse2_find, positions_each};

/* ---- AVX2 */
#define AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul")))

typedef struct block_avx2 {
    __m256i low, high;
} block_avx2;

AVX2 static inline block_avx2 load_avx2(const char *p)
{
    return (block_avx2){_mm256_loadu_si256((const __m256i *)(const void *)p),
                        _mm256_loadu_si256((const __m256i *)(const void *)(p + 32))};
}

AVX2 static inline uint64_t eq_avx2(block_avx2 b, char c)
{
    __m256i what = _mm256_set1_epi8(c);
    uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b.low, what));
    uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b.high, what));
    return low | (uint64_t)high << 32;
}

AVX2 static inline uint64_t brackets_avx2(block_avx2 b)
{
    __m256i with = _mm256_set1_epi8(0x26);
    return eq_avx2((block_avx2){_mm256_or_si256(b.low, with), _mm256_or_si256(b.high, with)}, 0x7f);
}

AVX2 static inline uint64_t xor_clmul(uint64_t x)
{
    __m128i all = _mm_set1_epi8((char)0xff);
    return (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)x), all, 0));
}

#define NAME(x) avx2_##x
#define TARGET AVX2
#define BLOCK block_avx2
#define LOAD(at) load_avx2(at)
#define EQ(b, c) eq_avx2(b, c)
#define BRACKETS(b) brackets_avx2(b)
#define RUNNING_XOR(x) xor_clmul(x)
#include "tables/load/masks_each.h"
#undef NAME
#undef TARGET
#undef BLOCK
#undef LOAD
#undef EQ
#undef BRACKETS

AVX2 static uint32_t positions_avx2(const uint64_t *bits, uint32_t from, uint32_t to, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t block = from / 64; block * 64 < to; block++) {
        uint64_t b = bits_between(bits, block, from, to);
        uint32_t *o = out + n, count = (uint32_t)_mm_popcnt_u64(b);
        for (uint32_t k = 0; k < count; k += 8) { /* eight at once, whether they are there or not: no branch a bit */
            for (int i = 0; i < 8; i++) {
                o[k + (uint32_t)i] = block * 64 + (uint32_t)_tzcnt_u64(b);
                b = _blsr_u64(b);
            }
        }
        n += count;
    }
    return n;
}

static const masks masks_avx2 = {"avx2", avx2_lines, avx2_find, positions_avx2};

/* ---- AVX-512 */
#define AVX512 \
    __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul,avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2")))

AVX512 static inline uint64_t xor_clmul_512(uint64_t x)
{
    __m128i all = _mm_set1_epi8((char)0xff);
    return (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)x), all, 0));
}

#define NAME(x) avx512_##x
#define TARGET AVX512
#define BLOCK __m512i
#define LOAD(at) _mm512_loadu_si512(at)
#define EQ(b, c) _mm512_cmpeq_epi8_mask(b, _mm512_set1_epi8(c))
#define BRACKETS(b) _mm512_cmpeq_epi8_mask(_mm512_or_si512(b, _mm512_set1_epi8(0x26)), _mm512_set1_epi8(0x7f))
#undef RUNNING_XOR
#define RUNNING_XOR(x) xor_clmul_512(x)
#include "tables/load/masks_each.h"

/* Bytes 0..63 packed to those whose bit is set, widened and written sixteen at a time. */
AVX512 static uint32_t positions_avx512(const uint64_t *bits, uint32_t from, uint32_t to, uint32_t *out)
{
    static const uint8_t counting[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                                         16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
                                         32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
                                         48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    const __m512i all = _mm512_loadu_si512(counting);
    uint32_t n = 0;
    for (uint32_t block = from / 64; block * 64 < to; block++) {
        uint64_t b = bits_between(bits, block, from, to);
        __m512i packed = _mm512_maskz_compress_epi8(b, all), base = _mm512_set1_epi32((int)(block * 64));
        uint32_t count = (uint32_t)_mm_popcnt_u64(b);
        _mm512_storeu_si512(out + n, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed))));
        if (__builtin_expect(count > 16, 0)) {
            __m128i more[3] = {_mm512_extracti32x4_epi32(packed, 1), _mm512_extracti32x4_epi32(packed, 2),
                               _mm512_extracti32x4_epi32(packed, 3)};
            for (uint32_t k = 0; 16 * (k + 1) < count; k++) {
                _mm512_storeu_si512(out + n + 16 * (k + 1), _mm512_add_epi32(base, _mm512_cvtepu8_epi32(more[k])));
            }
        }
        n += count;
    }
    return n;
}

static const masks masks_avx512 = {"avx512", avx512_lines, avx512_find, positions_avx512};

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
}

static bool has_avx512(void)
{
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
}
#endif

const masks *masks_choose(const char *name)
{
    const masks *const all[] = {
#if defined(__x86_64__)
        has_avx512() ? &masks_avx512 : NULL, has_avx2() ? &masks_avx2 : NULL, &masks_sse2,
#endif
        &masks_plain};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i] && (!name || strcmp(name, all[i]->name) == 0)) {
            return all[i];
        }
    }
    return NULL;
}
