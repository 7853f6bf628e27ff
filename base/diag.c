#include "base/diag.h"

#include "base/plain.h"
#include "base/utf8.h"

static diag *add(diags *ds, diag d)
{
    if (ds->muted) { /* somebody still wants a diag to hang a hint on */
        diag *nobody = ARENA_NEW(ds->mem, diag);
        return nobody;
    }
    if (ds->n == ds->cap) {
        uint32_t cap = ds->cap ? ds->cap * 2 : 8;
        diag *bigger = ARENA_ARRAY(ds->mem, diag, cap);
        if (ds->n) memcpy(bigger, ds->items, ds->n * sizeof(diag));
        ds->items = bigger;
        ds->cap = cap;
    }
    ds->items[ds->n] = d;
    return &ds->items[ds->n++];
}

diag *diag_error(diags *ds, status st, const char *code, span at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str message = arena_vprintf(ds->mem, fmt, ap);
    va_end(ap);
    return add(ds, (diag){SEV_ERROR, st, code, true, at, message, {0}, false});
}

diag *diag_warn(diags *ds, const char *code, span at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str message = arena_vprintf(ds->mem, fmt, ap);
    va_end(ap);
    return add(ds, (diag){SEV_WARNING, ST_OK, code, true, at, message, {0}, false});
}

diag *diag_plain(diags *ds, severity sev, status st, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str message = arena_vprintf(ds->mem, fmt, ap);
    va_end(ap);
    return add(ds, (diag){sev, st, NULL, false, {0}, message, {0}, false});
}

void diags_append(diags *ds, const diags *more)
{
    for (uint32_t i = 0; i < more->n; i++) add(ds, more->items[i]);
}

void diag_hint(diags *ds, diag *d, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    d->hint = arena_vprintf(ds->mem, fmt, ap);
    va_end(ap);
}

status diags_status(const diags *ds)
{
    static const status gravest[] = {ST_COMPILE, ST_DATA, ST_LIMIT, ST_UNSUPPORTED, ST_USAGE, ST_DIFFERENT};
    for (uint32_t g = 0; g < sizeof gravest / sizeof *gravest; g++)
        for (uint32_t i = 0; i < ds->n; i++)
            if (ds->items[i].severity == SEV_ERROR && ds->items[i].status == gravest[g]) return gravest[g];
    return ST_OK;
}

void diag_place(str text, uint32_t offset, uint32_t *line, uint32_t *col)
{
    *line = 1;
    uint32_t start = 0;
    if (offset > text.n) offset = text.n;
    for (uint32_t i = 0; i < offset; i++)
        if (text.p[i] == '\n') {
            ++*line;
            start = i + 1;
        }
    *col = 1 + utf8_count(str_sub(text, start, offset - start));
}

/* ---- the picture of the place */

#define SHOWN 72 /* cells of a source line that are shown; a longer one is cut around the caret */

/* The line that holds `offset`, without its end. */
static str line_at(str text, uint32_t offset, uint32_t *start)
{
    uint32_t from = offset > text.n ? text.n : offset, to = from;
    while (from > 0 && text.p[from - 1] != '\n') from--;
    while (to < text.n && text.p[to] != '\n') to++;
    if (to > from && text.p[to - 1] == '\r') to--;
    *start = from;
    return str_sub(text, from, to - from);
}

static bool is_inside(str s, uint32_t at) { return at > 0 && at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80; }

/* Cuts a long line to SHOWN cells with *at near the middle; *at becomes the place in what is left. */
static str window(str line, uint32_t *at)
{
    if (line.n <= SHOWN) return line; /* no character has more cells than bytes */
    uint32_t from = *at > 4 * SHOWN ? *at - 4 * SHOWN : 0, to = *at, n;
    while (is_inside(line, from)) from--;
    while ((n = plain_cells(str_sub(line, from, *at - from))) > SHOWN / 2) utf8_next(line, &from);
    for (uint32_t next = to; next < line.n; to = next) {
        n += plain_cells_next(line, &next);
        if (n > SHOWN) break;
    }
    *at -= from;
    return str_sub(line, from, to - from);
}

static void put_caret(buf *out, str shown, uint32_t at, uint32_t len)
{
    for (uint32_t i = 0; i < at && i < shown.n;) {
        char pad = shown.p[i] == '\t' ? '\t' : ' ';
        for (uint32_t k = plain_cells_next(shown, &i); k > 0; k--) buf_char(out, pad);
    }
    buf_char(out, '^');
    uint32_t rest = at < shown.n ? shown.n - at : 0, n = plain_cells(str_sub(shown, at, len < rest ? len : rest));
    for (uint32_t k = 1; k < n; k++) buf_char(out, '~');
}

static uint32_t caret_end(str shown, uint32_t at, uint32_t len)
{
    uint32_t rest = at < shown.n ? shown.n - at : 0, n = plain_cells(str_sub(shown, at, len < rest ? len : rest));
    return plain_cells(str_sub(shown, 0, at < shown.n ? at : shown.n)) + (n ? n : 1);
}

/* Behind the caret, which ends at column `at`, if it fits there, and else below. */
static void put_hint(buf *out, str hint, uint32_t gutter, uint32_t at)
{
    if (at + 1 + plain_cells(hint) <= PLAIN_RIGHT) {
        buf_char(out, ' ');
        plain_put(out, hint);
    } else {
        buf_printf(out, "\n  %*s = ", (int)gutter, "");
        plain_wrap(out, hint, gutter + 5, gutter + 5);
    }
}

static void put_picture(buf *out, const diag *d, str text, uint32_t line_no, bool color)
{
    uint32_t start, at;
    str line = line_at(text, d->span.start, &start);
    at = (d->span.start > text.n ? text.n : d->span.start) - start;
    if (at > line.n) at = line.n;
    while (is_inside(line, at)) at--;
    uint32_t len = d->span.start + d->span.len > start + at ? d->span.start + d->span.len - start - at : 0;
    str shown = window(line, &at);
    int gutter = 0;
    for (uint32_t n = line_no; n; n /= 10) gutter++;
    buf_printf(out, "  %u | ", line_no);
    plain_put(out, shown);
    buf_printf(out, "\n  %*s | ", gutter, "");
    if (color) buf_text(out, "\033[1;32m");
    put_caret(out, shown, at, len);
    if (d->hint.n) put_hint(out, d->hint, (uint32_t)gutter, (uint32_t)gutter + 5 + caret_end(shown, at, len));
    if (color) buf_text(out, "\033[0m");
    buf_char(out, '\n');
}

void diag_render(buf *out, const diag *d, str name, str text, bool color)
{
    static const char *const words[] = {"error", "warning", "note"};
    static const char *const colors[] = {"\033[1;31m", "\033[1;33m", "\033[1;36m"};
    uint32_t line = 0, col = 0;
    bool placed = d->has_span && text.p;
    if (d->has_span) plain_put(out, name);
    if (placed) {
        diag_place(text, d->span.start, &line, &col);
        buf_printf(out, ":%u:%u: ", line, col);
    } else if (name.n && d->has_span) {
        buf_text(out, ": ");
    }
    if (color) buf_text(out, colors[d->severity]);
    buf_text(out, words[d->severity]);
    if (d->code) buf_printf(out, " %s", d->code);
    if (color) buf_text(out, "\033[0m");
    buf_text(out, ": ");
    plain_put(out, d->message);
    if (!placed && d->hint.n) {
        buf_text(out, " (");
        plain_put(out, d->hint);
        buf_char(out, ')');
    }
    buf_char(out, '\n');
    if (placed) put_picture(out, d, text, line, color);
}
