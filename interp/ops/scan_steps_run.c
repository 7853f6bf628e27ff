/* Every step k has a state: the records that steps 0..k matched last, as far as expressions look at them.
 *
 *             s1.Ts  s1.Event   s2.Ts  s2.Event   s3.Ts
 *   state 0     .       .
 *   state 1     .       .         .       .                    a state may be empty
 *   state 2     .       .         .       .         .
 *
 * A record is held against the steps from the last to the first:
 *   1. the state before k is not empty and the condition holds over it: that state becomes k's (and is empty itself)
 *   2. else, k's state is not empty, or k is the first, and the condition holds over it
 * Either way the record, with what k assigns, is k's part of k's state, and goes to the output. What a state does not have is null, or the
 * declared default. output=last holds the record back until its series has ended: the sequence moves on, gives way to another, or the
 * rows are over. */
#include "interp/ops/scan_steps.h"

#include "interp/ops/shared/groups.h"

/* What step j matched last, in state k. */
typedef struct record {
    arena *mem, *next; /* of these values; of those to come, which may point into them */
    datum *value;      /* by ref; only those of step j are set */
} record;

typedef struct step_state {
    bool active;
    int64_t match;
    record *of;    /* by step, 0..k */
    bool waits;    /* output=last: `last` holds a record */
    rows last;
    arena *last_mem;
} step_state;

/* One run along the rows: the only one, or one a partition. */
typedef struct sequence {
    step_state *at; /* by step */
    int64_t matches;
} sequence;

typedef struct state {
    arena *mem, *batch, *row;
    groups keys;         /* of partitions */
    sequence **runs;
    uint32_t n_runs, cap_runs;
    rows ready;          /* output of the batch before */
    arena *ready_mem;
    uint32_t block;
    const vec **cols;    /* of the batch, and a column a ref behind them */
    vec *ref;            /* by ref */
    datum *ref_value;
    uint8_t *ref_null;
    const vec **out;
    vec *made;           /* by declared column: what the step assigns; and the match id */
    datum *made_value;
    uint8_t *made_null;
    bool ended;
} state;

static void drop_arena(void *a) { arena_drop(a); }

static arena *arena_of(arena *parent)
{
    arena *a = arena_new();
    arena_on_drop(parent, drop_arena, a);
    return a;
}

/* A vec of one value that stands for every row; put() changes it. */
static void init_cell(vec *v, datum *d, uint8_t *null, kql_type t)
{
    *v = (vec){.type = t, .constant = true, .null = t == T_STRING ? NULL : null, .data = &d->l};
    *d = datum_null(t);
    *null = t != T_STRING;
}

static void put(datum *cell, uint8_t *null, datum d)
{
    kql_type t = cell->type;
    if (d.null && t != T_STRING) {
        d = (datum){.type = t, .null = true}; /* zero bytes under a null */
        memset(&d.l, 0, sizeof d - offsetof(datum, l));
    }
    *cell = d;
    *null = d.null && t != T_STRING;
}

bool scan_steps_open(exec *x, const plan_node *n, void **out)
{
    const scan_steps_info *info = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->batch = arena_of(s->mem);
    s->row = arena_of(s->mem);
    s->ready_mem = arena_of(s->mem);
    rows_init(&s->ready, s->ready_mem, &n->cols, &n->need);
    kql_type *types = ARENA_ARRAY(s->mem, kql_type, info->n_by + 1);
    for (uint32_t i = 0; i < info->n_by; i++) {
        types[i] = info->by[i]->type;
    }
    groups_init(&s->keys, s->mem, types, info->n_by);
    s->cols = ARENA_ARRAY(s->mem, const vec *, info->n_in + info->n_refs + 1);
    s->ref = ARENA_ARRAY(s->mem, vec, info->n_refs + 1);
    s->ref_value = ARENA_ARRAY(s->mem, datum, info->n_refs + 1);
    s->ref_null = ARENA_ARRAY(s->mem, uint8_t, info->n_refs + 1);
    for (uint32_t i = 0; i < info->n_refs; i++) {
        init_cell(&s->ref[i], &s->ref_value[i], &s->ref_null[i], info->refs[i].e->type);
        s->cols[info->n_in + i] = &s->ref[i];
    }
    uint32_t n_made = info->n_declared + 1;
    s->out = ARENA_ARRAY(s->mem, const vec *, n->cols.n + 1);
    s->made = ARENA_ARRAY(s->mem, vec, n_made);
    s->made_value = ARENA_ARRAY(s->mem, datum, n_made);
    s->made_null = ARENA_ARRAY(s->mem, uint8_t, n_made);
    for (uint32_t i = 0; info->n_in + i < n->cols.n; i++) {
        init_cell(&s->made[i], &s->made_value[i], &s->made_null[i], n->cols.cols[info->n_in + i].type);
        s->out[info->n_in + i] = &s->made[i];
    }
    *out = s;
    return exec_open(x, n->in[0]);
}

