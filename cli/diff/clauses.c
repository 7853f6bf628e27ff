/* clauses: how two texts of a query differ, in the pieces that a reader thinks in. */
#include "cli/diff/diff.h"

#define CLAUSES_MOST 4096

typedef struct clauses {
    span *at;
    uint32_t n;
} clauses;

static uint32_t skip_text(str q, uint32_t at)
{
    char c = q.p[at];
    bool verbatim = at && q.p[at - 1] == '@';
    for (at++; at < q.n && q.p[at] != c && q.p[at] != '\n'; at++) {
        if (q.p[at] == '\\' && !verbatim)
            at++;
    }
    return at < q.n ? at + 1 : q.n;
}

static bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

static bool is_word(str q, uint32_t at, const char *word)
{
    uint32_t n = (uint32_t)strlen(word);
    return at + n < q.n && memcmp(q.p + at, word, n) == 0 && !is_name(q.p[at + n]) && at && !is_name(q.p[at - 1]);
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static void add(clauses *c, str q, uint32_t from, uint32_t to)
{
    while (from < to && is_blank(q.p[from]))
        from++;
    while (to > from && is_blank(q.p[to - 1]))
        to--;
    if (to > from && c->n < CLAUSES_MOST)
        c->at[c->n++] = (span){from, to - from};
}

static clauses cut(arena *mem, str q)
{
    clauses c = {ARENA_ARRAY(mem, span, CLAUSES_MOST), 0};
    uint32_t from = 0;
    for (uint32_t at = 0; at < q.n;) {
        if (q.p[at] == '"' || q.p[at] == '\'') {
            at = skip_text(q, at);
            continue;
        }
        if (q.p[at] == '/' && at + 1 < q.n && q.p[at + 1] == '/') {
            add(&c, q, from, at);
            from = at;
            while (at < q.n && q.p[at] != '\n')
                at++;
            from = at; /* comments decide nothing */
            continue;
        }
        if (q.p[at] == '|' || is_word(q, at, "and") || is_word(q, at, "or")) {
            add(&c, q, from, at);
            from = at;
        }
        at++;
        if (q.p[at - 1] == ';') {
            add(&c, q, from, at);
            from = at;
        }
    }
    add(&c, q, from, q.n);
    return c;
}

static bool same(str a, span x, str b, span y) { return str_eq(str_sub(a, x.start, x.len), str_sub(b, y.start, y.len)); }

/* The longest common run of clauses, by the usual table; what lies between its members is an edit. */
uint32_t diff_clauses(arena *mem, str old, str new, diff_edit **out)
{
    clauses a = cut(mem, old), b = cut(mem, new);
    uint32_t w = b.n + 1, n = 0, i = 0, k = 0;
    uint16_t *t = ARENA_ARRAY(mem, uint16_t, (size_t)(a.n + 1) * w);
    for (uint32_t x = a.n; x-- > 0;) {
        for (uint32_t y = b.n; y-- > 0;) {
            uint16_t skip = t[(size_t)(x + 1) * w + y] > t[(size_t)x * w + y + 1] ? t[(size_t)(x + 1) * w + y] : t[(size_t)x * w + y + 1];
            t[(size_t)x * w + y] = same(old, a.at[x], new, b.at[y]) ? (uint16_t)(t[(size_t)(x + 1) * w + y + 1] + 1) : skip;
        }
    }
    *out = ARENA_ARRAY(mem, diff_edit, a.n + b.n + 1);
    while (i < a.n || k < b.n) {
        if (i < a.n && k < b.n && same(old, a.at[i], new, b.at[k])) {
            i++;
            k++;
            continue;
        }
        uint32_t i0 = i, k0 = k;
        while ((i < a.n || k < b.n) && !(i < a.n && k < b.n && same(old, a.at[i], new, b.at[k]))) {
            if (k == b.n || (i < a.n && t[(size_t)(i + 1) * w + k] >= t[(size_t)i * w + k + 1]))
                i++;
            else
                k++;
        }
        if (i - i0 == k - k0) { /* one for one */
            for (uint32_t p = 0; i0 + p < i; p++)
                (*out)[n++] = (diff_edit){a.at[i0 + p], b.at[k0 + p]};
            continue;
        }
        uint32_t oe = i > i0 ? a.at[i - 1].start + a.at[i - 1].len : i0 < a.n ? a.at[i0].start : old.n;
        uint32_t ne = k > k0 ? b.at[k - 1].start + b.at[k - 1].len : k0 < b.n ? b.at[k0].start : new.n;
        uint32_t os = i > i0 ? a.at[i0].start : oe, ns = k > k0 ? b.at[k0].start : ne;
        (*out)[n++] = (diff_edit){{os, oe - os}, {ns, ne - ns}};
    }
    return n;
}

str diff_take_back(arena *mem, str old, str new, const diff_edit *edits, uint32_t n, uint32_t which)
{
    buf b = {0};
    const diff_edit *e = &edits[which];
    (void)n;
    buf_put(&b, new.p, e->new_at.start);
    buf_text(&b, " ");
    buf_put(&b, old.p + e->old_at.start, e->old_at.len);
    buf_text(&b, " ");
    buf_put(&b, new.p + e->new_at.start + e->new_at.len, new.n - e->new_at.start - e->new_at.len);
    str s = arena_str(mem, buf_view(&b));
    buf_drop(&b);
    return s;
}
