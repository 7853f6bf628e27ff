/* union: binding. Columns as Microsoft's binder: in order of first appearance; one name with several types becomes name_type for each,
 * side by side where the name first stood; withsource first; kind=inner keeps the names that all legs have. Source: union-operator.md */
#include "interp/ops/union_columns.h"
#include "interp/ops/union_run.h"

#include "interp/bind/scope.h"
#include "interp/ops/as.h"
#include "interp/ops/operators.h"
#include "interp/ops/replay.h"
#include "interp/ops/scan.h"


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
    union_columns(b, l, inner, source, &out->cols, info->from);
    if (inner && out->cols.n == 0 && l->n) { /* as project of nothing: whether the engine takes it, and how many rows it then has, is not known */
        return bind_unsupported(b, node->at, "a union kind=inner of tables without a common column");
    }
    for (uint32_t i = 0; i < l->n; i++) {
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
                                       {"isfuzzy", "bool"}, {"hint.concurrency", "#|auto|left|local|right|unresolved"}, {"hint.spread", "#|auto|local"},
                                       {"hint.*", "any"}};
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
