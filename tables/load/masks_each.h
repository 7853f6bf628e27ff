/* The kernels' common text, included by masks.c once a kernel with these set:
 *   NAME(x)  the kernel's own name for x      TARGET  instructions it may use
 *   BLOCK    64 bytes; LOAD(p), EQ(block, c)  a mask of the bytes that are c
 *   STRUCTURE(block)                          a mask of { } [ ] and line ends (and maybe of *, which stands in strings alone)
 *   TOPS(p), SOME(p)                          of the eight masks at p: their top bits, which have bits at all
 *   SPREAD(bits, base, out)                   base + position of each bit, written to out (room for 64); how many
 * No include guard; all of them are undefined again at its end. */

/* Bits behind an odd run of backslashes. *odd: the last block ended in one. Ones carry through a run as they do in a sum,
 * and whether the run began at an even or an odd place tells which of the bits behind it are escaped. */
TARGET static inline uint64_t NAME(escaped)(uint64_t slashes, uint64_t *odd)
{
    unsigned long long sum;
    slashes &= ~*odd;
    uint64_t follows = slashes << 1 | *odd;
    uint64_t odd_starts = slashes & ~EVEN & ~follows;
    *odd = __builtin_uaddll_overflow(odd_starts, slashes, &sum);
    return (EVEN ^ ((uint64_t)sum << 1)) & follows;
}

/* The same for eight blocks at once, as if no run came in from the block before; where one does, its first backslash is
 * the escaped one. Only where that also tells how the block ends (64 backslashes) they are looked at one after the other. */
TARGET static inline void NAME(escapes)(const uint64_t *slashes, uint64_t *odd, eight *out)
{
    eight s = EIGHT(slashes), follows = s << 1, sum = (s & ~EVEN & ~follows) + s, over = (eight)(sum < s);
    uint32_t runs_on = TOPS(&over), runs_in = (runs_on << 1 | (uint32_t)*odd) & 0xff;
    *out = (EVEN ^ sum << 1) & follows;
    if (runs_in) {
        eight first = LANES_OF(runs_in) & 1;
        s &= ~first;
        follows = s << 1 | first;
        sum = (s & ~EVEN & ~follows) + s;
        over = (eight)(sum < s);
        *out = (EVEN ^ sum << 1) & follows;
    }
    if (TOPS(&over) == runs_on) {
        *odd = runs_on >> 7;
        return;
    }
    uint64_t each[8];
    for (uint32_t i = 0; i < 8; i++) {
        each[i] = NAME(escaped)(slashes[i], odd);
    }
    *out = EIGHT(each);
}

TARGET static inline uint32_t NAME(put)(uint64_t bits, uint32_t at, uint32_t *places, uint32_t n)
{
    for (; bits; bits &= bits - 1) {
        places[n++] = at + (uint32_t)__builtin_ctzll(bits);
    }
    return n;
}

TARGET static void NAME(lines)(const char *p, uint32_t n, marks *m)
{
    uint64_t odd = 0;
    uint32_t places = 0, quotes = 0;
    for (uint32_t at = 0; at < n; at += 64) {
        BLOCK b = LOAD(p + at);
        uint64_t strings = EQ(b, '"'), slashes = EQ(b, '\\'), ends = EQ(b, '\n');
        if (slashes | odd) {
            strings &= ~NAME(escaped)(slashes, &odd);
        }
        quotes += SPREAD(strings, at, m->quote_at + quotes);
        if (ends) {
            places = NAME(put)(ends & bits_before(n, at), at, m->places, places);
        }
    }
    *m = (marks){.quotes = m->quotes, .quote_at = m->quote_at, .places = m->places, .n_places = places, .n = n};
    marks_end_quotes(m, quotes);
}

TARGET static uint32_t NAME(positions)(const uint64_t *bits, uint32_t from, uint32_t to, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t block = from / 64; block * 64 < to; block++) {
        n += SPREAD(bits_between(bits, block, from, to), block * 64, out + n);
    }
    return n;
}

/* Of the blocks that begin at p: what the bytes are, whatever stands around them. */
TARGET static void NAME(compare)(const char *p, uint32_t blocks, char letter, uint64_t *quotes, stretch *s)
{
    for (uint32_t i = 0; i < blocks; i++) {
        BLOCK b = LOAD(p + 64 * i);
        quotes[i] = EQ(b, '"');
        s->slashes[i] = EQ(b, '\\');
        s->structure[i] = STRUCTURE(b);
        s->letters[i] = EQ(b, letter);
    }
}

/* All blocks of a stretch, as many zeros as fill the last eight, and the next block for what reaches into it. */
TARGET static inline void NAME(look)(const char *p, uint32_t n, char letter, uint64_t *quotes, stretch *s)
{
    uint32_t blocks = n < STRETCH_BYTES ? (n + 63) / 64 : STRETCH;
    bool more = n > STRETCH_BYTES;
    NAME(compare)(p, blocks, letter, quotes, s);
    quotes[blocks] = more ? EQ(LOAD(p + STRETCH_BYTES), '"') : 0;
    s->letters[blocks] = more ? EQ(LOAD(p + STRETCH_BYTES), letter) : 0;
    for (uint32_t i = blocks; i % 8 != 0; i++) {
        quotes[i] = s->slashes[i] = s->structure[i] = s->letters[i] = 0;
    }
}

