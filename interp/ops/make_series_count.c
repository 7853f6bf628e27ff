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

/* Whether all of them are from `from` on and before from + size. */
static bool lie_within(const int64_t *time, uint32_t n, int64_t from, int64_t size)
{
    int64_t out = 0;
    for (uint32_t i = 0; i < n; i++) {
        out |= (time[i] - from) | (from + size - 1 - time[i]);
    }
    return out >= 0;
}

typedef struct counting {
    uint32_t *block, *count;
    size_t n_blocks;
    uint32_t next;
    int64_t from;
    dates_step size;
    uint64_t bin, begin; /* of the row before: the bin, and what lies between its beginning and `from` */
} counting;

static inline __attribute__((always_inline)) void count_one(counting *c, uint32_t series, uint64_t bin)
{
    uint32_t *block = &c->block[series * c->n_blocks + bin / COUNTS_BLOCK];
    if (*block == 0) {
        *block = c->next++;
    }
    c->count[(size_t)*block * COUNTS_BLOCK + bin % COUNTS_BLOCK]++;
}

static inline __attribute__((always_inline)) void count_one_bin(counting *c, const uint32_t *series, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        count_one(c, series[i], c->bin);
    }
}

/* Rows of this bin, the one before and the one behind: no branch on which. */
static inline __attribute__((always_inline)) void count_three_bins(counting *c, const int64_t *time, const uint32_t *series, uint32_t n)
{
    int64_t begin = c->from + (int64_t)c->begin, end = begin + c->size.size;
    uint64_t bin = c->bin;
    for (uint32_t i = 0; i < n; i++) {
        bin = c->bin + (time[i] >= end) - (time[i] < begin);
        count_one(c, series[i], bin);
    }
    c->bin = bin;
    c->begin = bin * (uint64_t)c->size.size;
}

static inline __attribute__((always_inline)) void count_row(counting *c, int64_t time, uint32_t series)
{
    uint64_t past = (uint64_t)(time - c->from);
    if (past - c->begin >= (uint64_t)c->size.size) {
        c->bin = dates_quotient(c->size, past);
        c->begin = c->bin * (uint64_t)c->size.size;
    }
    count_one(c, series, c->bin);
}

/* Every row lies in a bin, mostly in the one of the row before: events come about in the order of time. */
static void count_rows(series_counts *to, const make_series_info *info, const vec *times, sel which, const uint32_t *series)
{
    enum { RUN = 64 };
    const int64_t fits = INT64_C(1) << 59; /* 1,826 years: no sum or difference overflows, as every time is in the range */
    counting c = {to->block, to->count, to->n_blocks, to->next, info->from.l, dates_step_of(info->step.l), 0, 0};
    uint32_t k = 0;
    bool flat = !which.idx && !times->constant && c.size.size <= fits;
    for (; flat && k + RUN <= which.n; k += RUN) {
        const int64_t *time = times->l + k;
        int64_t begin = c.from + (int64_t)c.begin;
        if (lie_within(time, RUN, begin, c.size.size)) {
            count_one_bin(&c, series + k, RUN);
        } else if (lie_within(time, RUN, begin - c.size.size, 3 * c.size.size)) {
            count_three_bins(&c, time, series + k, RUN);
        } else {
            for (uint32_t i = 0; i < RUN; i++) {
                count_row(&c, time[i], series[k + i]);
            }
        }
    }
    for (; k < which.n; k++) {
        count_row(&c, times->l[vec_ix(times, sel_row(which, k))], series[k]);
    }
    to->next = c.next;
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
