/* What runs along the rows: numbers, sums, ranks, sessions. Each takes a last argument that starts it anew. Sources: row-number-function.md,
 * row-cumsum-function.md (an earlier state of which says: null terms do not affect the sum), row-rank-dense-function.md,
 * row-rank-min-function.md, row-window-session-function.md. */
#include "interp/window/window.h"

/* Null is not true. */
static bool is_true(const vec *v, uint32_t row) { return !vec_is_null(v, row) && v->b[vec_ix(v, row)]; }

static bool restarts(const window_cx *cx, const vec *const *args, uint32_t k, uint32_t row) { return cx->call->n_args > k && is_true(args[k], row); }

/* ---- row_number(start = 1, restart) */

static bool number_prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    if (call->n_args == 0 || (call->constants[0] && !call->constants[0]->null)) return true;
    diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "row_number() from a number that is no constant is not supported");
    return false;
}

typedef struct number {
    bool begun;
    int64_t next;
} number;

static void number_run(window_cx *cx, void *state, const vec *const *args, sel rows, vec *out)
{
    number *s = state;
    int64_t first = cx->call->n_args ? cx->call->constants[0]->l : 1;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        if (!s->begun || restarts(cx, args, 1, row)) s->next = first;
        s->begun = true;
        out->l[row] = s->next;
        s->next = (int64_t)((uint64_t)s->next + 1);
    }
}

/* ---- row_cumsum(term, restart) */

typedef struct cumsum {
    bool begun;
    int64_t l;
    double r;
    decimal dec;
} cumsum;

static void cumsum_add(window_cx *cx, cumsum *s, const vec *v, uint32_t row)
{
    uint32_t i = vec_ix(v, row);
    switch (v->type) {
    case T_INT:
        s->l += v->i[i];
        if (s->l > INT32_MAX || s->l < INT32_MIN) cx->refused = "row_cumsum() of int beyond what an int holds"; /* no page says what comes then */
        break;
    case T_LONG: s->l = (int64_t)((uint64_t)s->l + (uint64_t)v->l[i]); break;
    case T_REAL: s->r += v->r[i]; break;
    default: decimal_add(s->dec, v->dec[i], &s->dec); break;
    }
}

static void cumsum_run(window_cx *cx, void *state, const vec *const *args, sel rows, vec *out)
{
    cumsum *s = state;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        if (!s->begun || restarts(cx, args, 1, row)) *s = (cumsum){.begun = true, .dec = decimal_from_int64(0)};
        if (!vec_is_null(args[0], row)) cumsum_add(cx, s, args[0], row);
        switch (out->type) {
        case T_INT: out->i[row] = (int32_t)s->l; break;
        case T_LONG: out->l[row] = s->l; break;
        case T_REAL: out->r[row] = s->r; break;
        default: out->dec[row] = s->dec; break;
        }
    }
}

/* ---- row_rank_dense(term, restart), row_rank_min(term, restart) */

typedef struct rank {
    int64_t row, rank; /* both from 1, from the last restart on */
    datum term;
    arena *mem; /* of term */
} rank;

static void drop_arena(void *a) { arena_drop(a); }

static void keep_term(window_cx *cx, rank *s, datum term)
{
    if (!s->mem) {
        s->mem = arena_new();
        arena_on_drop(cx->stream, drop_arena, s->mem);
    }
    arena_reset(s->mem);
    s->term = datum_copy(s->mem, term);
}

static void rank_rows(window_cx *cx, rank *s, const vec *const *args, sel rows, vec *out, bool dense)
{
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        datum term = vec_get(args[0], row);
        bool fresh = s->row == 0 || restarts(cx, args, 1, row), other = fresh || !datum_same(term, s->term);
        s->row = fresh ? 1 : s->row + 1;
        if (other) {
            s->rank = fresh ? 1 : dense ? s->rank + 1 : s->row;
            keep_term(cx, s, term);
        }
        out->l[row] = s->rank;
    }
}

static void rank_dense_run(window_cx *cx, void *state, const vec *const *args, sel rows, vec *out) { rank_rows(cx, state, args, rows, out, true); }

