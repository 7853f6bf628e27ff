/* regex_bracket: [a-z[:digit:]&&[^5]]. A class nests; && -- ~~ bind loosest, alike, from the left. */
#include "interp/scalar/regex_read.h"

/* [:alpha:] or [:^alpha:]; false and unmoved when it is not that. */
static bool read_posix(regex_reader *r, code_set **out)
{
    uint32_t from = r->at;
    if (!read_take(r, "[:")) return false;
    bool negated = read_take(r, "^");
    uint32_t name = r->at;
    while (r->at < r->text.n && r->text.p[r->at] >= 'a' && r->text.p[r->at] <= 'z') r->at++;
    const code_class *c = class_posix(str_sub(r->text, name, r->at - name));
    if (c && read_take(r, ":]")) {
        *out = set_named(r->mem, c, negated, r->flags.fold);
        return true;
    }
    r->at = from;
    return false;
}

/* One literal or escape. */
static bool read_single(regex_reader *r, code_set **out)
{
    regex_assert none;
    if (read_peek(r) == '\\') return read_escape(r, true, out, &none);
    uint32_t cp = read_next(r);
    *out = set_range(r->mem, cp, cp, r->flags.fold);
    return true;
}

static bool is_literal(const code_set *s) { return s->kind == SET_RANGE && s->range.lo == s->range.hi && !s->negated; }

/* a, or a-z. A hyphen before ] or - is one. */
static bool read_range(regex_reader *r, code_set **out)
{
    uint32_t at = r->at;
    if (!read_single(r, out)) return false;
    read_blanks(r);
    if (read_peek(r) != '-' || read_looking_at(r, "-]") || read_looking_at(r, "--")) return true;
    uint32_t hyphen = r->at;
    read_next(r);
    read_blanks(r);
    if (read_peek(r) == ']') {
        r->at = hyphen;
        return true;
    }
    if (read_peek(r) == UINT32_MAX) return true; /* the caller misses the ] */
    code_set *to;
    if (!read_single(r, &to)) return false;
    if (!is_literal(*out) || !is_literal(to)) return read_fail(r, at, "a range must be between two characters");
    if ((*out)->range.lo > to->range.lo) return read_fail(r, at, "a range runs backwards");
    *out = set_range(r->mem, (*out)->range.lo, to->range.lo, r->flags.fold);
    return true;
}

static bool read_operator(regex_reader *r, set_kind *kind)
{
    if (read_take(r, "&&")) {
        *kind = SET_AND;
    } else if (read_take(r, "--")) {
        *kind = SET_MINUS;
    } else if (read_take(r, "~~")) {
        *kind = SET_XOR;
    } else {
        return false;
    }
    return true;
}

static code_set *combine(arena *mem, set_kind kind, code_set *left, code_set *right)
{
    code_set *s = set_of_kind(mem, kind);
    set_add(mem, s, left);
    set_add(mem, s, right);
    return s;
}

/* Everything up to the closing bracket, which is taken. */
static bool read_items(regex_reader *r, uint32_t open, code_set **out)
{
    code_set *now = set_of_kind(r->mem, SET_UNION), *left = NULL, *item = NULL;
    set_kind op = SET_UNION, next;
    for (; read_take(r, "-"); read_blanks(r)) set_add(r->mem, now, set_range(r->mem, '-', '-', false)); /* [--a] */
    bool first = now->n == 0; /* []a] */
    for (;; first = false) {
        read_blanks(r);
        if (r->at >= r->text.n) return read_fail(r, open, "a [ is not closed");
        if (!first && read_take(r, "]")) break;
        if (read_operator(r, &next)) {
            left = left ? combine(r->mem, op, left, now) : now;
            now = set_of_kind(r->mem, SET_UNION);
            op = next;
            continue;
        }
        if (read_posix(r, &item)) {
            set_add(r->mem, now, item);
            continue;
        }
        if (!(read_peek(r) == '[' ? read_brackets(r, &item) : read_range(r, &item))) return false;
        set_add(r->mem, now, item);
    }
    *out = left ? combine(r->mem, op, left, now) : now;
    return true;
}

bool read_brackets(regex_reader *r, code_set **out)
{
    uint32_t open = r->at;
    if (++r->depth > REGEX_DEPTH) return read_fail(r, open, "the pattern is nested too deeply");
    read_take(r, "[");
    read_blanks(r);
    bool negated = read_take(r, "^");
    read_blanks(r);
    if (negated && !r->flags.unicode) return read_fail(r, open, "without the flag u, [^ could match half a character");
    code_set *items = NULL;
    if (!read_items(r, open, &items)) return false;
    r->depth--;
    *out = set_of_kind(r->mem, SET_UNION);
    set_add(r->mem, *out, items);
    (*out)->negated = negated;
    return true;
}