static sequence *new_run(const plan_node *n, state *s)
{
    const scan_steps_info *info = n->info;
    sequence *q = ARENA_NEW(s->mem, sequence);
    q->at = ARENA_ARRAY(s->mem, step_state, info->n + 1);
    for (uint32_t k = 0; k < info->n; k++) {
        q->at[k].of = ARENA_ARRAY(s->mem, record, k + 1);
        for (uint32_t j = 0; j <= k; j++) {
            q->at[k].of[j] = (record){arena_of(s->mem), arena_of(s->mem), NULL};
        }
        if (info->steps[k].output == STEP_OUTPUT_LAST) {
            q->at[k].last_mem = arena_of(s->mem);
        }
    }
    return q;
}

static sequence *run_of(const plan_node *n, state *s, uint32_t number)
{
    if (number >= s->cap_runs) {
        uint32_t cap = s->cap_runs ? 2 * s->cap_runs : 8;
        sequence **more = ARENA_ARRAY(s->mem, sequence *, cap);
        if (s->n_runs) {
            memcpy(more, s->runs, s->n_runs * sizeof *more);
        }
        s->runs = more;
        s->cap_runs = cap;
    }
    if (number == s->n_runs) { /* group numbers are given in order */
        s->runs[s->n_runs++] = new_run(n, s);
    }
    return s->runs[number];
}

/* ---- what expressions see */

/* The refs as state `from` has them; -1: an empty one. */
static void show_state(const scan_steps_info *info, state *s, const sequence *q, int from)
{
    for (uint32_t i = 0; i < info->n_refs; i++) {
        const step_ref *r = &info->refs[i];
        bool there = from >= 0 && q->at[from].active && r->step <= (uint32_t)from;
        datum d = there ? q->at[from].of[r->step].value[i] : r->declared ? info->defaults[r->column] : datum_null(r->e->type);
        put(&s->ref_value[i], &s->ref_null[i], d);
    }
}

static bool holds(exec *x, const scan_step *one, state *s, const batch *in, uint16_t row)
{
    uint16_t kept[BATCH_ROWS];
    return !one->tied || eval_filter(x, one->tied, in, (sel){&row, 1}, s->row, kept).n == 1;
}

static void assign(exec *x, const scan_steps_info *info, const scan_step *one, state *s, const batch *in, uint16_t row)
{
    for (uint32_t i = 0; i < info->n_declared; i++) {
        datum d = info->defaults[i];
        if (one->assigned[i]) {
            d = vec_get(eval(x, one->assigned[i], in, (sel){&row, 1}, s->row), row);
        }
        put(&s->made_value[i], &s->made_null[i], d);
    }
}

/* ---- a match */

static void give(state *s, rows *to, const batch *in, uint32_t n_in, uint16_t row)
{
    memcpy(s->out, in->cols, n_in * sizeof *s->out);
    rows_add(to, s->out, (sel){&row, 1});
}

static void end_series(state *s, step_state *t)
{
    batch b;
    if (t->waits && rows_block(&t->last, 0, s->row, &b)) {
        rows_add(&s->ready, b.cols, b.sel);
    }
    t->waits = false;
}

static void put_out(const plan_node *n, state *s, step_state *t, ast_step_output output, const batch *in, uint16_t row)
{
    const scan_steps_info *info = n->info;
    if (info->match_id) {
        put(&s->made_value[info->n_declared], &s->made_null[info->n_declared], (datum){.type = T_LONG, .null = false, .l = t->match});
    }
    if (output == STEP_OUTPUT_ALL) {
        give(s, &s->ready, in, info->n_in, row);
    } else if (output == STEP_OUTPUT_LAST) {
        arena_reset(t->last_mem);
        rows_init(&t->last, t->last_mem, &n->cols, &n->need);
        give(s, &t->last, in, info->n_in, row);
        t->waits = true;
    }
}

/* The record is step k's part of its state. What is assigned is in s->made. */
static void keep_record(const scan_steps_info *info, const state *s, step_state *t, uint32_t k, const batch *in, uint16_t row)
{
    record *r = &t->of[k];
    datum *value = ARENA_ARRAY(r->next, datum, info->n_refs + 1);
    for (uint32_t i = 0; i < info->n_refs; i++) {
        const step_ref *ref = &info->refs[i];
        if (ref->step == k) {
            value[i] = datum_copy(r->next, ref->declared ? s->made_value[ref->column] : vec_get(in->cols[ref->column], row));
        }
    }
    arena *old = r->mem;
    arena_reset(old);
    *r = (record){r->next, old, value};
}

