#include "interp/ops/make_series_count.h"

#include "interp/ops/summarize.h"
#include "interp/scalar/dates.h"

static bool counts_alone(const summarize_info *sum)
{
    return sum->n_aggs == 1 && sum->aggs[0].n_args == 0 && str_is(str_of(sum->aggs[0].call->row->name), "count") &&
           sum->n_finals == 1 && sum->finals[0].value->kind == EX_COLUMN && !sum->top;
}

/* bin_at(time, step, from), as make-series has it bound. */
static bool bins_times(const expr *bin)
{
    return bin->kind == EX_CALL && str_is(str_of(bin->call->row->name), "bin_at") && bin->args[0]->type == T_DATETIME;
}

series_counts *series_counts_of(const plan_node *n, uint32_t n_bins, arena *mem)
{
    const make_series_info *info = n->info;
    const plan_node *below = n->in[0];
    const summarize_info *sum = below->info;
    if (below->op != &op_summarize || info->axis != T_DATETIME || info->from.null || info->to.null || info->to_included ||
        info->step.l < 2 || !counts_alone(sum) || !bins_times(sum->by[info->n_by].value)) {
        return NULL;
    }
    series_counts *c = ARENA_NEW(mem, series_counts);
    *c = (series_counts){.input = below->in[0], .by = sum->by, .mem = mem, .n_blocks = (n_bins + COUNTS_BLOCK - 1) / COUNTS_BLOCK, .next = 1};
    return c;
}

/* Doubles what was used of an array, the new part zero. */
static void *twice(arena *mem, const void *old, size_t bytes, size_t least, uint32_t *cap, size_t size)
{
    uint32_t room = 2 * (uint32_t)least;
    char *more = arena_zero(mem, room * size);
    if (bytes) {
        memcpy(more, old, bytes);
    }
    *cap = room;
    return more;
}

/* Room for that many series, and for a new block a row of a batch. */
static void make_room(series_counts *c, uint32_t series)
{
    if (series > c->n_series) {
        size_t size = c->n_blocks * sizeof *c->block;
        c->block = twice(c->mem, c->block, c->n_series * size, series, &c->n_series, size);
    }
    if (c->next + BATCH_ROWS > c->n_counts) {
        size_t size = COUNTS_BLOCK * sizeof *c->count;
        c->count = twice(c->mem, c->count, c->n_counts * size, c->next + BATCH_ROWS, &c->n_counts, size);
    }
}

/* The range was asked for already: every row lies in a bin; mostly in the one of the row before. */
static void count_rows(series_counts *c, const make_series_info *info, const vec *times, sel which, const uint32_t *series)
{
    dates_step size = dates_step_of(info->step.l);
    const int64_t *time = times->l;
    uint32_t *blocks = c->block, *count = c->count, n_blocks = c->n_blocks, next = c->next;
    uint64_t bin = 0, begin = 0;
    for (uint32_t k = 0; k < which.n; k++) {
        uint64_t past = (uint64_t)(time[vec_ix(times, sel_row(which, k))] - info->from.l);
        if (past - begin >= (uint64_t)size.size) {
            bin = dates_quotient(size, past);
            begin = bin * (uint64_t)size.size;
        }
        uint32_t *block = &blocks[(size_t)series[k] * n_blocks + bin / COUNTS_BLOCK];
        if (*block == 0) {
            *block = next++;
        }
        count[(size_t)*block * COUNTS_BLOCK + bin % COUNTS_BLOCK]++;
    }
    c->next = next;
}

static bool add(exec *x, const plan_node *n, series_counts *c, groups *series, const batch *in, arena *mem)
{
    const make_series_info *info = n->info;
    uint32_t group[BATCH_ROWS];
    arena_reset(mem);
    const vec **keys = ARENA_ARRAY(mem, const vec *, info->n_by + 1);
    for (uint32_t i = 0; i < info->n_by; i++) {
        keys[i] = eval(x, c->by[i].value, in, in->sel, mem);
    }
    groups_add(series, keys, in->sel, group);
    c->rows += in->sel.n;
    if (c->rows > UINT32_MAX) {
        exec_fail(x, ST_LIMIT, n->at, "more than %u rows in series of counts", UINT32_MAX);
        return false;
    }
    make_room(c, groups_count(series));
    count_rows(c, info, eval(x, c->by[info->n_by].value->args[0], in, in->sel, mem), in->sel, group);
    return exec_memory_ok(x, series->keys.mem, n);
}

step series_counts_read(exec *x, const plan_node *n, series_counts *c, groups *series, arena *batch_mem)
{
    batch in;
    step got;
    while ((got = exec_next(x, c->input, &in)) == STEP_ROWS) {
        if (!add(x, n, c, series, &in, batch_mem)) {
            return STEP_ERROR;
        }
    }
    return got;
}
