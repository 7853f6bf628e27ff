/* mermaid: the stages as a flow chart for pages that draw Mermaid. */
#include "cli/explain/explain.h"

#include "base/utf8.h"

#define LABEL_MOST 60 /* characters of an operator's text */

/* Inside of "...": what means something there is written as an entity. */
static void put_label(buf *out, str s)
{
    uint32_t n = 0;
    for (uint32_t at = 0; at < s.n && n < LABEL_MOST; n++) {
        uint32_t from = at, cp = utf8_next(s, &at);
        if (cp < 128 && strchr("\"#&<>`\\[]{}()|", (int)cp))
            buf_printf(out, "#%u;", cp);
        else
            buf_str(out, str_sub(s, from, at - from));
    }
    if (n == LABEL_MOST)
        buf_text(out, "…");
}

static void put_pipelines(const explanation *e, const shown_branch *b, const shown_stage *into, buf *out);

static void put_stage(const explanation *e, const shown_stage *s, buf *out)
{
    put_pipelines(e, s->branches, s, out);
    buf_printf(out, "  s%u[\"", s->number);
    put_label(out, explain_source(e, s->of->at));
    buf_text(out, "<br/>");
    if (s->failed.n)
        buf_text(out, "cannot be shown alone");
    else
        explain_count(out, s->rows);
    buf_text(out, s->failed.n ? "\"]\n" : s->rows == 1 ? " row\"]\n" : " rows\"]\n");
    if (s->before)
        buf_printf(out, "  s%u --> s%u\n", s->before->number, s->number);
}

static void put_pipelines(const explanation *e, const shown_branch *b, const shown_stage *into, buf *out)
{
    for (; b; b = b->next) {
        for (uint32_t i = 0; i < b->n; i++)
            put_stage(e, &b->stages[i], out);
        if (!into || !b->n || b->of->continues)
            continue;
        buf_printf(out, "  s%u -. \"", b->stages[b->n - 1].number);
        put_label(out, b->of->title);
        buf_printf(out, "\" .-> s%u\n", into->number);
    }
}

void explain_mermaid(const explanation *e, buf *out)
{
    buf_text(out, "flowchart TD\n");
    put_pipelines(e, e->branches, NULL, out);
}
