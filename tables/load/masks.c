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

static inline uint32_t spread_each(uint64_t bits, uint32_t base, uint32_t *out)
{
    uint32_t n = 0;
    for (; bits; bits &= bits - 1) {
        out[n++] = base + (uint32_t)__builtin_ctzll(bits);
    }
    return n;
}

/* ---- what all kernels share
 * Eight masks at once; compilers make of it what the kernel's instructions allow. */
typedef uint64_t eight __attribute__((vector_size(64), aligned(8), may_alias));

#define EIGHT(p)       (*(eight *)(uintptr_t)(p))
#define LANES_OF(bits) ((eight)((((eight){0} + (bits)) & (eight){1, 2, 4, 8, 16, 32, 64, 128}) != 0)) /* all ones: set */
#define EVEN           0x5555555555555555ULL

#define STRETCH       64 /* blocks looked at before they are related: what is written is read a little later */
#define STRETCH_BYTES (64u * STRETCH)

typedef struct stretch {
    uint64_t slashes[STRETCH];
    uint64_t structure[STRETCH];   /* then of them those inside strings */
    uint64_t letters[STRETCH + 1]; /* the key's first; then the bytes that have a place */
    uint64_t spelled[STRETCH];     /* escaped letters */
} stretch;

/* What eight blocks hand to the next, and the stretch's blocks (a bit each) that have any of a kind. */
typedef struct carried {
    uint64_t odd; /* they ended in an odd run of backslashes */
    bool open;    /* they ended inside a string */
    uint64_t places, held, spelled;
} carried;

/* Bit i: the parity of bits 0..i, of eight. */
static inline uint32_t running_parity(uint32_t bits)
{
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    return bits & 0xff;
}

/* The bits of a block at `at` that lie before n. */
static inline uint64_t bits_before(uint32_t n, uint32_t at)
{
    return n - at >= 64 ? ~0ULL : (1ULL << (n - at)) - 1;
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

static inline uint64_t structure_plain(block_plain b)
{
    return eq_plain(b, '{') | eq_plain(b, '}') | eq_plain(b, '[') | eq_plain(b, ']') | eq_plain(b, '\n');
}

static inline uint32_t tops_plain(const eight *v)
{
    uint32_t out = 0;
    for (int i = 0; i < 8; i++) {
        out |= (uint32_t)((*v)[i] >> 63) << i;
    }
    return out;
}

static inline uint32_t some_plain(const eight *v)
{
    eight has = (eight)(*v != 0);
    return tops_plain(&has);
}

#define NAME(x) plain_##x
#define TARGET
#define BLOCK block_plain
#define LOAD(at) ((block_plain){at})
#define EQ(b, c) eq_plain(b, c)
#define STRUCTURE(b) structure_plain(b)
#define TOPS(p) tops_plain(p)
#define SOME(p) some_plain(p)
#define SPREAD(bits, base, out) spread_each(bits, base, out)
#include "tables/load/masks_each.h"

static const masks masks_plain = {"plain", plain_lines, plain_find, plain_positions};

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

static inline uint64_t eq_sse2(block_sse2 b, char c)
{
    __m128i what = _mm_set1_epi8(c);
    uint64_t out = 0;
    for (int i = 0; i < 4; i++) {
        __m128i same = _mm_cmpeq_epi8(b.v[i], what);
        out |= (uint64_t)(uint32_t)_mm_movemask_epi8(same) << 16 * i;
    }
    return out;
}

/* With 0x20 the brackets are braces. */
static inline uint64_t structure_sse2(block_sse2 b)
{
    const __m128i space = _mm_set1_epi8(0x20), open = _mm_set1_epi8('{'), close = _mm_set1_epi8('}'),
                  end = _mm_set1_epi8('\n');
    uint64_t out = 0;
    for (int i = 0; i < 4; i++) {
        __m128i v = _mm_or_si128(b.v[i], space);
        __m128i same = _mm_or_si128(_mm_cmpeq_epi8(v, open), _mm_cmpeq_epi8(v, close));
        same = _mm_or_si128(same, _mm_cmpeq_epi8(b.v[i], end));
        out |= (uint64_t)(uint32_t)_mm_movemask_epi8(same) << 16 * i;
    }
    return out;
}

static inline uint32_t tops_sse2(const eight *v)
{
    uint32_t out = 0;
    for (int i = 0; i < 4; i++) {
        out |= (uint32_t)_mm_movemask_pd(_mm_loadu_pd((const double *)(const void *)v + 2 * i)) << 2 * i;
    }
    return out;
}

static inline uint32_t some_sse2(const eight *v)
{
    eight has = (eight)(*v != 0);
    return tops_sse2(&has);
}

#define NAME(x) sse2_##x
#define TARGET
#define BLOCK block_sse2
#define LOAD(at) load_sse2(at)
#define EQ(b, c) eq_sse2(b, c)
#define STRUCTURE(b) structure_sse2(b)
#define TOPS(p) tops_sse2(p)
#define SOME(p) some_sse2(p)
#define SPREAD(bits, base, out) spread_each(bits, base, out)
#include "tables/load/masks_each.h"

static const masks masks_sse2 = {"sse2", sse2_lines, sse2_find, sse2_positions};

/* ---- AVX2 */
#define AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))

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

/* By its low four bits a byte is to be { or } (once 0x20 is set: the brackets are braces then), or a line end, which *
 * would be too. */
#define STRUCTURE_BY_LOW 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x2a, 0x7b, 0, 0x7d, 0, 0

AVX2 static inline __m256i structure_32(__m256i v)
{
    const __m256i by_low = _mm256_setr_epi8(STRUCTURE_BY_LOW, STRUCTURE_BY_LOW);
    return _mm256_cmpeq_epi8(_mm256_shuffle_epi8(by_low, v), _mm256_or_si256(v, _mm256_set1_epi8(0x20)));
}

AVX2 static inline uint64_t structure_avx2(block_avx2 b)
{
    return (uint32_t)_mm256_movemask_epi8(structure_32(b.low)) |
           (uint64_t)(uint32_t)_mm256_movemask_epi8(structure_32(b.high)) << 32;
}

AVX2 static inline uint32_t tops_avx2(const eight *v)
{
    const double *lanes = (const double *)(const void *)v;
    return (uint32_t)_mm256_movemask_pd(_mm256_loadu_pd(lanes)) |
           (uint32_t)_mm256_movemask_pd(_mm256_loadu_pd(lanes + 4)) << 4;
}

AVX2 static inline uint32_t some_avx2(const eight *v)
{
    eight has = (eight)(*v != 0);
    return tops_avx2(&has);
}

/* Eight at once, whether they are there or not: no branch a bit. */
AVX2 static inline uint32_t spread_avx2(uint64_t bits, uint32_t base, uint32_t *out)
{
    uint32_t count = (uint32_t)_mm_popcnt_u64(bits);
    for (uint32_t k = 0; k < count; k += 8) {
        for (uint32_t i = 0; i < 8; i++) {
            out[k + i] = base + (uint32_t)_tzcnt_u64(bits);
            bits = _blsr_u64(bits);
        }
    }
    return count;
}

#define NAME(x) avx2_##x
#define TARGET AVX2
#define BLOCK block_avx2
#define LOAD(at) load_avx2(at)
#define EQ(b, c) eq_avx2(b, c)
#define STRUCTURE(b) structure_avx2(b)
#define TOPS(p) tops_avx2(p)
#define SOME(p) some_avx2(p)
#define SPREAD(bits, base, out) spread_avx2(bits, base, out)
#include "tables/load/masks_each.h"

static const masks masks_avx2 = {"avx2", avx2_lines, avx2_find, avx2_positions};

/* ---- AVX-512 */
#define AVX512 \
    __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2")))

AVX512 static inline uint64_t structure_avx512(__m512i v)
{
    const __m512i by_low = _mm512_broadcast_i32x4(_mm_setr_epi8(STRUCTURE_BY_LOW));
    return _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(by_low, v), _mm512_or_si512(v, _mm512_set1_epi8(0x20)));
}

