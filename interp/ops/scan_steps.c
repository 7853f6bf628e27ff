/* scan: binding. Output: the input's columns, the declared ones, and the match id where it is asked for (so the engine; Microsoft's binder
 * always adds it). Source: scan-operator.md. What that page leaves open is refused by name. */
#include "interp/ops/scan_steps.h"

#include "interp/bind/parts.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/projection.h"
#include "interp/ops/shared/syntax.h"
#include "interp/plan/exprs.h"

typedef struct binding {
    binder *b;
    const ast *node;
    scan_steps_info *info;
    step_list list;
    uint32_t *over; /* by declared column: the column of the input that it is written over; NOT_OVER: it is one of its own */
} binding;

#define NOT_OVER UINT32_MAX

static bool refuse(binding *s, span at, const char *what)
{
    bind_unsupported(s->b, at, what);
    return false;
}

static bool bind_default(binding *s, const ast *node, kql_type want, datum *out)
{
    *out = datum_null(want);
    if (node->kind == AST_NONE) {
        return true;
    }
    const schema *old = bind_rows(s->b, NULL);
    expr *e = bind_expr(s->b, node);
    bind_rows(s->b, old);
    if (e->type == T_UNKNOWN) {
        return false;
    }
    if (!bind_is_constant(e) || (e->type != want && !type_is_wider(want, e->type) && !(e->type == T_LONG && want == T_INT))) {
        return refuse(s, node->at, "a default that is no constant of the declared type");
    }
    *out = bind_cast(s->b, e, want)->value;
    return true;
}

static bool bind_declared(binding *s)
{
    const ast *list = s->node->kid[3];
    bool ok = true;
    s->info->n_declared = list->n;
    s->info->defaults = ARENA_ARRAY(s->b->mem, datum, list->n + s->list.row->n + 1);
    s->over = ARENA_ARRAY(s->b->mem, uint32_t, list->n + s->list.row->n + 1);
    for (uint32_t i = 0; i < list->n; i++) {
        const ast *p = list->kid[i];
        kql_type t = p->kid[0]->kind == AST_TYPE ? bind_type(s->b, p->kid[0]) : T_UNKNOWN;
        if (t == T_UNKNOWN) {
            return false;
        }
        if (schema_find(s->list.row, p->text) >= 0 || schema_find(&s->list.declared, p->text) >= 0) {
            return refuse(s, p->at, "declaring a column that is there already");
        }
        schema_add(s->b->mem, &s->list.declared, p->text, t);
        s->over[i] = NOT_OVER;
        ok = bind_default(s, p->kid[1], t, &s->info->defaults[i]) && ok;
    }
    return ok;
}

static bool check_names(binding *s)
{
    str *names = ARENA_ARRAY(s->b->mem, str, s->info->n + 1);
    for (uint32_t i = 0; i < s->info->n; i++) {
        const ast *node = s->node->kid[4 + i];
        names[i] = node->text;
        for (uint32_t k = 0; k < i; k++) {
            if (str_eq(names[k], names[i])) {
                diag_error(s->b->ds, ST_COMPILE, NULL, node->at, "two steps are named '" STR_FMT "'", STR_ARG(names[i]));
                return false;
            }
        }
        if (node->flags & ASTF_OPTIONAL) {
            return refuse(s, node->at, "an optional step");
        }
    }
    s->list.names = names;
    s->list.n = s->info->n;
    return true;
}

/* Does it look at the state? */
static bool is_tied(const binding *s, const expr *e)
{
    for (uint32_t i = 0; i < s->list.n_refs; i++) {
        if (s->list.refs[i].e == e) {
            return true;
        }
    }
    for (uint32_t i = 0; e->row_bound && i < e->n_args; i++) {
        if (is_tied(s, e->args[i])) {
            return true;
        }
    }
    return false;
}

static void add_part(binding *s, scan_step *one, expr *part)
{
    expr **to = is_tied(s, part) ? &one->tied : &one->alone;
    *to = expr_and(s->b->mem, *to, part);
}

/* A step may assign to a column of the input, as the page of time_weighted_avg2_fl() does: `step.column` is what was assigned, and so is
 * the output. Such a column is declared once more, behind the others, and shown in the place of the input's. */
static bool write_over(binding *s, const ast *node)
{
    int at = schema_find(s->list.row, node->text);
    if (at < 0) {
        diag_error(s->b->ds, ST_COMPILE, "KS142", node->at, "no column is named '" STR_FMT "'", STR_ARG(node->text));
        return false;
    }
    if (s->info->n > 1) {
        return refuse(s, node->at, "assigning to a column of the input in a scan of several steps"); /* which step then sees what? */
    }
    if (s->list.row->cols[at].type == T_UNKNOWN) {
        return refuse(s, node->at, "assigning to a column whose type is not known");
    }
    s->over[s->info->n_declared] = (uint32_t)at;
    s->info->defaults[s->info->n_declared++] = datum_null(s->list.row->cols[at].type);
    schema_add(s->b->mem, &s->list.declared, node->text, s->list.row->cols[at].type);
    return true;
}

