/* page: a lesson's page for a terminal. */
#include "cli/learn/learn.h"
#include "cli/markdown_text.h"

static const char *style(bool color, const char *code) { return color ? code : ""; }
#define BOLD "\033[1m"
#define PLAIN "\033[0m"

void lesson_print(const lesson *l, bool color, buf *out)
{
    buf_printf(out, "%s" STR_FMT "%s\n\n", style(color, BOLD), STR_ARG(l->title), style(color, PLAIN));
    markdown_text(l->text, color, out);
    for (const lesson_table *t = l->tables; t; t = t->next) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < t->rows.n; i++)
            n += t->rows.p[i] == '\n';
        buf_printf(out, "The table " STR_FMT " has %u rows: kql learn %s -e '" STR_FMT "' shows them.\n", STR_ARG(t->name), n, l->name, STR_ARG(t->name));
    }
    buf_printf(out, "\n%sYour task%s\n\n", style(color, BOLD), style(color, PLAIN));
    markdown_text(l->task, color, out);
}