/* Of blocks g..g+7: which bytes are inside strings, and which have a place. */
TARGET static inline void NAME(relate)(stretch *s, uint32_t g, uint32_t key_bytes, uint64_t *quotes, carried *c)
{
    uint64_t *letters = s->letters + g, *q = quotes + g;
    eight strings = EIGHT(q), slashes = EIGHT(s->slashes + g), escaped = {0}, signs = strings | slashes;
    eight keys = (EIGHT(letters) >> 1 | EIGHT(letters + 1) << 63) &
                 (strings >> (key_bytes + 1) | EIGHT(q + 1) << (63 - key_bytes));
    if (c->odd || SOME(&slashes)) {
        NAME(escapes)(s->slashes + g, &c->odd, &escaped);
        EIGHT(q) = strings &= ~escaped;
        EIGHT(s->spelled + g) = escaped &= ~signs;
    }
    eight inside = strings;
    inside ^= inside << 1;
    inside ^= inside << 2;
    inside ^= inside << 4;
    inside ^= inside << 8;
    inside ^= inside << 16;
    inside ^= inside << 32;
    uint32_t open = running_parity(TOPS(&inside)) << 1 ^ (c->open ? 0x1ff : 0);
    c->open = open >> 8;
    inside ^= LANES_OF(open);
    eight structure = EIGHT(s->structure + g), held = structure & inside;
    eight places = ((structure | slashes) & ~inside) | (keys & strings & inside);
    EIGHT(s->letters + g) = places;
    EIGHT(s->structure + g) = held;
    c->places |= (uint64_t)SOME(&places) << g;
    c->held |= (uint64_t)SOME(&held) << g;
    c->spelled |= (uint64_t)SOME(&escaped) << g;
}

/* Of the escaped letters those that begin u0030 to u007f, as far as that may be a letter, a digit or _. */
TARGET static void NAME(spell)(const char *p, stretch *s, carried *c)
{
    for (uint64_t blocks = c->spelled; blocks; blocks &= blocks - 1) {
        int i = __builtin_ctzll(blocks);
        uint64_t us = s->spelled[i] & EQ(LOAD(p + 64 * i), 'u');
        for (; us; us &= us - 1) {
            const char *hex = p + 64 * i + __builtin_ctzll(us) + 1;
            if (hex[0] == '0' && hex[1] == '0' && hex[2] >= '3' && hex[2] <= '7' && (hex[2] != '3' || hex[3] <= '9')) {
                s->letters[i] |= us & -us;
                c->places |= 1ULL << i;
            }
        }
    }
}

/* A line end inside a string: what is behind it cannot be told, and the caller begins anew there. */
TARGET static void NAME(stop)(const char *p, uint32_t at, stretch *s, carried *c, marks *m)
{
    for (uint64_t blocks = c->held; blocks; blocks &= blocks - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(blocks), from = at + 64 * i;
        uint64_t ends = s->structure[i] & EQ(LOAD(p + from), '\n') & bits_before(m->n, from);
        if (ends) {
            s->letters[i] |= ends & -ends;
            c->places |= 1ULL << i;
            m->n = from + (uint32_t)__builtin_ctzll(ends) + 1;
            m->broken = true;
            return;
        }
    }
}

TARGET static void NAME(place)(uint32_t at, const stretch *s, uint64_t blocks, marks *m)
{
    uint32_t n = m->n_places;
    for (; blocks; blocks &= blocks - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(blocks), from = at + 64 * i;
        if (from >= m->n) {
            break;
        }
        n = NAME(put)(s->letters[i] & bits_before(m->n, from), from, m->places, n);
    }
    m->n_places = n;
}

TARGET static void NAME(find)(const char *p, uint32_t n, mark_key key, marks *m)
{
    stretch s;
    carried c = {0};
    *m = (marks){.quotes = m->quotes, .quote_at = m->quote_at, .places = m->places, .n = n};
    for (uint32_t at = 0; at < n && !m->broken; at += STRETCH_BYTES) {
        c.places = c.held = c.spelled = 0;
        NAME(look)(p + at, n - at, key.text[0], m->quotes + at / 64, &s);
        for (uint32_t g = 0; g < STRETCH && at + 64 * g < n; g += 8) {
            NAME(relate)(&s, g, key.n, m->quotes + at / 64, &c);
        }
        NAME(spell)(p + at, &s, &c);
        NAME(stop)(p, at, &s, &c, m);
        NAME(place)(at, &s, c.places, m);
    }
}

#undef NAME
#undef TARGET
#undef BLOCK
#undef LOAD
#undef EQ
#undef STRUCTURE
#undef TOPS
#undef SOME
#undef SPREAD