/* Before anything is bound: step.column is then known to be what is assigned. */
static bool find_written_over(binding *s)
{
    bool ok = true;
    for (uint32_t k = 0; k < s->info->n; k++) {
        const ast *node = s->node->kid[4 + k];
        for (uint32_t i = 1; i < node->n; i++) {
            ok = (schema_find(&s->list.declared, node->kid[i]->text) >= 0 || write_over(s, node->kid[i])) && ok;
        }
    }
    return ok;
}

/* Whether the value of one assignment sees what another has just written over the record is not said. */
static bool check_apart(binding *s, const ast *node, const scan_step *one)
{
    for (uint32_t i = 0; i < s->info->n_declared; i++) {
        for (uint32_t k = 0; k < s->info->n_declared; k++) {
            if (k != i && one->assigned[k] && s->over[i] != NOT_OVER) {
                colset reads = colset_new(s->b->mem, s->list.row->n + s->list.n_refs);
                expr_columns(one->assigned[k], &reads);
                if (colset_has(&reads, s->over[i])) {
                    return refuse(s, node->at, "an assignment that looks at a column which another one assigns");
                }
            }
        }
    }
    return true;
}

static bool bind_assigned(binding *s, const ast *node, scan_step *one)
{
    int at = schema_find(&s->list.declared, node->text);
    if (one->assigned[at]) {
        return refuse(s, node->at, "assigning twice to a column");
    }
    kql_type want = s->list.declared.cols[at].type;
    expr *e = bind_expr(s->b, node->kid[0]);
    if (e->type != T_UNKNOWN && e->type != want && !type_is_wider(want, e->type) && !(want == T_INT && e->kind == EX_CONST && e->type == T_LONG)) {
        return refuse(s, node->at, "assigning a value of another type than the column's");
    }
    one->assigned[at] = bind_cast(s->b, e, want);
    return e->type != T_UNKNOWN;
}

static bool bind_step(binding *s, uint32_t k)
{
    const ast *node = s->node->kid[4 + k];
    scan_step *one = &s->info->steps[k];
    one->output = node->op == STEP_OUTPUT_UNSAID ? STEP_OUTPUT_ALL : (ast_step_output)node->op;
    one->assigned = ARENA_ARRAY(s->b->mem, expr *, s->info->n_declared + 1);
    s->list.at = k;
    expr *e = bind_predicate(s->b, node->kid[0]);
    for (uint32_t i = 0; e->kind == EX_AND && i < e->n_args; i++) {
        add_part(s, one, e->args[i]);
    }
    if (e->kind != EX_AND) {
        add_part(s, one, e);
    }
    bool ok = e->type != T_UNKNOWN;
    for (uint32_t i = 1; i < node->n; i++) {
        ok = bind_assigned(s, node->kid[i], one) && ok;
    }
    return ok;
}

/* The output: what is written over stands where it stood. */
static plan_node *put_over(binding *s, plan_node *n)
{
    uint32_t n_own = s->node->kid[3]->n, n_in = s->info->n_in;
    if (s->info->n_declared == n_own) {
        return n;
    }
    uint32_t *take = ARENA_ARRAY(s->b->mem, uint32_t, n->cols.n + 1), n_take = n_in + n_own;
    for (uint32_t i = 0; i < n_take; i++) {
        take[i] = i;
    }
    for (uint32_t i = n_own; i < s->info->n_declared; i++) {
        take[s->over[i]] = n_in + i;
    }
    if (s->info->match_id) {
        take[n_take++] = n->cols.n - 1;
    }
    const schema *old = bind_rows(s->b, &n->cols);
    plan_node *out = projection_of(s->b, &op_project, s->node->at, n, take, n_take);
    bind_rows(s->b, old);
    return out;
}

static bool bind_by(binding *s, const ast *list, const ast *match_id)
{
    if (list->n && match_id) {
        return refuse(s, match_id->at, "match ids of a scan that is partitioned");
    }
    s->info->n_by = list->n;
    s->info->by = ARENA_ARRAY(s->b->mem, expr *, list->n + 1);
    bool ok = true;
    for (uint32_t i = 0; i < list->n; i++) {
        s->info->by[i] = bind_expr(s->b, list->kid[i]);
        ok = s->info->by[i]->type != T_UNKNOWN && check_not_dynamic(s->b, s->info->by[i]) && ok;
    }
    return ok;
}