static void promote(state *s, sequence *q, uint32_t k)
{
    step_state *from = &q->at[k - 1], *to = &q->at[k];
    end_series(s, from);
    end_series(s, to);
    for (uint32_t j = 0; j < k; j++) {
        record r = to->of[j];
        to->of[j] = from->of[j];
        from->of[j] = r;
    }
    to->match = from->match;
    to->active = true;
    from->active = false;
}

static void hold_against(exec *x, const plan_node *n, state *s, sequence *q, uint32_t k, const batch *in, uint16_t row)
{
    const scan_steps_info *info = n->info;
    const scan_step *one = &info->steps[k];
    step_state *t = &q->at[k];
    arena_reset(s->row);
    if (k > 0 && q->at[k - 1].active) {
        show_state(info, s, q, (int)k - 1);
        if (holds(x, one, s, in, row)) {
            assign(x, info, one, s, in, row);
            promote(s, q, k);
            put_out(n, s, t, one->output, in, row);
            keep_record(info, s, t, k, in, row);
            return;
        }
    }
    if (k > 0 && !t->active) {
        return;
    }
    show_state(info, s, q, (int)k);
    if (holds(x, one, s, in, row)) {
        assign(x, info, one, s, in, row);
        if (!t->active) {
            t->match = q->matches++;
        }
        t->active = true;
        put_out(n, s, t, one->output, in, row);
        keep_record(info, s, t, k, in, row);
    }
}

/* ---- batches */

/* By step: the rows for which the part of its condition that looks at the record alone holds. */
static uint8_t **find_alone(exec *x, const scan_steps_info *info, state *s, const batch *in)
{
    uint8_t **out = ARENA_ARRAY(s->batch, uint8_t *, info->n + 1);
    uint16_t kept[BATCH_ROWS];
    for (uint32_t k = 0; k < info->n; k++) {
        if (!info->steps[k].alone) {
            continue;
        }
        out[k] = ARENA_ARRAY(s->batch, uint8_t, in->n_rows + 1);
        sel holding = eval_filter(x, info->steps[k].alone, in, in->sel, s->batch, kept);
        for (uint32_t i = 0; i < holding.n; i++) {
            out[k][sel_row(holding, i)] = 1;
        }
    }
    return out;
}

static void number_runs(exec *x, const scan_steps_info *info, state *s, const batch *in, uint32_t *number)
{
    if (info->n_by == 0) {
        memset(number, 0, in->sel.n * sizeof *number);
        return;
    }
    const vec **keys = ARENA_ARRAY(s->batch, const vec *, info->n_by + 1);
    for (uint32_t i = 0; i < info->n_by; i++) {
        keys[i] = eval(x, info->by[i], in, in->sel, s->batch);
    }
    groups_add(&s->keys, keys, in->sel, number);
}

static void scan_batch(exec *x, const plan_node *n, state *s, const batch *given)
{
    const scan_steps_info *info = n->info;
    uint32_t number[BATCH_ROWS];
    arena_reset(s->batch);
    memcpy(s->cols, given->cols, info->n_in * sizeof *s->cols);
    batch in = {.n_rows = given->n_rows, .sel = given->sel, .n_cols = info->n_in + info->n_refs, .cols = s->cols};
    uint8_t **alone = find_alone(x, info, s, &in);
    number_runs(x, info, s, &in, number);
    for (uint32_t i = 0; i < in.sel.n; i++) {
        uint16_t row = (uint16_t)sel_row(in.sel, i);
        sequence *q = run_of(n, s, number[i]);
        for (uint32_t k = info->n; k-- > 0;) {
            if (!alone[k] || alone[k][row]) {
                hold_against(x, n, s, q, k, &in, row);
            }
        }
    }
}

static void end_all(const scan_steps_info *info, state *s)
{
    for (uint32_t i = 0; i < s->n_runs; i++) {
        for (uint32_t k = 0; k < info->n; k++) {
            end_series(s, &s->runs[i]->at[k]);
        }
    }
    s->ended = true;
}

step scan_steps_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    for (;;) {
        if (rows_block(&s->ready, s->block, s->row, out)) {
            s->block++;
            return STEP_ROWS;
        }
        if (s->ended) {
            return STEP_END;
        }
        arena_reset(s->ready_mem);
        rows_init(&s->ready, s->ready_mem, &n->cols, &n->need);
        s->block = 0;
        batch in;
        step got = exec_next(x, n->in[0], &in);
        if (got == STEP_ERROR) {
            return got;
        }
        if (got == STEP_END) {
            end_all(n->info, s);
        } else {
            scan_batch(x, n, s, &in);
        }
        if (!exec_memory_ok(x, s->mem, n)) {
            return STEP_ERROR;
        }
    }
}

void scan_steps_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->mem);
}
