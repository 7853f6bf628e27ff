/* union: binding. Columns as Microsoft's binder: in order of first appearance; one name with several types becomes name_type for each,
 * side by side where the name first stood; withsource first; kind=inner keeps the names that all legs have. Source: union-operator.md */
#include "interp/ops/union_run.h"

#include "interp/bind/scope.h"
#include "interp/ops/as.h"
#include "interp/ops/operators.h"
#include "interp/ops/replay.h"
#include "interp/ops/scan.h"

#include <stdlib.h>

static void add_leg(binder *b, union_legs *l, plan_node *node, str source)
{
    if (l->n == l->cap) {
        union_legs old = *l;
        l->cap = old.cap ? 2 * old.cap : 8;
        l->node = ARENA_ARRAY(b->mem, plan_node *, l->cap);
        l->source = ARENA_ARRAY(b->mem, str, l->cap);
        if (old.n) {
            memcpy(l->node, old.node, old.n * sizeof *old.node);
            memcpy(l->source, old.source, old.n * sizeof *old.source);
        }
    }
    l->node[l->n] = node;
    l->source[l->n++] = source;
}

/* The name that `as` gave, or of the table that the leg is; any other leg is known by its number behind `unnamed`. What the engine shows
 * where it was looked at: a pipeline over a table, and a name that a let gave to rows (views apart), are known by their number. */
static str source_name(binder *b, const plan_node *n, const char *unnamed, uint32_t leg)
{
    if (n->op == &op_scan) {
        return table_name(((const scan_info *)n->info)->table);
    }
    for (;; n = n->in[0]) {
        if (n->op == &op_as) {
            return ((const as_info *)n->info)->name;
        }
        if (n->op == &op_replay) {
            return source_name(b, ((const replay_info *)n->info)->source->root, unnamed, leg);
        }
        if (n->n_in != 1) {
            return arena_printf(b->mem, "%s_arg%u", unnamed, leg);
        }
    }
}

static str leg_name(binder *b, const ast *leg, const plan_node *n, uint32_t k)
{
    scope *s = leg->kind == AST_NAME ? scope_find(b->scope, leg->text) : NULL;
    return leg->kind != AST_NAME ? source_name(b, n, "union", k)
           : !s || s->kind != NAME_TABLE ? leg->text
           : n->op == &op_scan ? arena_printf(b->mem, "union_arg%u", k)
                               : source_name(b, n, "union", k);
}

static bool add_matching(binder *b, union_legs *l, const ast *pattern)
{
    matching_table *list;
    uint32_t n = bind_matching_tables(b, pattern->kind == AST_STAR ? STR("*") : pattern->text, pattern->at, &list);
    for (uint32_t i = 0; i < n; i++) {
        add_leg(b, l, list[i].rows, list[i].name);
    }
    return n > 0;
}

static plan_node *bind_leg(binder *b, const ast *leg)
{
    plan_node *n = bind_table(b, leg);
    if (n && n->op == &op_consume) {
        diag_error(b->ds, ST_COMPILE, "KS111", leg->at, "a table is wanted here, and consume gives none");
        return NULL;
    }
    return n;
}

/* isfuzzy leaves out a leg whose tables are not there. Any other mistake in it stays one, and what is refused stays refused: a leg that
 * went without a word would be missing rows. Source: union-operator.md, isfuzzy; Microsoft's binder. */
static plan_node *bind_fuzzy_leg(binder *b, const ast *leg, bool *left_out)
{
    diags *real = b->ds, own = {.mem = real->mem};
    b->ds = &own;
    plan_node *n = bind_leg(b, leg);
    b->ds = real;
    *left_out = !n && own.n > 0;
    for (uint32_t i = 0; i < own.n; i++) {
        *left_out = *left_out && (own.items[i].severity != SEV_ERROR || own.items[i].no_table);
    }
    if (*left_out) {
        diag_warn(real, NULL, leg->at, "left out of the union: it cannot be resolved");
    } else {
        diags_append(real, &own);
    }
    return n;
}