static plan_node *make_node(binding *s, plan_node *in, const ast *match_id)
{
    plan_node *out = node_over(s->b, &op_scan_steps, s->node->at, in, s->info);
    if (!out) {
        return NULL;
    }
    out->cols = (schema){0};
    schema_copy(s->b, &out->cols, &in->cols);
    schema_copy(s->b, &out->cols, &s->list.declared);
    s->info->match_id = match_id != NULL;
    if (match_id && schema_find(&out->cols, match_id->text) >= 0) {
        return bind_unsupported(s->b, match_id->at, "a match id with the name of a column");
    }
    if (match_id) {
        schema_add(s->b->mem, &out->cols, match_id->text, T_LONG);
    }
    return out;
}

/* scan order by: sorts first. */
static plan_node *sorted_input(binder *b, const ast *by, plan_node *in)
{
    return by->n ? op_sort.bind(b, syntax_op(b, OP_SORT, by->at, by->n, by->kid), in) : in;
}

static plan_node *scan_bind_steps(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"with_match_id", "name"}, {"with_step_name", "name"}};
    binding s = {.b = b, .node = node, .info = ARENA_NEW(b->mem, scan_steps_info)};
    const ast *match_id = bind_param(node->kid[0], "with_match_id"), *step_name = bind_param(node->kid[0], "with_step_name");
    bool ok = bind_params(b, node->kid[0], rules, sizeof rules / sizeof *rules);
    in = sorted_input(b, node->kid[1], in);
    if (!in || (step_name && !refuse(&s, step_name->at, "with_step_name"))) {
        return NULL;
    }
    if (!in->serialized) {
        diag *d = diag_error(b->ds, ST_COMPILE, NULL, node->name_at, "scan looks at one row after the other, and these rows have no fixed order");
        diag_hint(b->ds, d, "put sort or serialize before it");
        return NULL;
    }
    s.info->n = node->n - 4;
    s.info->steps = ARENA_ARRAY(b->mem, scan_step, s.info->n + 1);
    s.list.row = &in->cols;
    struct step_list *outer = b->steps;
    const schema *old = bind_rows(b, &in->cols);
    ok = bind_declared(&s) && check_names(&s) && find_written_over(&s) && ok;
    b->steps = &s.list;
    for (uint32_t k = 0; ok && k < s.info->n; k++) {
        ok = bind_step(&s, k) && check_apart(&s, node->kid[4 + k], &s.info->steps[k]);
    }
    b->steps = outer;
    ok = ok && bind_by(&s, node->kid[2], match_id);
    bind_rows(b, old);
    bind_steps_done(&s.list);
    s.info->n_in = in->cols.n;
    s.info->refs = s.list.refs;
    s.info->n_refs = s.list.n_refs;
    s.info->reads = colset_new(b->mem, s.info->n_in + s.info->n_refs);
    plan_node *out = ok ? make_node(&s, in, match_id) : NULL;
    return out ? put_over(&s, out) : NULL;
}

static void visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    scan_steps_info *info = n->info;
    for (uint32_t k = 0; k < info->n; k++) {
        scan_step *one = &info->steps[k];
        if (one->alone) {
            each(&one->alone, arg);
        }
        if (one->tied) {
            each(&one->tied, arg);
        }
        for (uint32_t i = 0; i < info->n_declared; i++) {
            if (one->assigned[i]) {
                each(&one->assigned[i], arg);
            }
        }
    }
    for (uint32_t i = 0; i < info->n_by; i++) {
        each(&info->by[i], arg);
    }
}

static void add_need(expr **e, void *arg) { expr_columns(*e, arg); }

static void need(plan_node *n)
{
    const scan_steps_info *info = n->info;
    colset read = info->reads;
    visit(n, add_need, &read);
    for (uint32_t i = 0; i < info->n_refs; i++) {
        if (!info->refs[i].declared) {
            colset_add(&read, info->refs[i].column);
        }
    }
    for (uint32_t i = 0; i < info->n_in; i++) {
        if (colset_has(&read, i) || colset_has(&n->need, i)) {
            colset_add(&n->in[0]->need, i);
        }
    }
}

static void describe(buf *out, const plan_node *n)
{
    const scan_steps_info *info = n->info;
    buf_printf(out, "in %u step%s", info->n, info->n == 1 ? "" : "s");
}

const op_class op_scan_steps = {.name = "scan", .code = OP_SCAN, .bind = scan_bind_steps, .need = need, .open = scan_steps_open,
                                .next = scan_steps_next, .close = scan_steps_close, .describe = describe, .visit = visit};
