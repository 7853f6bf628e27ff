#include "base/diag.h"

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
    return add(ds, (diag){SEV_ERROR, st, code, true, at, message, {0}});
}

diag *diag_warn(diags *ds, const char *code, span at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str message = arena_vprintf(ds->mem, fmt, ap);
    va_end(ap);
    return add(ds, (diag){SEV_WARNING, ST_OK, code, true, at, message, {0}});
}

diag *diag_plain(diags *ds, severity sev, status st, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str message = arena_vprintf(ds->mem, fmt, ap);
    va_end(ap);
    return add(ds, (diag){sev, st, NULL, false, {0}, message, {0}});
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

#define SHOWN 100 /* cells of a source line that are shown; a longer one is cut around the caret */

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

/* Source text may hold anything; what reaches a terminal may not. */
static void put_plain(buf *out, str s)
{
    for (uint32_t at = 0; at < s.n;) {
        uint32_t from = at, cp = utf8_next(s, &at);
        if ((cp < 32 && cp != '\t') || cp == 127 || cp == 0xFFFD || (cp >= 0x80 && cp < 0xA0)) {
            buf_char(out, '?');
        } else {
            buf_str(out, str_sub(s, from, at - from));
        }
    }
}

/* Cuts the line to a window around [at, at+len), on code point boundaries. */
static str window(str line, uint32_t *at)
{
    if (line.n <= SHOWN) return line;
    uint32_t from = *at > SHOWN / 2 ? *at - SHOWN / 2 : 0, to = from + SHOWN < line.n ? from + SHOWN : line.n;
    while (from > 0 && ((unsigned char)line.p[from] & 0xC0) == 0x80) from--;
    while (to < line.n && ((unsigned char)line.p[to] & 0xC0) == 0x80) to++;
    *at -= from;
    return str_sub(line, from, to - from);
}

static void put_caret(buf *out, str shown, uint32_t at, uint32_t len)
{
    for (uint32_t i = 0; i < at && i < shown.n;) {
        uint32_t from = i, cp = utf8_next(shown, &i);
        uint32_t cells = cp < 32 ? 1 : utf8_width(str_sub(shown, from, i - from));
        for (uint32_t k = 0; k < cells; k++) buf_char(out, cp == '\t' ? '\t' : ' ');
    }
    buf_char(out, '^');
    uint32_t rest = at < shown.n ? shown.n - at : 0, n = len < rest ? len : rest;
    uint32_t cells = n ? utf8_width(str_sub(shown, at, n)) : 1;
    for (uint32_t k = 1; k < cells; k++) buf_char(out, '~');
}

static void put_picture(buf *out, const diag *d, str text, uint32_t line_no, bool color)
{
    uint32_t start, at;
    str line = line_at(text, d->span.start, &start);
    at = (d->span.start > text.n ? text.n : d->span.start) - start;
    if (at > line.n) at = line.n;
    str shown = window(line, &at);
    int gutter = 0;
    for (uint32_t n = line_no; n; n /= 10) gutter++;
    buf_printf(out, "  %u | ", line_no);
    put_plain(out, shown);
    buf_printf(out, "\n  %*s | ", gutter, "");
    if (color) buf_text(out, "\033[1;32m");
    put_caret(out, shown, at, d->span.len);
    if (d->hint.n) buf_printf(out, " " STR_FMT, STR_ARG(d->hint));
    if (color) buf_text(out, "\033[0m");
    buf_char(out, '\n');
}

void diag_render(buf *out, const diag *d, str name, str text, bool color)
{
    static const char *const words[] = {"error", "warning", "note"};
    static const char *const colors[] = {"\033[1;31m", "\033[1;33m", "\033[1;36m"};
    uint32_t line = 0, col = 0;
    bool placed = d->has_span && text.p;
    if (placed) {
        diag_place(text, d->span.start, &line, &col);
        buf_printf(out, STR_FMT ":%u:%u: ", STR_ARG(name), line, col);
    } else if (name.n && d->has_span) {
        buf_printf(out, STR_FMT ": ", STR_ARG(name));
    }
    if (color) buf_text(out, colors[d->severity]);
    buf_text(out, words[d->severity]);
    if (d->code) buf_printf(out, " %s", d->code);
    if (color) buf_text(out, "\033[0m");
    buf_text(out, ": ");
    put_plain(out, d->message);
    if (!placed && d->hint.n) buf_printf(out, " (" STR_FMT ")", STR_ARG(d->hint));
    buf_char(out, '\n');
    if (placed) put_picture(out, d, text, line, color);
}
