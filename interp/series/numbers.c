#include "interp/series/numbers.h"

#include "interp/refusals.h"

#include <math.h>
#include <string.h>

double number_of(const dyn *v, bool *is_number)
{
    *is_number = true;
    switch (v->kind) {
    case DYN_LONG: return (double)v->l;
    case DYN_REAL: return v->r;
    case DYN_DECIMAL: return decimal_to_double(v->dec);
    case DYN_BOOL: return v->b;
    default: *is_number = false; return 0;
    }
}

numbers numbers_read(arena *mem, const dyn *array)
{
    numbers s = {.whole = true};
    if (!array || array->kind != DYN_ARRAY) return s;
    s.n = array->n;
    s.v = ARENA_ARRAY(mem, double, s.n + 1);
    s.missing = ARENA_ARRAY(mem, bool, s.n + 1);
    for (uint32_t i = 0; i < s.n; i++) {
        bool is;
        s.v[i] = number_of(array->item[i], &is);
        s.missing[i] = !is;
        s.whole &= !is || array->item[i]->kind == DYN_LONG;
    }
    return s;
}

bool numbers_refuse(fn_ctx *cx, const char *what)
{
    const char *name = cx->call->row->name; /* "series_fit_2lines item": a result of it */
    refuse_row(cx->ds, cx->call->at, "%.*s() of %s", (int)strcspn(name, " "), name, what);
    return false;
}

bool numbers_ask(fn_ctx *cx, const dyn *array, bool gaps, numbers *out)
{
    *out = numbers_read(cx->mem, array);
    for (uint32_t i = 0; i < out->n; i++) {
        dyn_kind k = array->item[i]->kind;
        if (k == DYN_BOOL || k == DYN_DATETIME || k == DYN_TIMESPAN) return numbers_refuse(cx, "times or truth values");
    }
    if (gaps || !array || array->kind != DYN_ARRAY) return true;
    return numbers_complete(out) || numbers_refuse(cx, "a series with items that are null, no number or not finite, or without items");
}

static bool fits_long(double v) { return v >= -9.2e18 && v <= 9.2e18; }

const dyn *numbers_array(arena *mem, const double *v, const bool *missing, uint32_t n, bool whole)
{
    const dyn **items = ARENA_ARRAY(mem, const dyn *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        if (missing && missing[i]) {
            items[i] = dyn_null();
        } else {
            items[i] = whole && fits_long(v[i]) ? dyn_long(mem, (int64_t)v[i]) : dyn_real(mem, v[i]);
        }
    }
    return dyn_array(mem, items, n);
}

bool numbers_begin_complete(const numbers *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (s->missing[i] || !isfinite(s->v[i])) return false;
    return true;
}

bool numbers_complete(const numbers *s) { return s->n > 0 && numbers_begin_complete(s, s->n); }

double number_argument(const datum *d)
{
    switch (d->type) {
    case T_INT: return d->i;
    case T_REAL: return d->r;
    case T_DECIMAL: return decimal_to_double(d->dec);
    default: return (double)d->l;
    }
}

/* Merge sort: no order of the input makes it slow. */
void numbers_sort(double *v, double *spare, uint32_t n)
{
    if (n < 2) return;
    uint32_t half = n / 2, i = 0, j = half, k = 0;
    numbers_sort(v, spare, half);
    numbers_sort(v + half, spare, n - half);
    memcpy(spare, v, n * sizeof *v);
    while (i < half && j < n) v[k++] = spare[j] < spare[i] ? spare[j++] : spare[i++];
    while (i < half) v[k++] = spare[i++];
    while (j < n) v[k++] = spare[j++];
}
