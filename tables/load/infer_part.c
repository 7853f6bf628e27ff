/* infer_part: a part's records, gone through for what columns they have. Lines go the way of row_walk_each.h, whatever is no plain object
 * goes field by field. */
#include "tables/load/infer.h"
#include "tables/load/row_walk_each.h"

typedef struct look {
    infer *f;
    reader *r;
    uint64_t used, most; /* bytes of text */
} look;

static int32_t column_of(void *to, str key)
{
    return infer_column(((look *)to)->f, key);
}

/* Most values of most columns say nothing new. */
static inline __attribute__((always_inline)) void take_string(void *to, int32_t at, const char *p, uint32_t n)
{
    infer *f = ((look *)to)->f;
    if (at >= 0 && !infer_settled(&f->cols[at], true)) {
        infer_value(f, at, (str){p - 1, n + 2}, false, NULL);
    }
}

static __attribute__((noinline)) const char *take_other(void *to, int32_t at, const char *p, const char *e)
{
    const char *end = json_value_end(p, e);
    if (end) {
        infer_value(((look *)to)->f, at, (str){p, (uint32_t)(end - p)}, false, NULL);
    }
    return end;
}

static void field(void *to, str name, str value, bool plain)
{
    look *l = to;
    infer_value(l->f, infer_column(l->f, name), value, plain, l->r->scratch);
}

static status look_at(look *l, const record *rec)
{
    status st = l->r->form->each(l->r, rec, field, l) ? ST_OK : record_fail(l->r, rec);
    arena_reset(l->r->scratch);
    return st;
}

static status look_at_line(look *l, decide_line at)
{
    line_blocks *lines = &l->r->lines;
    l->used += at.to - at.from;
    if (row_walk_each(&lines->walk, lines->text, lines_quotes(lines, at), at.from, at.to, take_string, take_other, l)) {
        return ST_OK;
    }
    record rec = lines_record(lines, at);
    return rec.n ? look_at(l, &rec) : ST_OK;
}

/* The window's whole lines. */
static status look_at_lines(look *l)
{
    reader *r = l->r;
    decide_line at;
    status st = ST_OK;
    while (st == ST_OK && l->used <= l->most && lines_begin(&r->lines, &r->w)) {
        while (st == ST_OK && lines_next(&r->lines, &r->w, &at)) {
            st = look_at_line(l, at);
        }
    }
    return st;
}

/* Another window for the last few lines is not worth it. */
static bool enough(const look *l)
{
    uint64_t left = l->r->w.n - l->r->w.at;
    return l->used + left > l->most - l->most / 16;
}

static status go_through(look *l, bool *whole)
{
    reader *r = l->r;
    status st = ST_OK;
    record rec;
    while (st == ST_OK) {
        st = r->blocks ? look_at_lines(l) : ST_OK;
        if (st) {
            break;
        }
        cut c = r->form->cut(r, &rec);
        if (c == CUT_END || c == CUT_ERROR) {
            return c == CUT_END ? ST_OK : ST_DATA;
        }
        if (l->used > l->most || (c == CUT_MORE && enough(l))) {
            *whole = false;
            return ST_OK;
        }
        if (c == CUT_MORE) {
            st = window_fill(&r->w);
        } else {
            l->used += rec.n;
            st = look_at(l, &rec);
        }
    }
    return st;
}

/* The columns that the file itself declares, in its order. */
static void declare(infer *f, const reader *r)
{
    for (uint32_t i = 0; i < r->header.n; i++) {
        int32_t at = infer_column(f, r->header.cols[i].name);
        if (at >= 0 && f->cols[at].declared == T_UNKNOWN) {
            f->cols[at].declared = r->header.cols[i].type;
        }
    }
}

status infer_part(infer *f, part *p, reader_options opt, uint64_t bytes, bool *whole, diags *ds)
{
    reader r;
    if (!reader_open(&r, p, opt, ds)) {
        return diags_status(ds) == ST_LIMIT ? ST_LIMIT : ST_DATA;
    }
    declare(f, &r);
    look l = {.f = f, .r = &r, .most = bytes};
    r.blocks = lines_open(&r, false);
    if (r.blocks) {
        row_walk_init(&r.lines.walk, r.mem, column_of, &l);
    }
    status st = go_through(&l, whole);
    reader_drop(&r);
    return st;
}
