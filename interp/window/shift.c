/* prev() and next(): the value of a column some rows away. Sources: prev-function.md, next-function.md; that the first argument is a
 * column, and what types go: Microsoft's binder. */
#include "interp/window/window.h"

#include "interp/convert.h"

#define OFFSET_MAX (1 << 26) /* rows remembered; more than a result may hold */

static bool refuse(diags *ds, span at, const char *what)
{
    diag_error(ds, ST_UNSUPPORTED, NULL, at, "%s is not supported", what);
    return false;
}

/* The default in the column's type; what a default that does not fit gives is written nowhere. */
static bool read_default(fn_call *call, window_shift *s, diags *ds)
{
    const datum *d = call->constants[2];
    if (!d) return refuse(ds, call->at, "a default value that is no constant");
    if (d->null && d->type != T_STRING) return true;
    bool whole = d->type == T_INT || d->type == T_LONG, number = call->result == T_REAL || call->result == T_LONG;
    if (d->type == call->result) {
        s->otherwise = *d;
    } else if (whole && call->result == T_REAL) {
        s->otherwise = (datum){.type = T_REAL, .null = false, .r = d->type == T_INT ? (double)d->i : (double)d->l};
    } else if (whole && number) {
        s->otherwise = (datum){.type = T_LONG, .null = false, .l = d->type == T_INT ? d->i : d->l};
    } else if (d->type == T_LONG && call->result == T_INT && d->l >= INT32_MIN && d->l <= INT32_MAX) {
        s->otherwise = (datum){.type = T_INT, .null = false, .i = (int32_t)d->l};
    } else {
        return refuse(ds, call->at, "a default value of a type that is not the column's");
    }
    return true;
}

static bool shift_prepare(fn_call *call, arena *mem, diags *ds)
{
    window_shift *s = ARENA_NEW(mem, window_shift);
    *s = (window_shift){1, datum_null(call->result)};
    call->prepared = s;
    if (call->n_args > 1) {
        const datum *d = call->constants[1];
        if (!d || d->null || d->l < 0) return refuse(ds, call->at, "an offset that is no constant, or negative,");
        if (d->l > OFFSET_MAX) {
            diag_error(ds, ST_LIMIT, NULL, call->at, "an offset beyond %d rows", OFFSET_MAX);
            return false;
        }
        s->offset = d->l;
    }
    return call->n_args < 3 || read_default(call, s, ds);
}

/* The last `offset` values, oldest first: carry ++ batch is what rows of the batch see, each at its own number. */
typedef struct history {
    datum *carry;
    arena *mem, *next; /* of carry; of the one to come */
} history;

static void drop_arena(void *a) { arena_drop(a); }

static void begin(window_cx *cx, history *h, const window_shift *s)
{
    h->mem = arena_new();
    h->next = arena_new();
    arena_on_drop(cx->stream, drop_arena, h->mem);
    arena_on_drop(cx->stream, drop_arena, h->next);
    h->carry = ARENA_ARRAY(h->mem, datum, s->offset + 1);
    for (int64_t i = 0; i < s->offset; i++) h->carry[i] = s->otherwise;
}

static void remember(history *h, const vec *v, sel rows, int64_t n)
{
    datum *carry = ARENA_ARRAY(h->next, datum, n + 1);
    for (int64_t i = 0; i < n; i++) {
        int64_t at = i + rows.n; /* in carry ++ batch */
        datum d = at < n ? h->carry[at] : vec_get(v, sel_row(rows, (uint32_t)(at - n)));
        carry[i] = datum_copy(h->next, d);
    }
    arena *old = h->mem;
    h->mem = h->next;
    h->next = old;
    h->carry = carry;
    arena_reset(old);
}

static void prev_run(window_cx *cx, void *state, const vec *const *args, sel rows, vec *out)
{
    history *h = state;
    const window_shift *s = cx->call->prepared;
    if (!h->mem) begin(cx, h, s);
    for (uint32_t k = 0; k < rows.n; k++) {
        datum d = k < s->offset ? datum_copy(cx->mem, h->carry[k]) : vec_get(args[0], sel_row(rows, (uint32_t)(k - s->offset)));
        vec_set(cx->mem, out, sel_row(rows, k), d);
    }
    if (s->offset) remember(h, args[0], rows, s->offset);
}

static const window_class prev_class = {.state = sizeof(history), .run = prev_run, .column = true};
static const window_class next_class = {.ahead = true, .column = true};

const fn_row fn_rows_window_shift[] = {{.name = "prev",
                                        .sig = "(column: any, [offset: long], [default_value: const any]) -> T0",
                                        .prepare = shift_prepare,
                                        .window = &prev_class,
                                        .nulls = NULLS_SEEN,
                                        .help = "The column's value some rows before this one",
                                        .example = "range x from 1 to 3 step 1 | extend p = prev(x), q = prev(x, 2, 0)",
                                        .gives = "1, null, 0; 2, 1, 0; 3, 2, 1",
                                        .page = "prev-function"},
                                       {.name = "next",
                                        .sig = "(column: any, [offset: long], [default_value: const any]) -> T0",
                                        .prepare = shift_prepare,
                                        .window = &next_class,
                                        .nulls = NULLS_SEEN,
                                        .help = "The column's value some rows behind this one",
                                        .example = "range x from 1 to 3 step 1 | extend n = next(x), q = next(x, 2, 0)",
                                        .gives = "1, 2, 3; 2, 3, 0; 3, null, 0",
                                        .page = "next-function"},
                                       {0}};
