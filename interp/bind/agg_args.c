/* agg_args: the arguments of aggregates that give several columns (arg_max, take_any, percentiles), and what those columns are called.
 * Source: Microsoft's binder. */
#include "interp/bind/aggregates.h"

static bool is_old_extreme(str name) { return str_is(name, "argmax") || str_is(name, "argmin"); }
bool agg_is_extreme(str name) { return str_is(name, "arg_max") || str_is(name, "arg_min") || is_old_extreme(name); }
bool agg_is_any(str name) { return str_is(name, "take_any") || str_is(name, "any"); }
bool agg_is_weighted(str name) { return str_is(name, "percentilew") || str_is(name, "percentilesw"); }
bool agg_is_percentile(str name) { return str_is(name, "percentile") || str_is(name, "percentiles") || agg_is_weighted(name); }

static void push(binder *b, agg_args *a, expr *e, str name)
{
    if (a->n == a->cap) {
        uint32_t cap = a->cap ? a->cap * 2 : 8;
        expr **args = ARENA_ARRAY(b->mem, expr *, cap);
        str *names = ARENA_ARRAY(b->mem, str, cap);
        for (uint32_t k = 0; k < a->n; k++) {
            args[k] = a->args[k];
            names[k] = a->names[k];
        }
        *a = (agg_args){args, names, a->n, cap};
    }
    a->args[a->n] = e;
    a->names[a->n++] = name;
}

/* Beside a `*`, columns that are grouped by or given already are left out. */
static bool is_there(const agg_list *l, const agg_args *a, const expr *e)
{
    for (uint32_t i = 0; i < l->n_by; i++)
        if (l->by[i].value->kind == EX_COLUMN && l->by[i].value->column == e->column) return true;
    for (uint32_t k = 0; k < a->n; k++)
        if (a->args[k]->kind == EX_COLUMN && a->args[k]->column == e->column) return true;
    return false;
}

static bool has_star(const ast *call)
{
    for (uint32_t k = 0; k < call->n; k++)
        if (call->kid[k]->kind == AST_STAR) return true;
    return false;
}

/* ---- names */

typedef struct naming {
    binder *b;
    bool extreme, old, alone; /* alone: any(x), an ordinary aggregate */
    const char *prefix; /* max, min, any */
    str primary;
} naming;

static str unnamed(const naming *n, uint32_t k)
{
    arena *mem = n->b->mem;
    if (n->extreme && n->old) return k ? arena_printf(mem, "arg%u", k) : (str){0};
    if (n->extreme) return k ? arena_printf(mem, "%s_" STR_FMT "_arg%u", n->prefix, STR_ARG(n->primary), k) : arena_printf(mem, "%s_", n->prefix);
    return n->alone ? (str){0} : arena_printf(mem, "%sarg%u", n->old ? "" : "any_", k);
}

/* argmax(a, b) gives max_a and max_a_b; any(a, b) gives any_a and any_b; the newer spellings keep a and b. */
static str result_name(const naming *n, str name, uint32_t k)
{
    if (name.n == 0) name = unnamed(n, k);
    if (!n->old) return name;
    if (n->extreme && k) return arena_printf(n->b->mem, "%s_" STR_FMT "_" STR_FMT, n->prefix, STR_ARG(n->primary), STR_ARG(name));
    return arena_printf(n->b->mem, "%s_" STR_FMT, n->prefix, STR_ARG(name));
}

static naming naming_of(binder *b, const ast *call)
{
    naming n = {.b = b, .extreme = agg_is_extreme(call->text)};
    n.old = is_old_extreme(call->text) || str_is(call->text, "any");
    n.alone = str_is(call->text, "any") && call->n == 1;
    n.prefix = !n.extreme ? "any" : call->text.p[call->text.n - 1] == 'x' ? "max" : "min";
    n.primary = call->n ? name_of(b, call->kid[0], NULL) : (str){0};
    return n;
}

str agg_percentile_name(binder *b, const ast *call, const agg_args *a, uint32_t j)
{
    uint32_t first = agg_is_weighted(call->text) ? 2 : 1;
    str of = call->n ? name_of(b, call->kid[0], NULL) : (str){0};
    const expr *p = first + j < a->n ? a->args[first + j] : NULL;
    str number = p && p->kind == EX_CONST ? datum_text(b->mem, p->value) : (str){0};
    char *text = arena_dup(b->mem, number.p, number.n);
    if (number.n > 2 && number.p[number.n - 2] == '.' && number.p[number.n - 1] == '0') text[number.n -= 2] = 0;
    for (uint32_t i = 0; i < number.n; i++)
        if (text[i] == '.') text[i] = '_';
    return arena_printf(b->mem, "percentile_" STR_FMT "_%s", STR_ARG(of), text);
}

/* ---- arguments */

static void push_star(const agg_list *l, const naming *n, agg_args *a)
{
    binder *b = l->b;
    for (uint32_t c = 0; b->row && c < b->row->n; c++) {
        expr *e = bind_column(b, c, (span){0, 0});
        if (!is_there(l, a, e)) push(b, a, e, result_name(n, b->row->cols[c].name, a->n));
    }
}

void agg_bind_args(agg_list *l, const ast *call, agg_args *out)
{
    binder *b = l->b;
    naming n = naming_of(b, call);
    bool star = has_star(call);
    for (uint32_t k = 0; k < call->n; k++) {
        const ast *arg = call->kid[k];
        if (arg->kind == AST_STAR) {
            if (agg_is_any(call->text) || (n.extreme && k > 0)) {
                push_star(l, &n, out);
            } else {
                diag_error(b->ds, ST_COMPILE, "KS191", arg->at, "* cannot stand here: '" STR_FMT "' takes a value", STR_ARG(call->text));
                push(b, out, bind_failed(b, arg->at), (str){0});
            }
            continue;
        }
        expr *e = bind_expr(b, arg);
        bool primary = n.extreme && k == 0;
        if (star && !primary && e->kind == EX_COLUMN && is_there(l, out, e)) continue;
        push(b, out, e, result_name(&n, name_of(b, arg, e), k));
    }
}