static void rank_min_run(window_cx *cx, void *state, const vec *const *args, sel rows, vec *out) { rank_rows(cx, state, args, rows, out, false); }

/* ---- row_window_session(time, most from its first, most from its neighbour, restart) */

typedef struct session {
    bool open;           /* a session has begun, and no null ended it */
    int64_t first, last; /* its first time, the time of the row before */
} session;

/* At `from` plus `most`, or beyond. */
static bool reaches(int64_t time, int64_t from, const vec *most, uint32_t row)
{
    int64_t end;
    if (vec_is_null(most, row)) return false;
    return !__builtin_add_overflow(from, most->l[vec_ix(most, row)], &end) && time >= end;
}

static void session_run(window_cx *cx, void *state, const vec *const *args, sel rows, vec *out)
{
    session *s = state;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        if (vec_is_null(args[0], row)) {
            s->open = false;
            fn_set_null(out, row);
            continue;
        }
        int64_t time = args[0]->l[vec_ix(args[0], row)];
        if (!s->open || reaches(time, s->first, args[1], row) || reaches(time, s->last, args[2], row) || restarts(cx, args, 3, row)) s->first = time;
        s->open = true;
        s->last = time;
        out->l[row] = s->first;
    }
}

#define RUNNING(STATE, RUN) &(const window_class){.state = sizeof(STATE), .run = RUN}

const fn_row fn_rows_window_running[] = {
    {.name = "row_number",
     .sig = "([startingIndex: long], [restart: bool]) -> long",
     .prepare = number_prepare,
     .window = RUNNING(number, number_run),
     .nulls = NULLS_SEEN,
     .help = "Numbers the rows, anew where restart is true",
     .example = "range x from 5 to 7 step 1 | extend n = row_number(), m = row_number(10, x == 7)",
     .gives = "5, 1, 10; 6, 2, 11; 7, 3, 10",
     .page = "row-number-function"},
    {.name = "row_cumsum",
     .sig = "(term: number, [restart: bool]) -> T0",
     .window = RUNNING(cumsum, cumsum_run),
     .nulls = NULLS_SEEN,
     .help = "The sum of this row's term and those before it, anew where restart is true",
     .example = "range x from 1 to 4 step 1 | extend s = row_cumsum(x), t = row_cumsum(x, x == 3)",
     .gives = "1, 1, 1; 2, 3, 3; 3, 6, 3; 4, 10, 7",
     .page = "row-cumsum-function"},
    {.name = "row_rank_dense",
     .sig = "(term: notdynamic, [restart: bool]) -> long",
     .window = RUNNING(rank, rank_dense_run),
     .nulls = NULLS_SEEN,
     .help = "Which different term this is, counted from 1, anew where restart is true",
     .example = "range x from 1 to 4 step 1 | extend half = x / 2 | extend r = row_rank_dense(half)",
     .gives = "1, 0, 1; 2, 1, 2; 3, 1, 2; 4, 2, 3",
     .page = "row-rank-dense-function"},
    {.name = "row_rank_min",
     .sig = "(term: notdynamic, [restart: bool]) -> long",
     .window = RUNNING(rank, rank_min_run),
     .nulls = NULLS_SEEN,
     .help = "The number of the first row of those with this term, anew where restart is true",
     .example = "range x from 1 to 4 step 1 | extend half = x / 2 | extend r = row_rank_min(half)",
     .gives = "1, 0, 1; 2, 1, 2; 3, 1, 2; 4, 2, 4",
     .page = "row-rank-min-function"},
    {.name = "row_window_session",
     .sig = "(expr: datetime, maxDistanceFromFirst: timespan, maxDistanceBetweenNeighbors: timespan, [restart: bool]) -> datetime",
     .window = RUNNING(session, session_run),
     .nulls = NULLS_SEEN,
     .help = "When the session began that this row's time belongs to",
     .example = "range t from datetime(2024-01-01) to datetime(2024-01-01 00:20) step 10m | extend s = row_window_session(t, 1d, 15m, t > datetime(2024-01-01 00:15)) "
                "| project minute = datetime_part('minute', s)",
     .gives = "0; 0; 20",
     .page = "row-window-session-function"},
    {0}};
