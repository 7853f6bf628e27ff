#include "tables/load/lines.h"

#include "tables/load/reader.h"

#include <stdlib.h>

bool lines_open(reader *r)
{
    line_blocks *l = &r->lines;
    l->with = r->form == &form_lines && !r->cells->strict ? masks_choose(r->masks) : NULL;
    if (!l->with) {
        return false;
    }
    l->m.quotes = malloc(MASKS_BYTES / 8 + 64);
    l->m.places = malloc((MASKS_BYTES + 64) * sizeof *l->m.places);
    row_walk_init(&l->walk, r->mem, &r->keys);
    return true;
}

void lines_drop(line_blocks *l)
{
    free(l->m.quotes);
    free(l->m.places);
    row_walk_drop(&l->walk);
}

/* The whole lines at the window's place, as many as a block holds; false: the first one has to be cut alone. */
static bool begin_block(line_blocks *l, const window *w)
{
    size_t n = w->n - w->at;
    n = n < MASKS_BYTES ? n : MASKS_BYTES;
    const char *p = w->p + w->at, *end = n ? memrchr(p, '\n', n) : NULL;
    if (!end) {
        return false;
    }
    l->text = w->p + w->at;
    l->place = 0;
    l->from = 0;
    l->with->lines(p, (uint32_t)(end - p) + 1, &l->m);
    return true;
}

/* The next line of the block, without its end; moves the window's place. */
static record next_line(line_blocks *l, window *w, uint32_t *to)
{
    uint32_t end = l->m.places[l->place++];
    record rec = {l->text + l->from, end - l->from, w->line++};
    *to = end;
    w->at += rec.n + 1;
    return rec;
}

static bool is_blank(const record *rec)
{
    const char *p = rec->p, *e = p + rec->n;
    while (p < e && (*p == ' ' || *p == '\t' || *p == '\r')) {
        p++;
    }
    return p == e;
}

/* One record, by whichever way takes it. */
static status put_line(reader *r, record *rec, uint32_t to, uint32_t *n)
{
    line_blocks *l = &r->lines;
    r->cells->line = rec->line;
    if (row_walk_put(&l->walk, r->cells, l->with, l->text, l->m.quotes, to - (uint32_t)rec->n, to, *n)) {
        *n += 1;
        return ST_OK;
    }
    cells_undo(r->cells, *n);
    if (is_blank(rec)) {
        return ST_OK;
    }
    rec->n -= rec->p[rec->n - 1] == '\r';
    return reader_put(r, rec, n);
}

status lines_fill(reader *r, uint32_t *n, cut *last)
{
    line_blocks *l = &r->lines;
    window *w = &r->w;
    while (*n < BATCH_ROWS) {
        if (!l->text && !begin_block(l, w)) {
            record rec;
            *last = r->form->cut(r, &rec);
            status st = *last == CUT_RECORD ? reader_put(r, &rec, n) : ST_OK;
            if (st || *last != CUT_RECORD) {
                return st;
            }
            continue;
        }
        while (*n < BATCH_ROWS && l->place < l->m.n_places) {
            uint32_t to;
            record rec = next_line(l, w, &to);
            l->from = to + 1;
            status st = put_line(r, &rec, to, n);
            if (st) {
                return st;
            }
        }
        l->text = l->place < l->m.n_places ? l->text : NULL;
    }
    *last = CUT_RECORD;
    return ST_OK;
}
