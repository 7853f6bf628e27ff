#include "cli/markdown_text.h"

#include "base/plain.h"

static const char *style(bool color, const char *code) { return color ? code : ""; }
#define DIM "\033[2m"
#define PLAIN "\033[0m"

typedef struct printing {
    bool color, block, after_item;
    buf paragraph;
    buf *out;
} printing;

static void end_paragraph(printing *p)
{
    if (!p->paragraph.n)
        return;
    plain_wrap(p->out, buf_view(&p->paragraph), 0, 0);
    buf_text(p->out, "\n\n");
    buf_clear(&p->paragraph);
}

static void put_line(printing *p, str line)
{
    bool fence = line.n >= 3 && memcmp(line.p, "```", 3) == 0;
    if (fence) {
        end_paragraph(p);
        if (p->block)
            buf_text(p->out, "\n");
        p->block = !p->block;
        return;
    }
    if (p->block) {
        buf_printf(p->out, "    %s" STR_FMT "%s\n", style(p->color, DIM), STR_ARG(line), style(p->color, PLAIN));
        return;
    }
    bool item = line.n > 1 && line.p[0] == '-' && line.p[1] == ' ';
    if (!line.n || item)
        end_paragraph(p);
    if (item && p->after_item && p->out->n) /* items stand close */
        p->out->n--;
    p->after_item = item;
    if (p->paragraph.n)
        buf_char(&p->paragraph, ' ');
    for (uint32_t i = 0; i < line.n; i++) {
        if (line.p[i] != '`' && !(line.p[i] == '*' && i + 1 < line.n && line.p[i + 1] == '*') && !(line.p[i] == '*' && i && line.p[i - 1] == '*'))
            buf_char(&p->paragraph, line.p[i]);
    }
}

void markdown_text(str text, bool color, buf *out)
{
    printing p = {.color = color, .out = out};
    for (uint32_t i = 0; i < text.n;) {
        const char *nl = memchr(text.p + i, '\n', text.n - i);
        uint32_t end = nl ? (uint32_t)(nl - text.p) : text.n;
        put_line(&p, str_sub(text, i, end - i));
        i = end + 1;
    }
    end_paragraph(&p);
    buf_drop(&p.paragraph);
}
