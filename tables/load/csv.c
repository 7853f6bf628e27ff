/* CSV as RFC 4180 has it: a header line, cells in quotes may hold commas, line ends and doubled quotes. Also with tabs.
 */
#include "tables/load/reader.h"

/* A quote opens a quoted cell only at its beginning. The end of the record at p, or NULL when it is not in the text;
 * *open then tells whether a quote waits for its partner. */
static const char *record_end(const char *p, const char *e, char comma, uint64_t *lines, bool *open)
{
    bool start = true, cell = false; /* at a cell's first byte; in a cell that began with a quote */
    *open = false;
    for (; p < e; p++) {
        if (*p == '"' && (start || cell)) {
            *open = !*open;
            cell = true;
        } else if (*open) {
            *lines += *p == '\n';
        } else if (*p == '\n') {
            return p;
        } else if (*p == comma) {
            start = true;
            cell = false;
            continue;
        }
        start = false;
    }
    return NULL;
}

static cut cut_row(reader *r, record *rec)
{
    window *w = &r->w;
    while (w->at < w->n) {
        const char *p = w->p + w->at, *e = w->p + w->n;
        uint64_t lines = 0;
        bool open;
        const char *end = record_end(p, e, r->comma, &lines, &open);
        if (!end && !w->eof) {
            return CUT_MORE;
        }
        *rec = (record){p, (size_t)((end ? end : e) - p), w->line};
        w->at += rec->n + (end != NULL);
        w->line += lines + (end != NULL);
        if (!end && open) {
            diag_plain(w->ds, SEV_ERROR, ST_DATA, "%s:%llu: a quoted cell is not closed", r->part->name,
                       (unsigned long long)rec->line);
            return CUT_ERROR;
        }
        rec->n -= rec->n && p[rec->n - 1] == '\r';
        if (rec->n) {
            return CUT_RECORD;
        }
    }
    return w->eof ? CUT_END : CUT_MORE;
}

/* A quoted cell with its quotes taken off; what follows the closing quote belongs to it. */
static str unquote(arena *a, const char *p, const char *e)
{
    const char *end = memchr(p, '"', (size_t)(e - p));
    if (end == e - 1) {
        return (str){p, (uint32_t)(end - p)};
    }
    char *out = arena_alloc(a, (size_t)(e - p));
    uint32_t n = 0;
    bool open = true;
    for (; p < e; p++) {
        if (open && *p == '"') {
            open = false;
        } else {
            open = open || *p == '"';
            out[n++] = *p;
        }
    }
    return (str){out, n};
}

/* The cell at *p, which moves behind it and its comma. False: no cell left. */
static bool next_cell(arena *a, const char **p, const char *e, char comma, str *cell)
{
    if (*p > e) {
        return false;
    }
    const char *start = *p, *q = start;
    if (q < e && *q == '"') {
        bool open = true;
        for (q++; q < e && (open || *q != comma); q++) {
            open = *q == '"' ? !open : open;
        }
        *cell = unquote(a, start + 1, q);
    } else {
        const char *c = memchr(q, comma, (size_t)(e - q));
        q = c ? c : e;
        *cell = (str){start, (uint32_t)(q - start)};
    }
    *p = q + 1;
    return true;
}

static bool put_row(reader *r, const record *rec, uint32_t row)
{
    const char *p = rec->p, *e = p + rec->n;
    str cell;
    uint32_t i = 0;
    for (; next_cell(r->scratch, &p, e, r->comma, &cell); i++) {
        if (i >= r->header.n) {
            return false;
        }
        if (r->slots[i] >= 0) {
            cell_put_text(r->cells, &r->cells->slots[r->slots[i]], row, cell);
        }
    }
    return true;
}

static bool each_cell(reader *r, const record *rec, field_fn *fn, void *ctx)
{
    const char *p = rec->p, *e = p + rec->n;
    str cell;
    uint32_t i = 0;
    for (; next_cell(r->scratch, &p, e, r->comma, &cell); i++) {
        if (i >= r->header.n) {
            return false;
        }
        fn(ctx, r->header.cols[i].name, cell, true);
    }
    return true;
}

static const form form_csv = {"a row of the header's columns (it has more cells)", cut_row, put_row, each_cell};

/* Names are kept as they stand; an empty one is Column<i>, a repeated one gets a number. */
static str column_name(reader *r, str cell)
{
    str name = cell.n ? arena_str(r->mem, cell) : arena_printf(r->mem, "Column%u", r->header.n + 1);
    str base = name;
    for (int k = 1; schema_find(&r->header, name) >= 0; k++) {
        name = arena_printf(r->mem, STR_FMT "%d", STR_ARG(base), k);
    }
    return name;
}

static void read_header(reader *r, const record *rec)
{
    const char *p = rec->p, *e = p + rec->n;
    uint32_t cap = 1;
    for (const char *q = p; q < e; q++) {
        cap += *q == r->comma;
    }
    r->header.cols = ARENA_ARRAY(r->mem, column, cap);
    for (str cell; next_cell(r->scratch, &p, e, r->comma, &cell);) {
        str name = column_name(r, cell);
        r->header.cols[r->header.n++] = (column){name, T_UNKNOWN};
    }
}

status csv_open(reader *r, char comma)
{
    record rec;
    r->form = &form_csv;
    r->comma = comma;
    cut c;
    while ((c = cut_row(r, &rec)) == CUT_MORE) {
        status st = window_fill(&r->w);
        if (st) {
            return st;
        }
    }
    if (c == CUT_ERROR) {
        return ST_DATA;
    }
    rec = c == CUT_END ? (record){.p = "", .n = 0} : rec;
    if (c == CUT_RECORD) {
        read_header(r, &rec);
    } else {
        r->header.cols = ARENA_ARRAY(r->mem, column, 1);
    }
    return ST_OK;
}
