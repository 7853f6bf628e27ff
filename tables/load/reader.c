#include "tables/load/reader.h"

#include "tables/load/json_walk.h"
#include "tables/load/sift.h"

static status choose_form(reader *r)
{
    if (r->part->csv || r->part->tsv) {
        return csv_open(r, r->part->tsv ? '\t' : ',');
    }
    if (!document_open(r)) {
        r->form = r->raw ? &form_raw_lines : &form_lines;
    }
    return ST_OK;
}

bool reader_open(reader *r, part *p, reader_options opt, diags *ds)
{
    *r = (reader){.part = p,
                  .raw = opt.raw,
                  .lenient = opt.lenient,
                  .quiet = opt.quiet,
                  .masks = opt.masks,
                  .mem = arena_new(),
                  .scratch = arena_new()};
    bool open = window_open(&r->w, r->mem, p, opt.shelf, ds);
    r->w.first = opt.first;
    if (open && window_fill(&r->w) == ST_OK && choose_form(r) == ST_OK) {
        return true;
    }
    reader_drop(r);
    return false;
}

void header_bind(reader *r)
{
    r->slots = ARENA_ARRAY(r->mem, int32_t, r->header.n + 1);
    for (uint32_t i = 0; i < r->header.n; i++) {
        r->slots[i] = -1;
        for (uint32_t k = 0; k < r->cells->n; k++) {
            if (str_eq(r->header.cols[i].name, r->cells->slots[k].name)) {
                r->slots[i] = (int32_t)k;
            }
        }
    }
}

void reader_bind(reader *r, cells *c, const scan_decider *by, const schema *cols)
{
    r->cells = c;
    c->file = r->part->name;
    if (r->header.cols) {
        header_bind(r);
    } else if (!r->raw) {
        json_rows_init(&r->keys, r->mem, c);
        r->blocks = lines_open(r, c->strict);
        lines_decide(r, by, cols);
        r->line_of = r->lines.decide ? ARENA_ARRAY(r->mem, uint64_t, BATCH_ROWS) : NULL;
    }
}

void reader_drop(reader *r)
{
    const fault *f = &r->dropped;
    if (f->count && !r->part->told && !r->quiet) {
        r->part->told = true;
        diag_plain(r->w.ds, SEV_WARNING, ST_OK, "%s: %llu record%s not %s and left out; the first is at line %llu: %s",
                   r->part->name, (unsigned long long)f->count, f->count == 1 ? " is" : "s are", r->form->what,
                   (unsigned long long)f->line, f->text);
    }
    lines_drop(&r->lines);
    window_drop(&r->w);
    arena_drop(r->mem);
    arena_drop(r->scratch);
    *r = (reader){0};
}

status record_fail(reader *r, const record *rec)
{
    fault *f = &r->dropped;
    if (f->count == 0) {
        fault_text(f, (str){rec->p, (uint32_t)rec->n});
        f->line = rec->line;
    }
    if (r->lenient) {
        f->count++;
        return ST_OK;
    }
    diag *d = diag_plain(r->w.ds, SEV_ERROR, ST_DATA, "%s:%llu: not %s: %s", r->part->name,
                         (unsigned long long)rec->line, r->form->what, f->text);
    diag_hint(r->w.ds, d, "--lenient leaves such records out and counts them");
    return ST_DATA;
}

static status bad_value(reader *r)
{
    for (uint32_t i = 0; i < r->cells->n; i++) {
        const slot *s = &r->cells->slots[i];
        const fault *f = s->bad.count ? &s->bad : &s->bytes;
        if (f->count) {
            const char *what = s->bad.count ? type_name(s->v.type) : "valid UTF-8";
            diag_plain(r->w.ds, SEV_ERROR, ST_DATA, "%s:%llu: column " STR_FMT ": not %s: %s", f->file,
                       (unsigned long long)f->line, STR_ARG(s->name), what, f->text);
            break;
        }
    }
    return ST_DATA;
}

status reader_put(reader *r, const record *rec, uint32_t *n)
{
    status st = ST_OK;
    cells_at(r->cells, *n, rec->line);
    if (r->form->put(r, rec, *n)) {
        *n += 1;
    } else {
        cells_undo(r->cells, *n);
        st = record_fail(r, rec);
    }
    return st == ST_OK && r->cells->failed ? bad_value(r) : st;
}

/* Cuts and puts until the batch or the window is full. */
static status fill_from_window(reader *r, uint32_t *n, cut *last)
{
    record rec;
    while (*n < BATCH_ROWS && (*last = r->form->cut(r, &rec)) == CUT_RECORD) {
        status st = reader_put(r, &rec, n);
        if (st) {
            return st;
        }
    }
    return *last == CUT_ERROR ? ST_DATA : ST_OK;
}

static status fill_batch(reader *r, uint32_t *n, cut *last)
{
    *n = 0;
    *last = CUT_RECORD;
    arena_reset(r->scratch);
    r->cells->mem = r->scratch;
    cells_begin(r->cells);
    sift_begin(r->lines.decide, r->cells, r->line_of);
    status st = (r->blocks ? lines_fill : fill_from_window)(r, n, last);
    if (st == ST_OK) {
        cells_finish(r->cells, *n);
        *n = sift_finish(r->lines.decide, r->cells, *n);
    }
    return st;
}

status reader_fill_window(reader *r, uint32_t *n, cut *last)
{
    status st;
    do {
        st = fill_batch(r, n, last);
    } while (st == ST_OK && *n == 0 && *last == CUT_RECORD);
    return st;
}

status reader_fill(reader *r, uint32_t *n)
{
    cut last;
    for (;;) {
        status st = reader_fill_window(r, n, &last);
        if (st || *n > 0 || last == CUT_END) {
            return st;
        }
        lines_settle(&r->lines);
        st = window_fill(&r->w);
        if (st) {
            return st;
        }
    }
}
