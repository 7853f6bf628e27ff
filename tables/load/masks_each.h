/* The kernels' common text, included by masks.c once a kernel with these set:
 *   NAME(x)  the kernel's own name for x      TARGET  instructions it may use
 *   BLOCK    64 bytes; LOAD(p), EQ(block, c)  a mask of the bytes that are c
 *   BRACKETS(block)                           a mask of { } [ ] (and of a few others, all of them letters or _)
 *   RUNNING_XOR(mask)                         bit i: the xor of bits 0..i
 * No include guard. */

/* Bits behind an odd run of backslashes. *odd: the last block ended in one. Ones carry through a run as they do in a sum,
 * and whether the run began at an even or an odd place tells which of the bits behind it are escaped. */
TARGET static inline uint64_t NAME(escaped)(uint64_t slashes, uint64_t *odd)
{
    const uint64_t even = 0x5555555555555555ULL;
    unsigned long long sum;
    slashes &= ~*odd;
    uint64_t follows = slashes << 1 | *odd;
    uint64_t odd_starts = slashes & ~even & ~follows;
    *odd = __builtin_uaddll_overflow(odd_starts, slashes, &sum);
    return (even ^ ((uint64_t)sum << 1)) & follows;
}

TARGET static uint32_t NAME(put)(uint64_t bits, uint32_t at, uint32_t *places, uint32_t n)
{
    for (; bits; bits &= bits - 1) {
        places[n++] = at + (uint32_t)__builtin_ctzll(bits);
    }
    return n;
}

/* The bits of a last block that lie before n. */
static inline uint64_t NAME(before)(uint32_t n, uint32_t at)
{
    return n - at >= 64 ? ~0ULL : (1ULL << (n - at)) - 1;
}

TARGET static void NAME(lines)(const char *p, uint32_t n, marks *m)
{
    uint64_t odd = 0;
    uint32_t places = 0;
    for (uint32_t at = 0; at < n; at += 64) {
        BLOCK b = LOAD(p + at);
        uint64_t quotes = EQ(b, '"'), slashes = EQ(b, '\\'), ends = EQ(b, '\n');
        if (slashes | odd) {
            quotes &= ~NAME(escaped)(slashes, &odd);
        }
        m->quotes[at / 64] = quotes;
        if (ends) {
            places = NAME(put)(ends & NAME(before)(n, at), at, m->places, places);
        }
    }
    m->n_places = places;
    m->n = n;
    m->broken = false;
}

/* Of the backslashes, those that begin \u003x to \u007x, as far as that may be a letter, a digit or _. */
TARGET static uint64_t NAME(spells)(const char *p, uint64_t slashes)
{
    uint64_t out = 0;
    slashes &= EQ(LOAD(p + 1), 'u') & EQ(LOAD(p + 2), '0');
    for (; slashes; slashes &= slashes - 1) {
        const char *hex = p + __builtin_ctzll(slashes) + 3;
        if (hex[0] == '0' && hex[1] >= '3' && hex[1] <= '7' && (hex[1] != '3' || hex[2] <= '9')) {
            out |= slashes & -slashes;
        }
    }
    return out;
}

TARGET static void NAME(find)(const char *p, uint32_t n, mark_key key, marks *m)
{
    uint64_t odd = 0, open = 0; /* open: all ones when the last block ended inside a string */
    uint32_t places = 0;
    m->broken = false;
    for (uint32_t at = 0; at < n; at += 64) {
        BLOCK b = LOAD(p + at);
        uint64_t quotes = EQ(b, '"'), slashes = EQ(b, '\\'), ends = EQ(b, '\n'), other = 0;
        if (slashes | odd) {
            quotes &= ~NAME(escaped)(slashes, &odd);
        }
        uint64_t inside = RUNNING_XOR(quotes) ^ open;
        open = (uint64_t)((int64_t)inside >> 63);
        m->quotes[at / 64] = quotes;
        if (slashes) {
            other = (slashes & ~inside) | NAME(spells)(p + at, slashes);
        }
        other |= BRACKETS(b) & ~inside;
        other |= quotes & inside & EQ(LOAD(p + at + 1), key.text[0]) & EQ(LOAD(p + at + 1 + key.n), '"');
        if (ends | other) {
            uint64_t within = NAME(before)(n, at), bad = ends & inside & within;
            if (bad) { /* what is behind it cannot be told: the caller begins anew there */
                within &= (bad & -bad) ^ ((bad & -bad) - 1);
                m->n_places = NAME(put)((ends | other) & within, at, m->places, places);
                m->n = at + (uint32_t)__builtin_ctzll(bad) + 1;
                m->broken = true;
                return;
            }
            places = NAME(put)((ends | other) & within, at, m->places, places);
        }
    }
    m->n_places = places;
    m->n = n;
}
