#include "tables/load/lines.h"

#include "tables/load/reader.h"

#define WALKED_BYTES (256u << 10) /* of a block whose quotes are written down: they take as much room as the text */

bool lines_open(reader *r, bool strict)
{
    line_blocks *l = &r->lines;
    l->with = r->form == &form_lines && !strict ? masks_choose(r->masks) : NULL;
    if (!l->with) {
        return false;
    }
    l->m.quotes = arena_alloc(r->mem, MASKS_WORDS * sizeof *l->m.quotes);
    l->m.quote_at = arena_alloc(r->mem, (MASKS_BYTES + 128) * sizeof *l->m.quote_at);
    l->m.places = arena_alloc(r->mem, (MASKS_BYTES + 64) * sizeof *l->m.places);
    row_walk_init(&l->walk, r->mem, json_rows_slot, &r->keys);
    return true;
}

void lines_decide(reader *r, const scan_decider *by, const schema *cols)
{
    if (r->blocks && by) {
        r->lines.decide = decide_new(r->mem, by, cols);
    }
}

void lines_drop(line_blocks *l)
{
    decide_drop(l->decide);
}

void lines_decide_as(line_blocks *l, const line_blocks *other)
{
    if (l->decide && other->decide) {
        decide_settle(l->decide, other->decide);
    }
}

void lines_settle(line_blocks *l) { lines_decide_as(l, l); }

void lines_restart(line_blocks *l)
{
    l->text = NULL;
    if (l->decide) {
        l->decide->at = l->decide->n = 0;
    }
}

bool lines_begin(line_blocks *l, window *w)
{
    bool deciding = l->decide && decide_pays(l->decide);
    size_t n = w->n - w->at, most = deciding ? MASKS_BYTES : WALKED_BYTES;
    n = n < most ? n : most;
    const char *p = w->p + w->at, *end = n ? memrchr(p, '\n', n) : NULL;
    if (!end) {
        return false;
    }
    *l = (line_blocks){.with = l->with, .m = l->m, .walk = l->walk, .decide = l->decide, .text = p, .deciding = deciding};
    if (l->deciding) {
        l->with->find(p, (uint32_t)(end - p) + 1, l->decide->key, &l->m);
    } else {
        l->with->lines(p, (uint32_t)(end - p) + 1, &l->m);
        l->quote = l->m.quote_at;
    }
    w->at += l->m.n;
    l->line = w->line;
    return true;
}

const uint32_t **lines_quotes(line_blocks *l, decide_line at)
{
    while (*l->quote < at.from) { /* of lines that were not walked to their end */
        l->quote++;
    }
    return &l->quote;
}

record lines_record(const line_blocks *l, decide_line at)
{
    record rec = {l->text + at.from, at.to - at.from, l->line + at.number};
    const char *p = rec.p, *e = p + rec.n;
    while (p < e && (*p == ' ' || *p == '\t' || *p == '\r')) {
        p++;
    }
    rec.n = p == e ? 0 : rec.n - (e[-1] == '\r');
    return rec;
}

static bool walk_line(reader *r, decide_line at, uint32_t row)
{
    line_blocks *l = &r->lines;
    const uint32_t *only = l->m.quote_at, **quotes = &only;
    if (l->deciding) { /* few lines are walked: their quotes are told from the masks */
        marks_end_quotes(&l->m, l->with->positions(l->m.quotes, at.from, at.to, l->m.quote_at));
    } else {
        quotes = lines_quotes(l, at);
    }
    return row_walk_put(&l->walk, r->cells, l->text, quotes, at.from, at.to, row);
}

/* One line of the block, by whichever way takes it. */
static status put_line(reader *r, decide_line at, uint32_t *n)
{
    cells_at(r->cells, *n, r->lines.line + at.number);
    if (walk_line(r, at, *n)) {
        *n += 1;
        return ST_OK;
    }
    cells_undo(r->cells, *n);
    record rec = lines_record(&r->lines, at);
    return rec.n ? reader_put(r, &rec, n) : ST_OK;
}

/* The next lines that the decider leaves; false: it has gone through the block. */
static bool next_decided(line_blocks *l, uint32_t most, decide_line *out)
{
    decide *d = l->decide;
    while (d->at == d->n) {
        if (l->place == l->m.n_places) {
            return false;
        }
        decide_lines(d, l->text, &l->m, most, &l->place, &l->from, &l->number);
    }
    *out = d->line[d->kept[d->at++]];
    return true;
}

static bool next_line(line_blocks *l, decide_line *out)
{
    if (l->deciding) {
        return next_decided(l, BATCH_ROWS, out);
    }
    if (l->place == l->m.n_places) {
        return false;
    }
    *out = (decide_line){l->from, l->m.places[l->place++], l->number++};
    l->from = out->to + 1;
    return true;
}

bool lines_next(line_blocks *l, window *w, decide_line *out)
{
    if (next_line(l, out)) {
        return true;
    }
    w->line += l->number;
    l->text = NULL;
    return false;
}

/* A line that fits no block, or the last one without an end. */
static status put_alone(reader *r, uint32_t *n, cut *last)
{
    record rec;
    *last = r->form->cut(r, &rec);
    return *last == CUT_RECORD ? reader_put(r, &rec, n) : *last == CUT_ERROR ? ST_DATA : ST_OK;
}

status lines_fill(reader *r, uint32_t *n, cut *last)
{
    line_blocks *l = &r->lines;
    decide_line at;
    status st = ST_OK;
    *last = CUT_RECORD;
    while (*n < BATCH_ROWS && st == ST_OK && *last == CUT_RECORD) {
        if (!l->text && !lines_begin(l, &r->w)) {
            st = put_alone(r, n, last);
        } else if (lines_next(l, &r->w, &at)) {
            st = put_line(r, at, n);
        }
    }
    return st;
}