bool union_bind_legs(binder *b, const ast *node, bool fuzzy, union_legs *l)
{
    bool ok = true;
    for (uint32_t i = 1; i < node->n; i++) {
        const ast *leg = node->kid[i];
        if (leg->kind == AST_WILDCARD || leg->kind == AST_STAR) {
            if (!add_matching(b, l, leg) && !fuzzy) {
                diag_error(b->ds, ST_COMPILE, "KS204", leg->at, "no table's name fits '" STR_FMT "'", STR_ARG(leg->text));
                ok = false;
            }
            continue;
        }
        bool left_out = false;
        plan_node *n = fuzzy ? bind_fuzzy_leg(b, leg, &left_out) : bind_leg(b, leg);
        if (n) {
            add_leg(b, l, n, leg_name(b, leg, n, l->n));
        }
        ok = ok && (n || left_out);
    }
    return ok;
}

/* The types that a name has in the legs, in order of first appearance; returns how many, 0 when `inner` and a leg lacks it. */
static uint32_t types_of(const union_legs *l, str name, bool inner, kql_type types[T_COUNT_ + 1])
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        int at = schema_find(&l->node[i]->cols, name);
        if (at < 0) {
            if (inner) {
                return 0;
            }
            continue;
        }
        kql_type t = l->node[i]->cols.cols[at].type;
        uint32_t k = 0;
        while (k < n && types[k] != t) {
            k++;
        }
        types[k] = t;
        n += k == n;
    }
    return n;
}

typedef struct out_column {
    str name;       /* in the legs */
    kql_type type;
} out_column;

static int by_name(const void *x, const void *y)
{
    const str *const *a = x, *const *b = y;
    int c = str_cmp(**a, **b);
    return c ? c : (*a > *b) - (*a < *b);
}

/* Positions of columns whose name came before in another leg: found by sorting, so that wide unions stay cheap. */
static bool *find_repeats(binder *b, const union_legs *l, str *names, uint32_t total)
{
    const str **order = ARENA_ARRAY(b->mem, const str *, total + 1);
    bool *repeat = ARENA_ARRAY(b->mem, bool, total + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        for (uint32_t j = 0; j < l->node[i]->cols.n; j++, n++) {
            names[n] = l->node[i]->cols.cols[j].name;
            order[n] = &names[n];
        }
    }
    if (total) {
        qsort(order, total, sizeof *order, by_name);
    }
    for (uint32_t i = 1; i < total; i++) {
        repeat[order[i] - names] = str_eq(*order[i], *order[i - 1]);
    }
    return repeat;
}

static bool a_leg_has(const union_legs *l, str name)
{
    for (uint32_t i = 0; l && i < l->n; i++) {
        if (schema_find(&l->node[i]->cols, name) >= 0) {
            return true;
        }
    }
    return false;
}

/* A column that is called x_long keeps its name: it is the x that became x_long that gives way. Source: the last example of
 * union-operator.md; Microsoft's binder has it the other way round. */
static str unused(binder *b, const union_legs *l, const schema *cols, str name)
{
    str candidate = name;
    for (uint32_t k = 1; schema_find(cols, candidate) >= 0 || a_leg_has(l, candidate); k++) {
        candidate = arena_printf(b->mem, STR_FMT "%u", STR_ARG(name), k);
    }
    return candidate;
}

static uint32_t make_columns(binder *b, const union_legs *l, bool inner, schema *cols, out_column **out)
{
    uint32_t total = 0, n = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        total += l->node[i]->cols.n;
    }
    str *names = ARENA_ARRAY(b->mem, str, total + 1);
    bool *repeat = find_repeats(b, l, names, total);
    *out = ARENA_ARRAY(b->mem, out_column, total + 1);
    column *room = ARENA_ARRAY(b->mem, column, total + 2);
    if (cols->n) {
        room[0] = cols->cols[0]; /* withsource */
    }
    cols->cols = room;
    for (uint32_t i = 0; i < total; i++) {
        kql_type types[T_COUNT_ + 1];
        uint32_t n_types = repeat[i] ? 0 : types_of(l, names[i], inner, types);
        for (uint32_t k = 0; k < n_types; k++) {
            str name = n_types == 1 ? names[i] : arena_printf(b->mem, STR_FMT "_%s", STR_ARG(names[i]), type_name(types[k]));
            cols->cols[cols->n] = (column){n_types == 1 ? unused(b, NULL, cols, name) : unused(b, l, cols, name), types[k]};
            cols->n++;
            (*out)[n++] = (out_column){names[i], types[k]};
        }
    }
    return n;
}

