/* lineage: the stages of a query, one after the other, inputs first. */
#include "interp/lineage/parts.h"

#include "interp/kql_parts.h"
#include "interp/ops/operators.h"
#include "interp/ops/replay.h"
#include "interp/ops/shared/part.h"
#include "interp/plan/exprs.h"

#include <stdlib.h>

bool lineage_holds(lineage_set s, uint32_t event)
{
    uint32_t low = 0, high = s.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (s.ids[mid] < event)
            low = mid + 1;
        else
            high = mid;
    }
    return low < s.n && s.ids[low] == event;
}

bool lineage_has_column(const lineage_stage *s, uint32_t which)
{
    return which < s->store.n_cols && (!s->store.keep || s->store.keep[which]);
}

static int ascending(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Of one parent it is the parent's set, of several all of theirs. */
static lineage_set join_sets(tracer *t, const lineage_stage *s, lineage_refs from)
{
    size_t n = 0;
    if (from.n == 1)
        return s->in[from.items[0].in]->events[from.items[0].row];
    for (uint32_t i = 0; i < from.n; i++)
        n += s->in[from.items[i].in]->events[from.items[i].row].n;
    uint32_t *ids = ARENA_ARRAY(t->mem, uint32_t, n + 1), at = 0, kept = 0;
    for (uint32_t i = 0; i < from.n; i++) {
        lineage_set p = s->in[from.items[i].in]->events[from.items[i].row];
        if (p.n)
            memcpy(ids + at, p.ids, p.n * sizeof *ids);
        at += p.n;
    }
    qsort(ids, at, sizeof *ids, ascending);
    for (uint32_t i = 0; i < at; i++) {
        if (!kept || ids[kept - 1] != ids[i])
            ids[kept++] = ids[i];
    }
    return (lineage_set){ids, kept};
}

static bool make_events(tracer *t, lineage_stage *s)
{
    s->events = ARENA_ARRAY(t->mem, lineage_set, s->store.n + 1);
    uint32_t *own = s->table ? ARENA_ARRAY(t->mem, uint32_t, s->store.n + 1) : NULL;
    for (uint32_t i = 0; i < s->store.n; i++) {
        if (own) {
            own[i] = s->table->first + i;
            s->events[i] = (lineage_set){&own[i], 1};
        } else if (s->parents) {
            s->events[i] = join_sets(t, s, s->parents[i]);
        }
        if (!exec_memory_ok(t->x, t->mem, s->node))
            return false;
    }
    return true;
}

static lineage_stage *add_stage(tracer *t, lineage_stage *s)
{
    lineage *l = t->out;
    if (l->n_stages == t->cap_stages) {
        t->cap_stages = t->cap_stages ? 2 * t->cap_stages : 32;
        lineage_stage **more = ARENA_ARRAY(t->mem, lineage_stage *, t->cap_stages);
        if (l->n_stages)
            memcpy(more, l->stages, l->n_stages * sizeof *more);
        l->stages = more;
    }
    s->number = l->n_stages;
    return l->stages[l->n_stages++] = s;
}

/* Tables that mv-apply's subquery reads would make rows too, and no number goes with those. */
static bool reads_elsewhere(const plan_node *n)
{
    bool any = n->n_in == 0 && n->op != &op_mv_apply_source;
    for (uint32_t i = 0; i < n->n_in; i++)
        any = any || reads_elsewhere(n->in[i]);
    return any;
}

static void look_volatile(expr **e, void *arg)
{
    bool *found = arg;
    *found = *found || expr_any(*e, expr_is_volatile);
}

/* In its own expressions, and in those of mv-apply's subquery. */
static bool is_volatile(plan_node *n, bool whole)
{
    bool found = false;
    if (n->op->visit)
        n->op->visit(n, look_volatile, &found);
    for (uint32_t i = n->op == &op_mv_apply ? 1 : 0; (whole || n->op == &op_mv_apply) && i < n->n_in; i++)
        found = found || is_volatile(n->in[i], true);
    return found;
}

static lineage_stage *refuse(tracer *t, const plan_node *n, const char *what)
{
    diag *d = diag_error(t->x->ds, ST_UNSUPPORTED, NULL, n->at, "rows are not followed through %s", what);
    diag_hint(t->x->ds, d, "it would have to be guessed which rows became which");
    return NULL;
}

/* What the query calls it: its text up to the first parenthesis; stages that no word stands for have their own names. */
static lineage_stage *refuse_operator(tracer *t, const plan_node *n)
{
    str at = n->at.start + n->at.len <= t->text.n ? str_sub(t->text, n->at.start, n->at.len) : (str){0};
    uint32_t end = 0;
    while (end < at.n && end < 40 && at.p[end] != '(' && at.p[end] != '\n')
        end++;
    while (end && at.p[end - 1] == ' ')
        end--;
    if (n->op->code >= 0 || !end)
        return refuse(t, n, n->op->name);
    return refuse(t, n, arena_printf(t->mem, STR_FMT, STR_ARG(str_sub(at, 0, end))).p);
}

static lineage_stage *trace(tracer *t, plan_node *n);

static bool trace_inputs(tracer *t, const plan_node *n, lineage_stage *s)
{
    s->n_in = n->op == &op_mv_apply ? 1 : n->n_in;
    s->in = ARENA_ARRAY(t->mem, lineage_stage *, s->n_in + 1);
    for (uint32_t i = 0; i < s->n_in; i++) {
        if (!(s->in[i] = trace(t, n->in[i])))
            return false;
    }
    return true;
}

static lineage_stage *trace_node(tracer *t, plan_node *n, method *how)
{
    lineage_stage *s = ARENA_NEW(t->mem, lineage_stage);
    s->node = n;
    if (!trace_inputs(t, n, s))
        return NULL;
    rows_init(&s->store, t->mem, &n->cols, n->need.bits ? &n->need : NULL);
    return how(t, s) && make_events(t, s) ? add_stage(t, s) : NULL;
}

static lineage_stage *trace(tracer *t, plan_node *n)
{
    if (n->op == &op_replay) {
        const shared_plan *p = ((const replay_info *)n->info)->source;
        if (!t->shared[p->id])
            t->shared[p->id] = trace(t, p->root);
        return t->shared[p->id];
    }
    method *how = method_find(n->op);
    if (is_volatile(n, false))
        return refuse(t, n, "a function that gives another value each time");
    if (n->op == &op_window)
        return refuse(t, n, "prev(), next(), row_number() and the like");
    if (n->op == &op_mv_apply && reads_elsewhere(n->in[1]))
        return refuse(t, n, "an mv-apply that reads tables");
    if (!how)
        return refuse_operator(t, n);
    return trace_node(t, n, how);
}

/* ---- asides: plans inside of the stages' expressions */

typedef struct finding {
    tracer *t;
    lineage_aside **end;
} finding;

static bool is_known(const lineage *l, const expr *e)
{
    const lineage_aside *a = l->asides;
    while (a && a->by->plan != e->plan)
        a = a->next;
    return a != NULL;
}

static void find_aside(finding *f, const expr *e)
{
    tracer *t = f->t;
    if (e->plan && !is_known(t->out, e) && !part_is_read(e->plan)) {
        t->x->ds->muted++; /* one that cannot be followed is left out */
        const lineage_stage *s = trace(t, e->plan);
        t->x->ds->muted--;
        if (s) {
            *f->end = ARENA_NEW(t->mem, lineage_aside);
            **f->end = (lineage_aside){NULL, s, e};
            f->end = &(*f->end)->next;
        }
    }
    for (uint32_t i = 0; i < e->n_args; i++)
        find_aside(f, e->args[i]);
}

static void look_aside(expr **e, void *arg) { find_aside(arg, *e); }

/* Those of their own stages too, which come behind. */
static void find_asides(tracer *t)
{
    finding f = {t, &t->out->asides};
    for (uint32_t i = 0; i < t->out->n_stages; i++) {
        plan_node *n = (plan_node *)t->out->stages[i]->node;
        if (n->op->visit)
            n->op->visit(n, look_aside, &f);
    }
}

const lineage *kql_query_lineage(kql_query *q, uint32_t result)
{
    if (diags_status(&q->ds) != ST_OK || result >= q->plan.n_roots)
        return NULL;
    lineage *l = ARENA_NEW(q->mem, lineage);
    l->exec = &q->exec;
    uint32_t n_shared = 0;
    for (uint32_t i = 0; i < q->plan.n_shared; i++)
        n_shared = q->plan.shared[i]->id + 1 > n_shared ? q->plan.shared[i]->id + 1 : n_shared;
    tracer t = {.mem = q->mem, .x = &q->exec, .text = q->text, .out = l, .n_slots = q->exec.n_state, .shared = ARENA_ARRAY(q->mem, lineage_stage *, n_shared + 1)};
    l->result = trace(&t, q->plan.roots[result]);
    if (l->result)
        find_asides(&t);
    return l->result && diags_status(&q->ds) == ST_OK ? l : NULL;
}

datum lineage_eval(const lineage *l, const lineage_stage *in, uint32_t row, const expr *e, arena *mem)
{
    batch b;
    uint16_t one = (uint16_t)(row % BATCH_ROWS);
    if (!rows_block(&in->store, row / BATCH_ROWS, mem, &b))
        return datum_null(e->type);
    b.sel = (sel){&one, 1};
    return datum_copy(mem, vec_get(eval(l->exec, e, &b, b.sel, mem), one));
}
