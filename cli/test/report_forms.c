/* report_forms: outcomes for programs: TAP 13, JSON lines, GitHub's annotations, JUnit XML as GitHub and GitLab read it. */
#include "cli/github_text.h"
#include "cli/test/suite.h"

#include "tables/json_text.h"

static void places(const outcome *o, uint32_t *line, uint32_t *rule_line)
{
    uint32_t col;
    diag_place(o->of->of->doc.file, o->of->at->at.start, line, &col);
    diag_place(o->of->rule->file, query_text_place(o->of->rule->query, (span){0, 1}).start, rule_line, &col);
}

void report_tap(const outcome *o, uint32_t number, buf *out)
{
    arena *mem = arena_new();
    uint32_t line, rule_line;
    places(o, &line, &rule_line);
    buf_printf(out, "%s %u - ", o->passed ? "ok" : "not ok", number);
    for (uint32_t i = 0; i < o->of->name.n; i++) {
        if (o->of->name.p[i] == '#')
            buf_text(out, "\\"); /* what follows # is a directive */
        buf_char(out, (unsigned char)o->of->name.p[i] < 0x20 ? ' ' : o->of->name.p[i]);
    }
    buf_text(out, "\n");
    if (!o->passed) {
        str text = outcome_text(mem, o);
        buf_printf(out, "  ---\n  at: %s:%u\n  failures: |\n", o->of->of->path, line);
        for (uint32_t i = 0, from = 0; i < text.n; i++) {
            if (text.p[i] == '\n') {
                buf_printf(out, "%.*s\n", (int)(i - from), text.p + from);
                from = i + 1;
            }
        }
        buf_text(out, "  ...\n");
    }
    arena_drop(mem);
}

void report_json(const outcome *o, buf *out)
{
    uint32_t line, rule_line;
    places(o, &line, &rule_line);
    buf_text(out, "{\"name\":");
    json_quote(out, o->of->name);
    buf_text(out, ",\"file\":");
    json_quote(out, str_of(o->of->of->path));
    buf_printf(out, ",\"line\":%u,\"rule\":", line);
    json_quote(out, str_of(o->of->rule->path));
    buf_printf(out, ",\"status\":\"%s\",\"seconds\":%.6f,\"rows\":%u,\"failures\":[", o->passed ? "passed" : o->errored ? "error" : "failed", o->seconds, o->rows.n);
    for (const failure *f = o->failures; f; f = f->next) {
        buf_text(out, f == o->failures ? "{\"message\":" : ",{\"message\":");
        json_quote(out, f->what);
        if (f->row) {
            buf_text(out, ",\"expected\":");
            doc_json(f->row, out);
        }
        if (f->nearest >= 0)
            buf_printf(out, ",\"row\":%lld", (long long)f->nearest + 1);
        buf_text(out, "}");
    }
    buf_text(out, "]}\n");
}

/* At the rule's line: that is what a reviewer has before him. */
void report_github(const outcome *o, buf *out)
{
    arena *mem = arena_new();
    uint32_t line, rule_line;
    places(o, &line, &rule_line);
    if (!o->passed) {
        buf_text(out, "::error file=");
        github_text(out, str_of(o->of->rule->path), true);
        buf_printf(out, ",line=%u,title=", rule_line);
        github_text(out, o->of->name, true);
        buf_text(out, "::");
        github_text(out, arena_printf(mem, "%s:%u\n" STR_FMT, o->of->of->path, line, STR_ARG(outcome_text(mem, o))), false);
        buf_text(out, "\n");
    }
    arena_drop(mem);
}

/* ---- JUnit */

static void xml(buf *out, str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        const char *as = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : c == '\n' ? "&#10;" : NULL;
        if (as)
            buf_text(out, as);
        else if ((unsigned char)c >= 0x20 || c == '\t')
            buf_put(out, &c, 1);
    }
}

static void junit_case(const outcome *o, buf *out)
{
    arena *mem = arena_new();
    uint32_t line, rule_line;
    places(o, &line, &rule_line);
    buf_text(out, "    <testcase name=\"");
    xml(out, o->of->name);
    buf_text(out, "\" classname=\"");
    xml(out, str_of(o->of->rule->path));
    buf_text(out, "\" file=\"");
    xml(out, str_of(o->of->of->path));
    buf_printf(out, "\" line=\"%u\" time=\"%.6f\"", line, o->seconds);
    if (o->passed) {
        buf_text(out, "/>\n");
    } else {
        const char *word = o->errored ? "error" : "failure";
        buf_printf(out, ">\n      <%s message=\"", word);
        xml(out, o->failures->what);
        buf_text(out, "\">");
        xml(out, outcome_text(mem, o));
        buf_printf(out, "</%s>\n    </testcase>\n", word);
    }
    arena_drop(mem);
}

void report_junit(const outcome *o, uint32_t n, const tally *t, buf *out)
{
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    buf_printf(out, "<testsuites tests=\"%u\" failures=\"%u\" errors=\"%u\" time=\"%.6f\">\n", n, t->failed, t->errors, t->seconds);
    for (uint32_t i = 0; i < n;) {
        const test_file *f = o[i].of->of;
        uint32_t end = i, failed = 0, errors = 0;
        double seconds = 0;
        for (; end < n && o[end].of->of == f; end++) {
            failed += !o[end].passed && !o[end].errored;
            errors += o[end].errored;
            seconds += o[end].seconds;
        }
        buf_text(out, "  <testsuite name=\"");
        xml(out, str_of(f->path));
        buf_printf(out, "\" tests=\"%u\" failures=\"%u\" errors=\"%u\" time=\"%.6f\">\n", end - i, failed, errors, seconds);
        for (; i < end; i++)
            junit_case(&o[i], out);
        buf_text(out, "  </testsuite>\n");
    }
    buf_text(out, "</testsuites>\n");
}
