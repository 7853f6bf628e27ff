/* text: the difference for people. */
#include "cli/diff/diff.h"

#include "base/utf8.h"

#define ROWS_MOST 100 /* shown of each kind */

static str one_line(arena *mem, str t)
{
    char *copy = arena_dup(mem, t.p ? t.p : "", t.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < t.n; i++) {
        bool blank = strchr(" \t\r\n", copy[i]) != NULL;
        if (!blank || (n && copy[n - 1] != ' '))
            copy[n++] = blank ? ' ' : copy[i];
    }
    return (str){copy, n};
}

static uint32_t line_of(const diff_version *v, span at)
{
    uint32_t line, col;
    diag_place(v->file, query_text_place(v->query, at).start, &line, &col);
    return line;
}

static void put_edit(arena *mem, const diff_result *d, int edit, buf *out)
{
    if (edit < 0) {
        buf_text(out, "    by the edits together\n");
        return;
    }
    const diff_edit *e = &d->edits[edit];
    str was = one_line(mem, str_sub(d->old_version->query->text, e->old_at.start, e->old_at.len));
    str is = one_line(mem, str_sub(d->new_version->query->text, e->new_at.start, e->new_at.len));
    buf_printf(out, "    by line %u: ", line_of(d->new_version, e->new_at));
    if (was.n && is.n)
        buf_printf(out, "`" STR_FMT "` became `" STR_FMT "`\n", STR_ARG(was), STR_ARG(is));
    else if (was.n)
        buf_printf(out, "`" STR_FMT "` is gone\n", STR_ARG(was));
    else
        buf_printf(out, "`" STR_FMT "` was added\n", STR_ARG(is));
}

static void put_row(arena *mem, const diff_rows *r, uint32_t row, buf *out)
{
    bool any = false;
    for (uint32_t c = 0; c < r->cols.n; c++) {
        datum v = r->cells[(size_t)row * r->cols.n + c];
        str t = one_line(mem, datum_text(mem, v));
        if (v.null || !t.n)
            continue;
        buf_printf(out, "%s" STR_FMT "=" STR_FMT, any ? "  " : "", STR_ARG(r->cols.cols[c].name), STR_ARG(t));
        any = true;
    }
    buf_text(out, any ? "\n" : "(empty)\n");
}

static void put_cells_changed(arena *mem, const diff_result *d, uint32_t old_row, uint32_t new_row, buf *out)
{
    for (uint32_t c = 0; c < d->old_rows.cols.n; c++) {
        int at = schema_find(&d->new_rows.cols, d->old_rows.cols.cols[c].name);
        datum a = d->old_rows.cells[(size_t)old_row * d->old_rows.cols.n + c];
        if (at < 0)
            continue;
        datum b = d->new_rows.cells[(size_t)new_row * d->new_rows.cols.n + (uint32_t)at];
        if (a.type == b.type && datum_same(a, b))
            continue;
        buf_printf(out, "    " STR_FMT ": " STR_FMT " -> " STR_FMT "\n", STR_ARG(d->old_rows.cols.cols[c].name), STR_ARG(one_line(mem, datum_text(mem, a))),
                   STR_ARG(one_line(mem, datum_text(mem, b))));
    }
}

static void put_columns(const diff_result *d, buf *out)
{
    const schema *a = &d->old_rows.cols, *b = &d->new_rows.cols;
    for (uint32_t i = 0; i < a->n; i++) {
        int at = schema_find(b, a->cols[i].name);
        if (at < 0)
            buf_printf(out, "- column " STR_FMT ":%s\n", STR_ARG(a->cols[i].name), type_name(a->cols[i].type));
        else if (b->cols[at].type != a->cols[i].type)
            buf_printf(out, "~ column " STR_FMT ": %s -> %s\n", STR_ARG(a->cols[i].name), type_name(a->cols[i].type), type_name(b->cols[at].type));
    }
    for (uint32_t i = 0; i < b->n; i++) {
        if (schema_find(a, b->cols[i].name) < 0)
            buf_printf(out, "+ column " STR_FMT ":%s\n", STR_ARG(b->cols[i].name), type_name(b->cols[i].type));
    }
}

static void put_all(arena *mem, const diff_result *d, bool gained, bool color, buf *out)
{
    const diff_row *list = gained ? d->gained : d->lost;
    uint32_t n = gained ? d->n_gained : d->n_lost, shown = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (list[i].pair >= 0)
            continue;
        if (shown++ == ROWS_MOST) {
            buf_printf(out, "%s and more\n", gained ? "+" : "-");
            return;
        }
        buf_printf(out, "%s%s row %u: ", color ? (gained ? "\x1b[32m" : "\x1b[31m") : "", gained ? "+" : "-", list[i].row + 1);
        put_row(mem, gained ? &d->new_rows : &d->old_rows, list[i].row, out);
        buf_text(out, color ? "\x1b[0m" : "");
        put_edit(mem, d, list[i].edit, out);
    }
}

void diff_text(arena *mem, const diff_result *d, bool color, buf *out)
{
    uint32_t changed = 0;
    put_columns(d, out);
    put_all(mem, d, false, color, out);
    put_all(mem, d, true, color, out);
    for (uint32_t i = 0; i < d->n_lost; i++) {
        if (d->lost[i].pair < 0)
            continue;
        changed++;
        buf_printf(out, "~ row %u, now row %lld\n", d->lost[i].row + 1, (long long)d->lost[i].pair + 1);
        put_cells_changed(mem, d, d->lost[i].row, (uint32_t)d->lost[i].pair, out);
        put_edit(mem, d, d->lost[i].edit, out);
    }
    buf_printf(out, "%u row%s before, %u now: %u lost, %u new, %u changed\n", d->old_rows.n, d->old_rows.n == 1 ? "" : "s", d->new_rows.n, d->n_lost - changed,
               d->n_gained - changed, changed);
}
