/* lint_file: finding, waving through, and mending. */
#include "cli/lint/lint_file.h"

/* ---- comments that wave a finding through */

static str line_of(str file, uint32_t at, uint32_t *from)
{
    uint32_t start = at < file.n ? at : file.n, end = start;
    while (start && file.p[start - 1] != '\n')
        start--;
    while (end < file.n && file.p[end] != '\n')
        end++;
    *from = start;
    return str_sub(file, start, end - start);
}

/* The codes behind kql:disable=, with commas between. */
static bool names_code(str line, const char *code)
{
    static const char word[] = "kql:disable=";
    for (uint32_t i = 0; i + sizeof word - 1 < line.n; i++) {
        if (memcmp(line.p + i, word, sizeof word - 1) != 0)
            continue;
        uint32_t at = i + (uint32_t)sizeof word - 1, n = (uint32_t)strlen(code);
        while (at + n <= line.n) {
            bool ends = at + n == line.n || strchr(" ,\t\r", line.p[at + n]);
            if (memcmp(line.p + at, code, n) == 0 && ends)
                return true;
            while (at < line.n && line.p[at] != ',' && line.p[at] != ' ')
                at++;
            if (at >= line.n || line.p[at] != ',')
                break;
            at++;
        }
    }
    return false;
}

static bool is_comment(str line)
{
    uint32_t i = 0;
    while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
        i++;
    return i + 1 < line.n && line.p[i] == '/' && line.p[i + 1] == '/';
}

bool lint_is_waved_through(str file, span at, const char *code)
{
    uint32_t from;
    if (names_code(line_of(file, at.start, &from), code))
        return true;
    if (!from)
        return false;
    str above = line_of(file, from - 1, &from);
    return is_comment(above) && names_code(above, code);
}

/* ---- finding */

void lint_add_hit(arena *mem, lint_file *f, lint_hit h)
{
    lint_hit *more = ARENA_ARRAY(mem, lint_hit, f->n_hits + 1);
    uint32_t at = f->n_hits;
    if (f->n_hits)
        memcpy(more, f->hits, f->n_hits * sizeof *more);
    for (; at && more[at - 1].at.start > h.at.start; at--)
        more[at] = more[at - 1];
    more[at] = h;
    f->n_hits++;
    f->hits = more;
}

static void take_errors(lint_file *f, const diags *from, const query_text *q)
{
    for (uint32_t i = 0; i < from->n; i++) {
        const diag *d = &from->items[i];
        if (d->severity != SEV_ERROR)
            continue;
        diag *mine = diag_error(&f->errors, d->status, d->code, d->has_span ? query_text_place(q, d->span) : (span){0, 0}, STR_FMT, STR_ARG(d->message));
        if (d->hint.n)
            diag_hint(&f->errors, mine, STR_FMT, STR_ARG(d->hint));
    }
}

static lint_finding *keep(arena *mem, const lint_finding *f)
{
    lint_finding *k = ARENA_NEW(mem, lint_finding);
    *k = *f;
    k->message = arena_str(mem, f->message);
    k->edits = ARENA_ARRAY(mem, lint_edit, f->n_edits + 1);
    for (uint32_t i = 0; i < f->n_edits; i++)
        k->edits[i] = (lint_edit){f->edits[i].at, arena_str(mem, f->edits[i].text)};
    return k;
}

static bool is_rule_file(const char *path)
{
    size_t n = strlen(path);
    return (n > 5 && (strcmp(path + n - 5, ".yaml") == 0 || strcmp(path + n - 5, ".json") == 0)) || (n > 4 && strcmp(path + n - 4, ".yml") == 0);
}

void lint_file_read(arena *mem, kql *binder, const char *path, str text, lint_file *out)
{
    *out = (lint_file){.path = path, .queries = query_texts_read(mem, str_of(path), text), .errors = {.mem = mem}};
    if (out->queries.wrong)
        diag_error(&out->errors, ST_COMPILE, NULL, out->queries.wrong_at, "%s", out->queries.wrong);
    bool scheduled = is_rule_file(path);
    for (uint32_t i = 0; i < out->queries.n; i++) {
        const query_text *q = &out->queries.items[i];
        kql_query *bound = kql_prepare(binder, q->text);
        lint_findings all = kql_query_lint(bound);
        take_errors(out, kql_query_diags(bound), q);
        for (uint32_t k = 0; k < all.n; k++) {
            span at = query_text_place(q, all.items[k].at);
            if (scheduled && strcmp(all.items[k].row->code, "KL401") == 0)
                continue; /* its period is the filter */
            if (!lint_is_waved_through(out->queries.file, at, all.items[k].row->code))
                lint_add_hit(mem, out, (lint_hit){.finding = keep(mem, &all.items[k]), .query = q, .at = at});
        }
        kql_query_drop(bound);
    }
}

/* ---- mending */

/* Inside of a text in quotes (YAML, JSON) an edit could end it. */
static bool can_edit(const lint_file *f, const lint_edit *e)
{
    bool quoted = is_rule_file(f->path);
    for (uint32_t i = 0; quoted && i < e->text.n; i++) {
        if (strchr("\"'\\", e->text.p[i]))
            return false;
    }
    return true;
}

/* Where a finding's edits begin in the file. */
static uint32_t edits_from(const lint_hit *h) { return query_text_place(h->query, h->finding->edits[0].at).start; }

/* The hits that have edits, in the order of these. */
static uint32_t in_order_of_edits(const lint_file *f, const lint_hit **out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n_hits; i++) {
        if (!f->hits[i].finding->n_edits)
            continue;
        uint32_t at = n++;
        for (; at && edits_from(out[at - 1]) > edits_from(&f->hits[i]); at--)
            out[at] = out[at - 1];
        out[at] = &f->hits[i];
    }
    return n;
}

bool lint_file_mend(arena *mem, const lint_file *f, buf *out, uint32_t *mended)
{
    uint32_t at = 0;
    str file = f->queries.file;
    const lint_hit **hits = ARENA_ARRAY(mem, const lint_hit *, f->n_hits + 1);
    uint32_t n = in_order_of_edits(f, hits);
    *mended = 0;
    for (uint32_t i = 0; i < n; i++) {
        const lint_hit *h = hits[i];
        bool fits = true;
        for (uint32_t k = 0; k < h->finding->n_edits; k++)
            fits = fits && can_edit(f, &h->finding->edits[k]) && query_text_place(h->query, h->finding->edits[k].at).start >= at;
        for (uint32_t k = 0; fits && k < h->finding->n_edits; k++) {
            span place = query_text_place(h->query, h->finding->edits[k].at);
            buf_put(out, file.p + at, place.start - at);
            buf_str(out, h->finding->edits[k].text);
            at = place.start + place.len;
        }
        *mended += fits;
    }
    buf_put(out, file.p + at, file.n - at);
    return *mended > 0;
}
