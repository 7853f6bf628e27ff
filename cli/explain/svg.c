/* svg: the stages one below the other, with a bar for the rows behind each; pipelines besides are set in. */
#include "cli/explain/explain.h"

#include "base/utf8.h"

#include <math.h>

#define WIDTH 760
#define STEP 44   /* from one stage to the next */
#define INDENT 24
#define BAR 140   /* of the most rows */
#define TEXT_MOST 72

typedef struct drawing {
    const explanation *e;
    buf *out;
    uint32_t y;
    uint64_t most;
} drawing;

static void put_escaped(buf *out, str s, uint32_t most)
{
    uint32_t n = 0;
    for (uint32_t at = 0; at < s.n; n++) {
        uint32_t from = at, cp = utf8_next(s, &at);
        if (n == most) {
            buf_text(out, "…");
            return;
        }
        const char *as = cp == '&' ? "&amp;" : cp == '<' ? "&lt;" : cp == '>' ? "&gt;" : cp == '"' ? "&quot;" : NULL;
        if (as)
            buf_text(out, as);
        else if (cp >= 32 && cp != 0xFFFE && cp != 0xFFFF)
            buf_str(out, str_sub(s, from, at - from));
    }
}

static void find_most(const shown_branch *b, const shown_stage *s, uint32_t depth, void *arg)
{
    drawing *d = arg;
    (void)b;
    (void)depth;
    d->most = s && s->rows > d->most ? s->rows : d->most;
}

static void put_stage(drawing *d, const shown_stage *s, uint32_t x)
{
    double bar = d->most ? BAR * log1p((double)s->rows) / log1p((double)d->most) : 0;
    str text = explain_source(d->e, s->of->at);
    if (s->before)
        buf_printf(d->out, "<path class=\"line\" d=\"M%u %u v%d\"/>\n", x + 8, d->y - 24, 10);
    buf_printf(d->out, "<g id=\"stage%u\"><title>", s->number);
    put_escaped(d->out, text, UINT32_MAX);
    buf_printf(d->out, "</title><text x=\"%u\" y=\"%u\">%u %s", x, d->y, s->number, s->before ? "| " : "");
    put_escaped(d->out, text, TEXT_MOST);
    buf_printf(d->out, "</text><rect x=\"%u\" y=\"%u\" width=\"%.1f\" height=\"6\"/><text class=\"rows\" x=\"%.1f\" y=\"%u\">", x + 16, d->y + 6, bar, x + 22 + bar, d->y + 13);
    if (s->failed.n) {
        buf_text(d->out, "cannot be shown alone");
    } else {
        if (s->before && !s->before->failed.n) {
            explain_count(d->out, s->before->rows);
            buf_text(d->out, " → ");
        }
        explain_count(d->out, s->rows);
        buf_text(d->out, s->rows == 1 ? " row" : " rows");
    }
    buf_text(d->out, "</text></g>\n");
    d->y += STEP;
}

static void put(const shown_branch *b, const shown_stage *s, uint32_t depth, void *arg)
{
    drawing *d = arg;
    uint32_t x = 16 + depth * INDENT;
    if (s && explain_wanted(d->e, s)) {
        put_stage(d, s, x);
    } else if (!s) {
        buf_printf(d->out, "<text class=\"title\" x=\"%u\" y=\"%u\">", x, d->y);
        put_escaped(d->out, b->of->title, TEXT_MOST);
        buf_text(d->out, "</text>\n");
        d->y += STEP / 2;
    }
}

void explain_svg(const explanation *e, buf *out)
{
    buf body = {0};
    drawing d = {.e = e, .out = &body, .y = 28};
    explain_each(e, find_most, &d);
    explain_each(e, put, &d);
    buf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %u %u\" width=\"%u\" height=\"%u\" role=\"img\" aria-label=\"what each operator does to the rows\">\n", WIDTH, d.y, WIDTH, d.y);
    buf_text(out, "<style>text{font:13px ui-monospace,monospace;fill:#1c2430}.rows,.title{font:12px system-ui,sans-serif;fill:#5d6b7d}rect{fill:#8fb0e6}"
                  ".line{stroke:#8fb0e6;fill:none}.paper{fill:#fbfbf9}@media(prefers-color-scheme:dark){text{fill:#e4e8ee}.rows,.title{fill:#98a5b5}.paper{fill:#14181e}}</style>\n"
                  "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    buf_str(out, buf_view(&body));
    buf_text(out, "</svg>\n");
    buf_drop(&body);
}
