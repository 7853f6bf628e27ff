/* masks: where things stand in a stretch of JSON lines, found 64 bytes at a time. A mask has a bit a byte, the lowest first.
 *
 *   text          {"a":"x\"y","b":[1]}\n
 *   backslash     .......1............      '\\'
 *   escaped       ........1...........      behind an odd run of backslashes
 *   quotes        .1.1.1....1.1.1.....      '"' and not escaped
 *   inside        .11..11111..11......      a running xor over quotes: from an opening quote up to its closing one
 *   brackets      1...............1.11      { } [ ] and not inside
 *
 * Four kernels give the same answers: avx512, avx2, sse2 and plain C; the best that the processor has is taken. */
#ifndef TABLES_LOAD_MASKS_H
#define TABLES_LOAD_MASKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MASKS_BYTES (1u << 20) /* the longest stretch */
#define MASKS_PAD   64         /* readable bytes behind it */
#define MASKS_WORDS (MASKS_BYTES / 64 + 16)

typedef struct marks {
    uint64_t *quotes;  /* masks_find: a mask a block, and room for 16 more; may hold bits at or behind n */
    uint32_t *quote_at; /* masks_lines: ascending, then four that lie behind everything; room for MASKS_BYTES + 128 */
    uint32_t *places;  /* ascending: line ends; masks_find adds what its comment says */
    uint32_t n_places;
    uint32_t n;        /* bytes looked at */
    bool broken;       /* masks_find stopped at n: a line ended inside a string */
} marks;

/* A column's name as masks_find looks for it. */
typedef struct mark_key {
    const char *text;
    uint32_t n; /* 1..MARK_KEY_BYTES; ASCII letters, digits and _ */
} mark_key;

#define MARK_KEY_BYTES 48

typedef struct masks {
    const char *name;
    /* Line ends and quotes (as positions) of p[0..n), n at most MASKS_BYTES. */
    void (*lines)(const char *p, uint32_t n, marks *m);
    /* The same with a mask a block for the quotes, and in `places` too: brackets (and stars) outside strings, opening quotes of strings that may be the key,
     * backslashes outside strings, and the u of escapes that may spell a letter of a key (\u0041). */
    void (*find)(const char *p, uint32_t n, mark_key key, marks *m);
    /* The positions of the bits in [from, to); room for to - from + 64. */
    uint32_t (*positions)(const uint64_t *bits, uint32_t from, uint32_t to, uint32_t *out);
} masks;

/* Nothing opens or closes behind quote_at[n - 1]. */
static inline void marks_end_quotes(marks *m, uint32_t n)
{
    for (uint32_t i = n; i < n + 4; i++) {
        m->quote_at[i] = UINT32_MAX;
    }
}

const masks *masks_choose(const char *name); /* NULL: the best; else that one, NULL when the processor lacks it */

#endif
