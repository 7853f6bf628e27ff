#include "interp/scalar/needle_set.h"

#define FEW   3 /* so many are faster sought one after the other */
#define HEADS 1024

/* Two bytes folded the cheap way: what differs in more than case may meet, what does not always meets. */
static uint32_t pair_of(unsigned char a, unsigned char b)
{
    return (uint32_t)(a | 32) << 8 | (b | 32);
}

static uint32_t head_of(uint32_t pair)
{
    return (pair * 2654435761U) >> 22;
}

static void add_pair(needle_set *set, uint32_t pair)
{
    set->may_begin[pair >> 6] |= 1ULL << (pair & 63);
}

/* A needle of one byte begins with every pair that has it in front; it is filed under that byte alone. */
static void add_short(needle_set *set, unsigned char a)
{
    for (uint32_t b = 0; b < 256; b++) add_pair(set, pair_of(a, (unsigned char)b));
}

static uint32_t filed_under(str text)
{
    return pair_of((unsigned char)text.p[0], text.n > 1 ? (unsigned char)text.p[1] : 0);
}

static void file(needle_set *set, uint32_t k)
{
    str text = set->items[k].text;
    uint32_t pair = filed_under(text), head = head_of(pair);
    if (text.n == 1) add_short(set, (unsigned char)text.p[0]);
    add_pair(set, pair);
    set->next[k] = set->head[head];
    set->head[head] = k + 1;
}

needle_set needle_set_make(arena *mem, const str *texts, uint32_t n, bool once)
{
    needle_set set = {.items = ARENA_ARRAY(mem, needle, n + 1), .n = n, .wide = ARENA_ARRAY(mem, uint32_t, n + 1)};
    for (uint32_t k = 0; k < n; k++) set.items[k] = needle_make(texts[k], true);
    if (n > FEW && !once) {
        set.may_begin = ARENA_ARRAY(mem, uint64_t, 65536 / 64);
        set.head = ARENA_ARRAY(mem, uint32_t, HEADS);
        set.next = ARENA_ARRAY(mem, uint32_t, n);
    }
    bool terms = set.may_begin != NULL;
    for (uint32_t k = 0; k < n; k++) {
        terms = terms && whole_terms_fit(texts[k]);
        if (texts[k].n == 0)
            set.has_empty = true;
        else if (set.items[k].unicode)
            set.wide[set.n_wide++] = k;
        else if (set.may_begin)
            file(&set, k);
    }
    set.terms = terms ? whole_terms_make(mem, texts, n) : NULL;
    return set;
}

static bool any_filed_at(const needle_set *set, uint32_t pair, str hay, uint32_t at)
{
    for (uint32_t k = set->head[head_of(pair)]; k; k = set->next[k - 1]) {
        if (needle_has_at(&set->items[k - 1], hay, at)) return true;
    }
    return false;
}

static bool any_in_one_pass(const needle_set *set, str hay)
{
    for (uint32_t at = 0; at < hay.n; at++) {
        unsigned char a = (unsigned char)hay.p[at], b = at + 1 < hay.n ? (unsigned char)hay.p[at + 1] : 0;
        uint32_t pair = pair_of(a, b);
        if (!(set->may_begin[pair >> 6] >> (pair & 63) & 1)) continue;
        if (any_filed_at(set, pair, hay, at) || any_filed_at(set, pair_of(a, 0), hay, at)) return true;
    }
    return false;
}

/* Around the word stands nothing that belongs to a term, so that it may be looked at alone. */
static bool any_in_word(const void *set, str word)
{
    return any_in_one_pass(set, word);
}

bool needle_set_any(const needle_set *set, str hay)
{
    if (set->has_empty) return true;
    if (set->terms) return whole_terms_any(set->terms, hay, any_in_word, set);
    if (set->may_begin) {
        if (any_in_one_pass(set, hay)) return true;
        for (uint32_t k = 0; k < set->n_wide; k++) {
            if (needle_has(&set->items[set->wide[k]], hay)) return true;
        }
        return false;
    }
    for (uint32_t k = 0; k < set->n; k++) {
        if (needle_has(&set->items[k], hay)) return true;
    }
    return false;
}

bool needle_set_all(const needle_set *set, str hay)
{
    for (uint32_t k = 0; k < set->n; k++) {
        if (!needle_has(&set->items[k], hay)) return false;
    }
    return true;
}
