/* lint_forms: findings for people, programs, code scanners (SARIF 2.1.0) and GitHub's workflow annotations. */
#include "cli/diag_json.h"
#include "cli/github_text.h"
#include "cli/lint/lint_file.h"

#include "base/plain.h"
#include "base/utf8.h"
#include "tables/json_text.h"

static const char *level(const lint_hit *h) { return h->finding->row->severity == LINT_WARNING ? "warning" : "note"; }

static str proof_text(const lint_hit *h, char text[160])
{
    const lint_proof *p = &h->proof;
    if (!p->known)
        return (str){0};
    if (p->same)
        snprintf(text, 160, "on this data the mend changes nothing: %llu rows", (unsigned long long)p->rows);
    else if (p->rows == p->mended_rows)
        snprintf(text, 160, "on this data: %llu rows, and as many, but others, with the mend", (unsigned long long)p->rows);
    else
        snprintf(text, 160, "on this data: %llu rows, and %llu with the mend", (unsigned long long)p->rows, (unsigned long long)p->mended_rows);
    return str_of(text);
}

void lint_pretty(const lint_file *f, bool color, buf *out)
{
    for (uint32_t i = 0; i < f->errors.n; i++)
        diag_render(out, &f->errors.items[i], str_of(f->path), f->queries.file, color);
    for (uint32_t i = 0; i < f->n_hits; i++) {
        const lint_hit *h = &f->hits[i];
        const lint_row *r = h->finding->row;
        diag d = {.severity = r->severity == LINT_WARNING ? SEV_WARNING : SEV_NOTE, .code = r->code, .has_span = true, .span = h->at,
                  .message = h->finding->message, .hint = str_of(r->mend)};
        char text[160];
        str proof = proof_text(h, text);
        diag_render(out, &d, str_of(f->path), f->queries.file, color);
        buf_printf(out, "    %s: ", r->name);
        plain_wrap(out, str_of(r->why), (uint32_t)strlen(r->name) + 6, 4);
        buf_char(out, '\n');
        if (proof.n)
            buf_printf(out, "    " STR_FMT "\n", STR_ARG(proof));
        if (h->proof.joins)
            buf_printf(out, "    behind this join there are %llu rows, and %llu with the mend\n", (unsigned long long)h->proof.join_rows, (unsigned long long)h->proof.mended_join_rows);
    }
}

static void put_text(buf *out, const char *key, str value)
{
    buf_printf(out, "\"%s\":", key);
    json_quote(out, value);
}

static void json_hit(const lint_file *f, const lint_hit *h, buf *out)
{
    uint32_t line, col;
    diag_place(f->queries.file, h->at.start, &line, &col);
    buf_printf(out, "{\"code\":\"%s\",\"name\":\"%s\",\"severity\":\"%s\",", h->finding->row->code, h->finding->row->name, level(h));
    put_text(out, "message", h->finding->message);
    buf_text(out, ",");
    put_text(out, "why", str_of(h->finding->row->why));
    buf_text(out, ",");
    put_text(out, "mend", str_of(h->finding->row->mend));
    buf_printf(out, ",\"line\":%u,\"column\":%u,\"length\":%u,\"fixable\":%s", line, col, utf8_count(str_sub(f->queries.file, h->at.start, h->at.len)),
               h->finding->n_edits ? "true" : "false");
    if (h->proof.known)
        buf_printf(out, ",\"rows\":%llu,\"mended_rows\":%llu,\"same\":%s", (unsigned long long)h->proof.rows, (unsigned long long)h->proof.mended_rows,
                   h->proof.same ? "true" : "false");
    if (h->proof.joins)
        buf_printf(out, ",\"join_rows\":%llu,\"mended_join_rows\":%llu", (unsigned long long)h->proof.join_rows, (unsigned long long)h->proof.mended_join_rows);
    buf_text(out, "}");
}

void lint_json(const lint_file *f, buf *out)
{
    buf_text(out, "{");
    put_text(out, "file", str_of(f->path));
    buf_text(out, ",\"findings\":[");
    for (uint32_t i = 0; i < f->n_hits; i++) {
        buf_text(out, i ? "," : "");
        json_hit(f, &f->hits[i], out);
    }
    buf_text(out, "],\"errors\":[");
    for (uint32_t i = 0; i < f->errors.n; i++) {
        buf_text(out, i ? "," : "");
        diag_json(out, &f->errors.items[i], f->queries.file);
    }
    buf_text(out, "]}\n");
}

/* ---- GitHub */

static void github_line(buf *out, const char *kind, const lint_file *f, span at, const char *title, str message)
{
    uint32_t line, col;
    diag_place(f->queries.file, at.start, &line, &col);
    buf_printf(out, "::%s file=", kind);
    github_text(out, str_of(f->path), true);
    buf_printf(out, ",line=%u,col=%u,title=%s::", line, col, title);
    github_text(out, message, false);
    buf_text(out, "\n");
}

void lint_github(const lint_file *f, buf *out)
{
    for (uint32_t i = 0; i < f->errors.n; i++)
        github_line(out, "error", f, f->errors.items[i].span, f->errors.items[i].code ? f->errors.items[i].code : "kql", f->errors.items[i].message);
    for (uint32_t i = 0; i < f->n_hits; i++)
        github_line(out, f->hits[i].finding->row->severity == LINT_WARNING ? "warning" : "notice", f, f->hits[i].at, f->hits[i].finding->row->code, f->hits[i].finding->message);
}

/* ---- SARIF */

void lint_sarif_begin(buf *out)
{
    bool any = false;
    buf_text(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"kql\",\"version\":\"" KQL_VERSION "\",\"rules\":[");
    for (const lint_row *const *family = lint_rows(); *family; family++) {
        for (const lint_row *r = *family; r->code; r++) {
            buf_printf(out, "%s{\"id\":\"%s\",\"name\":\"%s\",", any ? "," : "", r->code, r->name);
            buf_text(out, "\"shortDescription\":{");
            put_text(out, "text", str_of(r->why));
            buf_text(out, "},\"help\":{");
            put_text(out, "text", str_of(r->mend));
            buf_text(out, "}}");
            any = true;
        }
    }
    buf_text(out, "]}},\"results\":[");
}

static void sarif_result(const lint_file *f, span at, const char *code, const char *lvl, str message, bool *any, buf *out)
{
    uint32_t line, col;
    diag_place(f->queries.file, at.start, &line, &col);
    buf_printf(out, "%s{\"ruleId\":\"%s\",\"level\":\"%s\",\"message\":{", *any ? "," : "", code, lvl);
    put_text(out, "text", message);
    buf_text(out, "},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{");
    put_text(out, "uri", str_of(f->path));
    buf_printf(out, "},\"region\":{\"startLine\":%u,\"startColumn\":%u}}}]}", line, col);
    *any = true;
}

void lint_sarif(const lint_file *f, bool *any, buf *out)
{
    for (uint32_t i = 0; i < f->errors.n; i++)
        sarif_result(f, f->errors.items[i].span, f->errors.items[i].code ? f->errors.items[i].code : "kql", "error", f->errors.items[i].message, any, out);
    for (uint32_t i = 0; i < f->n_hits; i++)
        sarif_result(f, f->hits[i].at, f->hits[i].finding->row->code, level(&f->hits[i]), f->hits[i].finding->message, any, out);
}

void lint_sarif_end(buf *out) { buf_text(out, "]}]}\n"); }
