/* predicate: which part of a condition was not true for a row, and the values it looked at. `and` is followed into the first part that is
 * not true, as the engine looks at them; of `or` every part is told. */
#include "cli/why/why.h"

#include "base/utf8.h"
#include "interp/plan/exprs.h"
#include "tables/dyn.h"

#define MOST_VALUES 8
#define MOST_ITEMS 4096

typedef struct leaf {
    why *w;
    const lineage_stage *in;
    uint32_t row;
    why_reason *r;
} leaf;

void why_add(why_reason **list, why_reason *r)
{
    while (*list)
        list = &(*list)->next;
    *list = r;
}

static why_reason *reason(why *w, span at, uint32_t depth, str text)
{
    why_reason *r = ARENA_NEW(w->mem, why_reason);
    *r = (why_reason){.depth = depth, .at = at, .text = text, .values = ARENA_ARRAY(w->mem, why_value, MOST_VALUES)};
    return r;
}

static str text_of(const leaf *l, const expr *e)
{
    if (e->at.len)
        return why_source(l->w, e->at);
    buf b = {0};
    expr_text(&b, e, &l->in->node->cols);
    str s = arena_str(l->w->mem, buf_view(&b));
    buf_drop(&b);
    return s;
}

/* A long list of items needs not be said again. */
static str shortened(why *w, str t)
{
    uint32_t at = 0, n = 0;
    if (utf8_count(t) <= 60)
        return t;
    while (n++ < 57)
        utf8_next(t, &at);
    return arena_printf(w->mem, STR_FMT "...", STR_ARG(str_sub(t, 0, at)));
}

static void add_value(leaf *l, const char *what, str name, datum d)
{
    for (uint32_t i = 0; i < l->r->n_values; i++) {
        if (str_eq(l->r->values[i].name, name))
            return;
    }
    if (l->r->n_values < MOST_VALUES)
        l->r->values[l->r->n_values++] = (why_value){what, name, d};
}

static datum value_of(const leaf *l, const expr *e) { return lineage_eval(l->w->lineage, l->in, l->row, e, l->w->mem); }

/* The columns that an expression reads. */
static void add_columns(leaf *l, const expr *e)
{
    if (e->kind == EX_COLUMN)
        add_value(l, "column", l->in->node->cols.cols[e->column].name, value_of(l, e));
    for (uint32_t i = 0; i < e->n_args; i++)
        add_columns(l, e->args[i]);
}

static const expr *bare(const expr *e)
{
    while (e->kind == EX_CAST && e->n_args)
        e = e->args[0];
    return e;
}

/* One side of a comparison: what it came to, and what it was made of. */
static void add_side(leaf *l, const expr *side)
{
    const expr *e = bare(side);
    if (e->kind == EX_COLUMN) {
        add_columns(l, e);
    } else if (e->kind == EX_CONST) {
        if (!e->literal && e->at.len && !e->is_type)
            add_value(l, "constant", text_of(l, e), e->value);
    } else if (e->kind != EX_TABLE) {
        add_value(l, "expression", text_of(l, e), value_of(l, e));
        add_columns(l, e);
    }
}

/* ---- near misses */

typedef struct items {
    str *text;
    uint32_t n;
} items;

static void add_item(items *t, str s)
{
    if (t->n < MOST_ITEMS)
        t->text[t->n++] = s;
}

static void add_items(const leaf *l, const expr *arg, items *t)
{
    if (arg->row_bound)
        return;
    datum d = arg->kind == EX_CONST ? arg->value : value_of(l, arg);
    if (d.type == T_STRING)
        add_item(t, d.s);
    if (d.type != T_DYNAMIC || d.null)
        return;
    for (uint32_t i = 0; d.dy->kind == DYN_ARRAY && i < d.dy->n; i++) {
        if (d.dy->item[i]->kind == DYN_STRING)
            add_item(t, d.dy->item[i]->s);
    }
    if (d.dy->kind == DYN_STRING)
        add_item(t, d.dy->s);
}

