/* regex_set: which code points a class holds. */
#include "base/utf8.h"
#include "interp/scalar/regex_tree.h"

#include <utf8proc.h>

/* Code points that are not the simple upper, lower or title case of their own folding: the third and fourth of their
 * kind. */
static const uint32_t odd_cases[] = {0x17F,  0x212A, 0x212B, 0xB5,   0x3D0,  0x3F5,  0x3D1,  0x3F4,
                                     0x345,  0x1FBE, 0x3F0,  0x3D6,  0x3F1,  0x3C2,  0x3D5,  0x2126,
                                     0x1E9B, 0x1E9E, 0x1C80, 0x1C81, 0x1C82, 0x1C83, 0x1C84, 0x1C85,
                                     0x1C86, 0x1C87, 0x1C88, 0x1FD3, 0x1FE3, 0xFB05, 0xFB06};

static uint32_t lower_of(uint32_t cp)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}
static uint32_t upper_of(uint32_t cp)
{
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
}

static bool has_category(const code_class *c, uint32_t cp)
{
    return c->categories && (c->categories >> utf8proc_category((utf8proc_int32_t)cp) & 1);
}

static bool named_has(const code_class *c, uint32_t cp)
{
    if (has_category(c, cp)) return true;
    if (c->lower && utf8proc_islower((utf8proc_int32_t)cp)) return true;
    if (c->upper && utf8proc_isupper((utf8proc_int32_t)cp)) return true;
    uint32_t lo = 0, hi = c->n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (cp > c->ranges[mid].hi) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo < c->n && cp >= c->ranges[lo].lo;
}

static bool leaf_has(const code_set *s, uint32_t cp)
{
    return s->kind == SET_RANGE ? cp >= s->range.lo && cp <= s->range.hi : named_has(s->named, cp);
}

/* Any case of the letter. Turkish dotted and dotless i have no simple folding to i. */
static bool leaf_has_case(const code_set *s, uint32_t cp)
{
    if (leaf_has(s, cp)) return true;
    if (cp == 0x130 || cp == 0x131) return false;
    uint32_t fold = lower_of(upper_of(cp)), upper = upper_of(fold);
    if (fold == cp && upper == cp) return false;
    if (leaf_has(s, fold) || leaf_has(s, upper) || leaf_has(s, (uint32_t)utf8proc_totitle((utf8proc_int32_t)fold)))
        return true;
    for (size_t i = 0; i < sizeof odd_cases / sizeof *odd_cases; i++)
        if (lower_of(upper_of(odd_cases[i])) == fold && leaf_has(s, odd_cases[i])) return true;
    return false;
}

static bool kids_have(const code_set *s, uint32_t cp)
{
    if (s->kind == SET_UNION) {
        for (uint32_t i = 0; i < s->n; i++)
            if (set_has(s->kid[i], cp)) return true;
        return false;
    }
    bool a = set_has(s->kid[0], cp), b = set_has(s->kid[1], cp);
    return s->kind == SET_AND ? a && b : s->kind == SET_MINUS ? a && !b : a != b;
}

bool set_has(const code_set *s, uint32_t cp)
{
    bool in = s->kind > SET_NAMED ? kids_have(s, cp) : s->fold ? leaf_has_case(s, cp) : leaf_has(s, cp);
    return in != s->negated;
}

/* Stretches whose code points Unicode treats all alike: only a range that ends inside can tell them apart. */
const code_range set_alike[SET_ALIKE] = {
    {0x3400, 0x4DBF},   {0x4E00, 0x9FFC},   {0xAC00, 0xD7A3},   {0xD800, 0xDFFF},   {0xE000, 0xF8FF},
    {0x20000, 0x2A6DD}, {0x33480, 0xDFFFF}, {0xE0200, 0xEFFFF}, {0xF0000, 0xFFFFD}, {0x100000, 0x10FFFD}};

static bool ends_inside(code_range r, code_range zone)
{
    return (r.lo > zone.lo && r.lo <= zone.hi) || (r.hi >= zone.lo && r.hi < zone.hi);
}

static bool divides(const code_set *s, code_range zone)
{
    if (s->kind == SET_RANGE && ends_inside(s->range, zone)) return true;
    for (uint32_t i = 0; s->kind == SET_NAMED && i < s->named->n; i++)
        if (ends_inside(s->named->ranges[i], zone)) return true;
    for (uint32_t i = 0; i < s->n; i++)
        if (divides(s->kid[i], zone)) return true;
    return false;
}

/* The last code point that is surely in the set as cp is. */
static uint32_t alike_from(const code_set *s, uint32_t cp)
{
    for (int i = 0; i < SET_ALIKE; i++)
        if (cp == set_alike[i].lo) return divides(s, set_alike[i]) ? cp : set_alike[i].hi;
    return cp;
}

code_range *set_ranges(arena *mem, const code_set *s, uint32_t last, uint32_t *n)
{
    buf found = {0};
    bool open = false;
    code_range r = {0, 0};
    for (uint32_t cp = 0; cp <= last; cp++) {
        bool in = set_has(s, cp);
        if (in && !open) r.lo = cp;
        cp = cp < 0x3400 ? cp : alike_from(s, cp);
        if (in) r.hi = cp;

        if (!in && open) buf_put(&found, &r, sizeof r);
        open = in;
    }
    if (open) buf_put(&found, &r, sizeof r);
    *n = (uint32_t)(found.n / sizeof r);
    code_range *out = ARENA_ARRAY(mem, code_range, *n + 1);
    if (found.n) memcpy(out, found.p, found.n);
    buf_drop(&found);
    return out;
}

code_set *set_of_kind(arena *mem, set_kind kind)
{
    code_set *s = ARENA_NEW(mem, code_set);
    s->kind = (uint8_t)kind;
    return s;
}

code_set *set_range(arena *mem, uint32_t lo, uint32_t hi, bool fold)
{
    code_set *s = set_of_kind(mem, SET_RANGE);
    s->range = (code_range){lo, hi};
    s->fold = fold;
    return s;
}

code_set *set_named(arena *mem, const code_class *named, bool negated, bool fold)
{
    code_set *s = set_of_kind(mem, SET_NAMED);
    s->named = named;
    s->negated = negated;
    s->fold = fold;
    return s;
}

void set_add(arena *mem, code_set *to, code_set *kid)
{
    if (to->n == to->cap) {
        to->cap = to->cap ? to->cap * 2 : 4;
        code_set **more = ARENA_ARRAY(mem, code_set *, to->cap);
        if (to->n) memcpy(more, to->kid, to->n * sizeof *more);
        to->kid = more;
    }
    to->kid[to->n++] = kid;
}
