/* report: an outcome for people: what was expected beside what was got, cell by cell. */
#include "cli/test/suite.h"

#include "base/utf8.h"

#define CELL_MOST 40

static str shown(arena *mem, str text)
{
    for (uint32_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n' || text.p[i] == '\r' || text.p[i] == '\t') {
            char *copy = arena_dup(mem, text.p, text.n);
            for (uint32_t k = 0; k < text.n; k++)
                copy[k] = strchr("\n\r\t", copy[k]) ? ' ' : copy[k];
            text.p = copy;
            break;
        }
    }
    return text;
}

static uint32_t width_of(str s)
{
    uint32_t n = utf8_count(s);
    return n > CELL_MOST ? CELL_MOST : n;
}

/* Padded to `width`; what is longer than a cell ends in an ellipsis. */
static void put_cell(buf *out, str s, uint32_t width)
{
    uint32_t n = utf8_count(s), at = 0;
    if (n > CELL_MOST) {
        for (uint32_t k = 0; k < CELL_MOST - 1; k++) {
            at++;
            while (at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80)
                at++;
        }
        buf_put(out, s.p, at);
        buf_text(out, "…");
        n = CELL_MOST;
    } else {
        buf_str(out, s);
    }
    for (; n < width; n++)
        buf_text(out, " ");
}

static str want_text(arena *mem, const doc *d)
{
    buf b = {0};
    if (d->kind == DOC_SCALAR)
        return shown(mem, doc_text(d));
    doc_json(d, &b);
    str s = arena_str(mem, buf_view(&b));
    buf_drop(&b);
    return s;
}

static str got_text(arena *mem, const outcome *o, int64_t row, int at)
{
    if (row < 0 || at < 0)
        return (str){0};
    return shown(mem, datum_text(mem, o->rows.cells[(size_t)row * o->rows.cols.n + (uint32_t)at]));
}

/* column, expected, got; the cells that differ are marked. */
static void put_rows(arena *mem, const outcome *o, const failure *f, bool color, buf *out)
{
    uint32_t names = 6, wants = 8;
    for (const doc *d = f->row->first; d; d = d->next) {
        uint32_t a = width_of(d->key), b = width_of(want_text(mem, d));
        names = a > names ? a : names;
        wants = b > wants ? b : wants;
    }
    buf_text(out, "        ");
    put_cell(out, STR("column"), names);
    buf_text(out, "  ");
    put_cell(out, STR("expected"), wants);
    buf_printf(out, f->nearest < 0 ? "  (there are no rows)\n" : "  got, in row %lld\n", (long long)f->nearest + 1);
    for (const doc *d = f->row->first; d; d = d->next) {
        int at = schema_find(&o->rows.cols, d->key);
        bool same = f->nearest >= 0 && at >= 0 && value_matches(mem, d, o->rows.cells[(size_t)f->nearest * o->rows.cols.n + (uint32_t)at]);
        buf_text(out, same ? "        " : color ? "      \x1b[31m≠ " : "      ≠ ");
        put_cell(out, d->key, names);
        buf_text(out, "  ");
        put_cell(out, want_text(mem, d), wants);
        buf_text(out, "  ");
        put_cell(out, got_text(mem, o, f->nearest, at), 0);
        buf_text(out, !same && color ? "\x1b[0m\n" : "\n");
    }
}

static void put_unexpected(arena *mem, const outcome *o, const failure *f, buf *out)
{
    for (uint32_t c = 0; c < o->rows.cols.n; c++) {
        str text = got_text(mem, o, f->nearest, (int)c);
        if (text.n)
            buf_printf(out, "        " STR_FMT ": " STR_FMT "\n", STR_ARG(o->rows.cols.cols[c].name), STR_ARG(text));
    }
}

#define ROWS_MOST 5

/* A row a line, what is empty left out. */
static void put_got(arena *mem, const outcome *o, buf *out)
{
    for (uint32_t i = 0; i < o->rows.n && i < ROWS_MOST; i++) {
        buf_printf(out, "        got row %u:", i + 1);
        for (uint32_t c = 0; c < o->rows.cols.n; c++) {
            str text = got_text(mem, o, i, (int)c);
            if (!text.n)
                continue;
            buf_printf(out, " " STR_FMT "=", STR_ARG(o->rows.cols.cols[c].name));
            put_cell(out, text, 0);
        }
        buf_text(out, "\n");
    }
    if (o->rows.n > ROWS_MOST)
        buf_printf(out, "        and %u more\n", o->rows.n - ROWS_MOST);
}

static void put_failures(arena *mem, const outcome *o, bool color, buf *out)
{
    for (const failure *f = o->failures; f; f = f->next) {
        buf_printf(out, "    " STR_FMT "\n", STR_ARG(f->what));
        if (f->shows_rows)
            put_got(mem, o, out);
        if (f->row)
            put_rows(mem, o, f, color, out);
        else if (f->nearest >= 0)
            put_unexpected(mem, o, f, out);
    }
}

static uint32_t line_of(const test_case *c)
{
    uint32_t line, col;
    diag_place(c->of->doc.file, c->at->at.start, &line, &col);
    return line;
}

/* As one word of the shell. */
static void put_word(buf *out, const char *word)
{
    bool plain = *word && word[strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+=:,@%")] == 0;
    buf_text(out, plain ? "" : "'");
    for (; *word; word++) {
        if (*word == '\'')
            buf_text(out, "'\\''");
        else
            buf_char(out, *word);
    }
    buf_text(out, plain ? "" : "'");
}

/* A regular expression in single quotes of the shell that is this name and no other. */
static void put_rerun(const outcome *o, buf *out)
{
    buf_text(out, "    rerun: kql test ");
    put_word(out, o->of->of->path);
    buf_text(out, " --run '^");
    for (uint32_t i = 0; i < o->of->name.n; i++) {
        char c = o->of->name.p[i];
        if (c == '\'' || (unsigned char)c < 0x20)
            buf_text(out, "."); /* any character: quoting it would be worse to read */
        else if (strchr("\\.+*?()|[]{}^$", c))
            buf_printf(out, "\\%c", c);
        else
            buf_put(out, &c, 1);
    }
    buf_text(out, "$'\n");
}

void report_pretty(const outcome *o, bool color, bool quiet, buf *out)
{
    arena *mem = arena_new();
    const char *word = o->passed ? "ok   " : o->errored ? "ERROR" : "FAIL ";
    if (!o->passed || !quiet)
        buf_printf(out, "%s%s%s " STR_FMT "  %s:%u\n", color ? (o->passed ? "\x1b[32m" : "\x1b[31m") : "", word, color ? "\x1b[0m" : "", STR_ARG(o->of->name),
                   o->of->of->path, line_of(o->of));
    if (!o->passed) {
        put_failures(mem, o, color, out);
        put_rerun(o, out);
    }
    arena_drop(mem);
}

str outcome_text(arena *mem, const outcome *o)
{
    buf b = {0};
    put_failures(mem, o, false, &b);
    str s = arena_str(mem, buf_view(&b));
    buf_drop(&b);
    return s;
}