AVX512 static inline uint32_t tops_avx512(const eight *v)
{
    return _mm512_movepi64_mask(_mm512_loadu_si512(v));
}

AVX512 static inline uint32_t some_avx512(const eight *v)
{
    __m512i all = _mm512_loadu_si512(v);
    return _mm512_test_epi64_mask(all, all);
}

/* Bytes 0..63 packed to those whose bit is set, widened and written sixteen at a time. */
AVX512 static inline uint32_t spread_avx512(uint64_t bits, uint32_t base, uint32_t *out)
{
    static const uint8_t counting[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                                         16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
                                         32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
                                         48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    __m512i packed = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(counting)), from = _mm512_set1_epi32((int)base);
    uint32_t count = (uint32_t)_mm_popcnt_u64(bits);
    _mm512_storeu_si512(out, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed))));
    if (__builtin_expect(count > 16, 0)) {
        __m128i more[3] = {_mm512_extracti32x4_epi32(packed, 1), _mm512_extracti32x4_epi32(packed, 2),
                           _mm512_extracti32x4_epi32(packed, 3)};
        for (uint32_t k = 0; 16 * (k + 1) < count; k++) {
            _mm512_storeu_si512(out + 16 * (k + 1), _mm512_add_epi32(from, _mm512_cvtepu8_epi32(more[k])));
        }
    }
    return count;
}

#define NAME(x) avx512_##x
#define TARGET AVX512
#define BLOCK __m512i
#define LOAD(at) _mm512_loadu_si512(at)
#define EQ(b, c) _mm512_cmpeq_epi8_mask(b, _mm512_set1_epi8(c))
#define STRUCTURE(b) structure_avx512(b)
#define TOPS(p) tops_avx512(p)
#define SOME(p) some_avx512(p)
#define SPREAD(bits, base, out) spread_avx512(bits, base, out)
#include "tables/load/masks_each.h"

static const masks masks_avx512 = {"avx512", avx512_lines, avx512_find, avx512_positions};

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt");
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