static void map_leg(const plan_node *leg, const out_column *cols, uint32_t n, int32_t *from)
{
    for (uint32_t i = 0; i < n; i++) {
        int at = schema_find(&leg->cols, cols[i].name);
        from[i] = at >= 0 && leg->cols.cols[at].type == cols[i].type ? at : -1;
    }
}

plan_node *union_make(binder *b, const ast *node, const union_legs *l, bool inner, str source)
{
    union_info *info = ARENA_NEW(b->mem, union_info);
    plan_node *out = bind_node(b, &op_union, node->at, l->n, l->node, info);
    if (!out) {
        return NULL;
    }
    info->source = l->source;
    info->source_column = source.n ? 0 : -1;
    info->from = ARENA_ARRAY(b->mem, int32_t *, l->n);
    uint32_t shift = source.n ? 1 : 0;
    if (shift) {
        schema_add(b->mem, &out->cols, source, T_STRING);
    }
    out_column *cols;
    uint32_t n = make_columns(b, l, inner, &out->cols, &cols);
    for (uint32_t i = 0; i < l->n; i++) {
        info->from[i] = ARENA_ARRAY(b->mem, int32_t, n + 2);
        info->from[i][0] = -1;
        map_leg(l->node[i], cols, n, info->from[i] + shift);
        out->open_columns = out->open_columns || l->node[i]->open_columns;
    }
    return out;
}

/* What $table shows of legs that are more than a table's name is not known. */
static bool legs_have_names(binder *b, const ast *node)
{
    for (uint32_t i = 1; i < node->n; i++) {
        const ast *leg = node->kid[i];
        scope *s = leg->kind == AST_NAME ? scope_find(b->scope, leg->text) : NULL;
        if (s && s->kind == NAME_TABLE) {
            bind_unsupported(b, leg->at, "search in rows that a let names");
            return false;
        }
    }
    return true;
}

static plan_node *union_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"kind", "inner|outer"}, {"withsource", "name"}, {"with_source", "name"},
                                       {"isfuzzy", "bool"}, {"hint.*", "any"}};
    bool ok = bind_params(b, node->kid[0], rules, sizeof rules / sizeof *rules);
    const ast *kind = bind_param(node->kid[0], "kind"), *source = bind_param(node->kid[0], "withsource");
    const ast *fuzzy = bind_param(node->kid[0], "isfuzzy");
    source = source ? source : bind_param(node->kid[0], "with_source");
    union_legs l = {0};
    bool search = str_is(node->text, "search");
    ok = (!search || legs_have_names(b, node)) && ok;
    if (in) {
        add_leg(b, &l, in, source_name(b, in, search ? "search" : "union", 0));
    }
    bool is_fuzzy = fuzzy && fuzzy->text.n && (fuzzy->text.p[0] | 32) == 't';
    ok = union_bind_legs(b, node, is_fuzzy, &l) && ok;
    if (ok && l.n == 0) {
        diag_error(b->ds, ST_COMPILE, NULL, node->at, "none of the union's tables can be resolved");
        ok = false;
    }
    return ok ? union_make(b, node, &l, kind && str_is(kind->text, "inner"), source ? source->text : (str){0}) : NULL;
}

static void union_need(plan_node *n)
{
    const union_info *info = n->info;
    for (uint32_t leg = 0; leg < n->n_in; leg++) {
        for (uint32_t i = 0; i < n->cols.n; i++) {
            if (info->from[leg][i] >= 0 && colset_has(&n->need, i)) {
                colset_add(&n->in[leg]->need, (uint32_t)info->from[leg][i]);
            }
        }
    }
}

static void union_describe(buf *out, const plan_node *n) { buf_printf(out, "%u legs", n->n_in); }

const op_class op_union = {.name = "union", .code = OP_UNION, .bind = union_bind, .need = union_need, .open = union_open,
                           .next = union_next, .close = union_close, .describe = union_describe};
