#include "tables/load/window.h"

#include <stdlib.h>

bool window_open(window *w, arena *mem, const part *p, shelf *from, diags *ds)
{
    *w = (window){.name = p->name, .ds = ds, .shelf = from, .line = 1};
    w->src = source_open(mem, p, ds);
    return w->src != NULL;
}

void window_drop(window *w)
{
    source_drop(w->src);
    shelf_put(w->shelf, w->p, w->cap);
    *w = (window){0};
}

static status grow(window *w)
{
    if (!w->p && (w->p = shelf_take(w->shelf, &w->cap))) {
        return ST_OK;
    }
    size_t cap = w->cap ? 2 * w->cap : WINDOW_BYTES;
    char *p = cap <= 2 * (size_t)RECORD_LIMIT ? realloc(w->p, cap + WINDOW_PAD) : NULL;
    if (!p) {
        diag_plain(w->ds, SEV_ERROR, ST_LIMIT, "%s:%llu: a record is longer than %u MiB", w->name,
                   (unsigned long long)w->line, RECORD_LIMIT >> 20);
        return ST_LIMIT;
    }
    w->p = p;
    w->cap = cap;
    return ST_OK;
}

status window_fill(window *w)
{
    size_t left = w->n - w->at;
    if (left > 0 && w->at > 0) {
        memmove(w->p, w->p + w->at, left);
    }
    w->at = 0;
    w->n = left;
    if (left > w->cap / 2 || w->cap == 0) {
        status st = grow(w);
        if (st) {
            return st;
        }
    }
    size_t brim = w->first && w->first < w->cap ? w->first : w->cap;
    w->first = 0;
    while (!w->eof && w->n + WINDOW_PAD <= brim) { /* to the brim: a long record is looked at again after each filling */
        int64_t got = source_read(w->src, w->p + w->n, brim - w->n);
        if (got < 0) {
            return ST_DATA;
        }
        w->eof = got == 0;
        w->n += (size_t)got;
    }
    memset(w->p + w->n, 0, WINDOW_PAD);
    return ST_OK;
}

static bool blank(const char *p, const char *e)
{
    while (p < e && (*p == ' ' || *p == '\t' || *p == '\r')) {
        p++;
    }
    return p == e;
}

cut window_line(window *w, record *r)
{
    while (w->at < w->n) {
        const char *p = w->p + w->at;
        const char *nl = memchr(p, '\n', w->n - w->at);
        if (!nl && !w->eof) {
            return CUT_MORE;
        }
        const char *e = nl ? nl : w->p + w->n;
        *r = (record){p, (size_t)(e - p), w->line};
        w->at = (size_t)(e - w->p) + (nl != NULL);
        w->line += nl != NULL;
        if ((unsigned char)*p > ' ' || !blank(p, e)) {
            r->n -= r->n && e[-1] == '\r';
            return CUT_RECORD;
        }
    }
    return w->eof ? CUT_END : CUT_MORE;
}
