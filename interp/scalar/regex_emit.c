/* regex_emit: the tree in RE2's words. Everything that a flag changes has been settled by the parser, so that the text has none,
 * but for (?i: around what RE2 is to fold and (?m: around line ends. */
#include "base/utf8.h"
#include "interp/scalar/regex_tree.h"

typedef struct emitter {
    arena *mem;
    buf *out;
    bool ascii, exact;
} emitter;

static void put_code(emitter *e, uint32_t cp)
{
    if ((cp | 32) - 'a' < 26 || cp - '0' < 10) {
        buf_char(e->out, (char)cp);
    } else {
        buf_printf(e->out, "\\x{%X}", cp);
    }
}

static void put_range(emitter *e, code_range r)
{
    put_code(e, r.lo);
    if (r.hi == r.lo) return;
    buf_char(e->out, '-');
    put_code(e, r.hi);
}

/* The class range by range. */
static void put_ranges(emitter *e, const code_set *s)
{
    uint32_t n;
    code_range *r = set_ranges(e->mem, s, e->ascii ? 127 : CODE_POINT_MAX, &n);
    if (n == 0) {
        buf_text(e->out, e->ascii ? "[^\\x00-\\xFF]" : "[^\\x00-\\x{10FFFF}]");
        return;
    }
    bool one = n == 1 && r[0].lo == r[0].hi;
    if (!one) buf_char(e->out, '[');
    for (uint32_t i = 0; i < n; i++) put_range(e, r[i]);
    if (!one) buf_char(e->out, ']');
}

/* Can RE2 say this set in brackets? Folding must be the same all over, for it stands outside. */
static bool is_sayable(const code_set *s, bool fold, bool top)
{
    if (s->kind == SET_RANGE) return !s->negated && s->fold == fold;
    if (s->kind == SET_NAMED) {
        const code_class *c = s->named;
        if (s->negated && !(c->re2 ? c->re2_single : false)) return false;
        return (c->re2 || c->n) && !(c->categories && !c->re2) && (s->fold == fold || !s->fold);
    }
    if (s->kind != SET_UNION || (s->negated && !top)) return false;
    for (uint32_t i = 0; i < s->n; i++)
        if (!is_sayable(s->kid[i], fold, false)) return false;
    return true;
}

static bool any_fold(const code_set *s)
{
    bool fold = s->fold;
    for (uint32_t i = 0; i < s->n && !fold; i++) fold = any_fold(s->kid[i]);
    return fold;
}

static void put_items(emitter *e, const code_set *s)
{
    if (s->kind == SET_RANGE) {
        put_range(e, s->range);
    } else if (s->kind == SET_UNION) {
        for (uint32_t i = 0; i < s->n; i++) put_items(e, s->kid[i]);
    } else if (s->named->re2) {
        buf_char(e->out, '\\');
        buf_char(e->out, s->negated ? 'P' : s->named->re2[1]);
        buf_text(e->out, s->named->re2 + 2);
    } else {
        for (uint32_t i = 0; i < s->named->n; i++) put_range(e, s->named->ranges[i]);
    }
}

static uint32_t count_items(const code_set *s)
{
    if (s->kind != SET_UNION) return 1;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n; i++) n += count_items(s->kid[i]);
    return n;
}

static void put_set(emitter *e, const code_set *s)
{
    bool fold = any_fold(s);
    if (e->ascii || !is_sayable(s, fold, true)) {
        put_ranges(e, s);
        return;
    }
    if (fold) buf_text(e->out, "(?i:");
    if (s->kind == SET_UNION && s->negated && count_items(s) == 0) {
        buf_text(e->out, "(?s:.)");
    } else if (count_items(s) == 0) {
        buf_text(e->out, "[^\\x00-\\x{10FFFF}]");
    } else if (s->kind == SET_RANGE && s->range.lo == s->range.hi) {
        put_code(e, s->range.lo);
    } else {
        buf_text(e->out, s->negated && s->kind == SET_UNION ? "[^" : "[");
        put_items(e, s);
        buf_char(e->out, ']');
    }
    if (fold) buf_char(e->out, ')');
}

static void put_assert(emitter *e, regex_assert what)
{
    switch (what) {
    case AT_TEXT_START: buf_text(e->out, "\\A"); return;
    case AT_TEXT_END: buf_text(e->out, "\\z"); return;
    case AT_LINE_START: buf_text(e->out, "(?m:^)"); return;
    case AT_LINE_END: buf_text(e->out, "(?m:$)"); return;
    case AT_WORD_ASCII: buf_text(e->out, "\\b"); return;
    case AT_NOT_WORD_ASCII: buf_text(e->out, "\\B"); return;
    case AT_WORD:
    case AT_NOT_WORD:
        if (e->ascii) {
            buf_text(e->out, what == AT_WORD ? "\\b" : "\\B");
            return;
        }
        break;
    default: break;
    }
    e->exact = false;
    buf_text(e->out, "(?:)");
}

static void put_node(emitter *e, const regex_node *n);

static void put_wrapped(emitter *e, const regex_node *n)
{
    buf_text(e->out, "(?:");
    put_node(e, n);
    buf_char(e->out, ')');
}

static void put_repeat(emitter *e, const regex_node *n)
{
    put_wrapped(e, n->kid[0]);
    if (n->min == 0 && n->max == UINT32_MAX) {
        buf_char(e->out, '*');
    } else if (n->min == 1 && n->max == UINT32_MAX) {
        buf_char(e->out, '+');
    } else if (n->min == 0 && n->max == 1) {
        buf_char(e->out, '?');
    } else if (n->max == UINT32_MAX) {
        buf_printf(e->out, "{%u,}", n->min);
    } else {
        buf_printf(e->out, "{%u,%u}", n->min, n->max);
    }
    if (n->lazy) buf_char(e->out, '?');
}

static void put_node(emitter *e, const regex_node *n)
{
    switch ((node_kind)n->kind) {
    case RX_EMPTY: buf_text(e->out, "(?:)"); return;
    case RX_SET: put_set(e, n->set); return;
    case RX_ASSERT: put_assert(e, (regex_assert)n->assert); return;
    case RX_GROUP:
        buf_char(e->out, '(');
        put_node(e, n->kid[0]);
        buf_char(e->out, ')');
        return;
    case RX_REPEAT: put_repeat(e, n); return;
    case RX_CAT:
        if (n->n == 0) buf_text(e->out, "(?:)");
        for (uint32_t i = 0; i < n->n; i++) {
            if (n->kid[i]->kind == RX_ALT) {
                put_wrapped(e, n->kid[i]);
            } else {
                put_node(e, n->kid[i]);
            }
        }
        return;
    case RX_ALT:
        for (uint32_t i = 0; i < n->n; i++) {
            if (i) buf_char(e->out, '|');
            put_node(e, n->kid[i]);
        }
        return;
    }
}

void regex_emit(arena *mem, const regex_tree *t, bool ascii, buf *out, bool *exact)
{
    emitter e = {mem, out, ascii, true};
    put_node(&e, t->root);
    *exact = e.exact;
}