static bool has_inside(arena *mem, str whole, str part)
{
    str a = utf8_lower(mem, whole), b = utf8_lower(mem, part);
    for (uint32_t i = 0; b.n && i + b.n <= a.n; i++) {
        if (memcmp(a.p + i, b.p, b.n) == 0)
            return true;
    }
    return false;
}

static bool is_one_of(const char *name, const char *const *list)
{
    for (; *list; list++) {
        if (strcmp(name, *list) == 0)
            return true;
    }
    return false;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static str trimmed(str s)
{
    while (s.n && is_blank(s.p[0]))
        s = str_sub(s, 1, s.n - 1);
    while (s.n && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

static void hint_equal(leaf *l, const char *name, str value, const items *t)
{
    static const char *const cased[] = {"==", "in", NULL};
    bool one = t->n == 1;
    for (uint32_t i = 0; i < t->n; i++) {
        if (is_one_of(name, cased) && utf8_cmp_fold(value, t->text[i]) == 0) {
            l->r->hint = arena_printf(l->w->mem, "differs only in case%s" STR_FMT "%s: %s~ would match", one ? "" : " from \"", STR_ARG(one ? (str){0} : t->text[i]),
                                      one ? "" : "\"", strcmp(name, "==") == 0 ? "=" : "in");
            return;
        }
        if (utf8_cmp_fold(trimmed(value), trimmed(t->text[i])) == 0) {
            l->r->hint = STR("differs only in the blanks around it");
            return;
        }
    }
    if (t->n > 1)
        l->r->hint = arena_printf(l->w->mem, "the nearest item is \"" STR_FMT "\"", STR_ARG(why_nearest(l->w->mem, value, t->text, t->n)));
}

/* has and its like: the needle may stand inside of a word, or further on. */
static void hint_inside(leaf *l, const char *name, str value, const items *t)
{
    static const char *const words[] = {"has", "has_any", "has_all", "hasprefix", "hassuffix", NULL};
    static const char *const cased[] = {"has_cs", "contains_cs", "startswith_cs", "endswith_cs", "hasprefix_cs", "hassuffix_cs", NULL};
    static const char *const ends[] = {"startswith", "endswith", NULL};
    for (uint32_t i = 0; i < t->n; i++) {
        if (!has_inside(l->w->mem, value, t->text[i]))
            continue;
        str of = arena_printf(l->w->mem, "\"" STR_FMT "\" ", STR_ARG(t->text[i]));
        if (is_one_of(name, words) && strcmp(name, "has_all") != 0)
            l->r->hint = arena_printf(l->w->mem, STR_FMT "is there, but not as whole terms: contains would match", STR_ARG(of));
        else if (is_one_of(name, cased))
            l->r->hint = arena_printf(l->w->mem, STR_FMT "is there, in another case or inside of a longer word", STR_ARG(of));
        else if (is_one_of(name, ends))
            l->r->hint = arena_printf(l->w->mem, STR_FMT "is there, but not at the %s: contains would match", STR_ARG(of), name[0] == 's' ? "start" : "end");
        if (l->r->hint.n)
            return;
    }
}

/* has_all: the items that are there are not what is missing. */
static void hint_all(leaf *l, str value, const items *t)
{
    for (uint32_t i = 0; i < t->n; i++) {
        if (!has_inside(l->w->mem, value, t->text[i])) {
            l->r->hint = arena_printf(l->w->mem, "\"" STR_FMT "\" is not there", STR_ARG(t->text[i]));
            return;
        }
    }
}

/* Times: by how much it misses. */
static void hint_time(leaf *l, const expr *e, datum a)
{
    static const char *const orders[] = {"<", "<=", ">", ">=", "==", NULL};
    datum b = e->n_args == 2 && type_is_ticks(a.type) && !a.null ? value_of(l, e->args[1]) : datum_null(a.type);
    if (b.null || b.type != a.type || !is_one_of(e->call->row->name, orders) || a.l == b.l)
        return;
    bool less = a.l < b.l;
    datum by = {.type = T_TIMESPAN, .l = less ? b.l - a.l : a.l - b.l};
    l->r->hint = arena_printf(l->w->mem, "it is " STR_FMT " %s", STR_ARG(datum_text(l->w->mem, by)), a.type == T_TIMESPAN ? (less ? "shorter" : "longer") : less ? "earlier" : "later");
}

static void hint(leaf *l, const expr *e)
{
    static const char *const equal[] = {"==", "=~", "in", "in~", NULL};
    const char *name = e->call->row->name;
    datum v = e->n_args ? value_of(l, bare(e->args[0])) : datum_null(T_STRING);
    items t = {ARENA_ARRAY(l->w->mem, str, MOST_ITEMS), 0};
    if (type_is_ticks(v.type)) {
        hint_time(l, e, v);
        return;
    }
    for (uint32_t i = 1; i < e->n_args; i++)
        add_items(l, e->args[i], &t);
    if (v.type == T_DYNAMIC && !v.null && v.dy->kind == DYN_STRING)
        v = (datum){.type = T_STRING, .s = v.dy->s};
    if (v.type == T_STRING && v.s.n == 0 && t.n) {
        l->r->hint = STR("the value is empty: the event lacks it");
        return;
    }
    if (v.type != T_STRING || !t.n)
        return;
    if (is_one_of(name, equal))
        hint_equal(l, name, v.s, &t);
    else if (strcmp(name, "has_all") == 0)
        hint_all(l, v.s, &t);
    else
        hint_inside(l, name, v.s, &t);
}

static void null_hint(leaf *l, bool is_null)
{
    for (uint32_t i = 0; i < l->r->n_values; i++) {
        const why_value *v = &l->r->values[i];
        if (v->value.null && !l->r->hint.n)
            l->r->hint = arena_printf(l->w->mem, STR_FMT " is null, and a comparison with null is not true", STR_ARG(v->name));
    }
    if (is_null && !l->r->hint.n)
        l->r->hint = STR("one of its sides is null, and a comparison with null is not true");
}

/* ---- the tree */

static why_reason *explain_leaf(why *w, const lineage_stage *in, uint32_t row, const expr *e, uint32_t depth, datum got)
{
    leaf l = {w, in, row, NULL};
    str text = shortened(w, text_of(&l, e));
    l.r = reason(w, e->at, depth, arena_printf(w->mem, "`" STR_FMT "` is %s", STR_ARG(text), got.null ? "null, which is not true" : "false"));
    if (e->kind == EX_CALL) {
        for (uint32_t i = 0; i < e->n_args; i++)
            add_side(&l, e->args[i]);
        hint(&l, e);
    } else {
        add_columns(&l, e);
    }
    null_hint(&l, got.null);
    return l.r;
}

static bool is_true(datum d) { return !d.null && d.b; }

static bool is_not(const expr *e) { return e->kind == EX_CALL && strcmp(e->call->row->name, "not") == 0; }

why_reason *why_predicate(why *w, const lineage_stage *in, uint32_t row, const expr *e, uint32_t depth)
{
    datum got = lineage_eval(w->lineage, in, row, e, w->mem);
    if (e->kind == EX_AND) {
        for (uint32_t i = 0; i < e->n_args; i++) {
            if (!is_true(lineage_eval(w->lineage, in, row, e->args[i], w->mem)))
                return why_predicate(w, in, row, e->args[i], depth);
        }
    }
    if (e->kind == EX_OR) {
        leaf l = {w, in, row, NULL};
        why_reason *all = reason(w, e->at, depth, arena_printf(w->mem, "`" STR_FMT "`: none of these is true", STR_ARG(shortened(w, text_of(&l, e)))));
        for (uint32_t i = 0; i < e->n_args; i++)
            why_add(&all, why_predicate(w, in, row, e->args[i], depth + 1));
        return all;
    }
    if (is_not(e) && e->n_args == 1 && !got.null) {
        leaf l = {w, in, row, NULL};
        l.r = reason(w, e->at, depth, arena_printf(w->mem, "`" STR_FMT "` is false: what it denies is true", STR_ARG(shortened(w, text_of(&l, e)))));
        add_columns(&l, e);
        return l.r;
    }
    return explain_leaf(w, in, row, e, depth, got);
}
