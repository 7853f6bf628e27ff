/* text: the stages one below the other, for a terminal. */
#include "cli/explain/explain.h"

#include "base/plain.h"
#include "base/utf8.h"
#include "tables/write/value.h"

#define CELL_MOST 28
#define GONE_MOST 12 /* columns that are named when they go */

typedef struct printing {
    const explanation *e;
    buf *out;
    uint32_t width;
    bool color;
    uint32_t depth;
} printing;

static const char *style(const printing *p, const char *code) { return p->color ? code : ""; }
#define BOLD "\033[1m"
#define DIM "\033[2m"
#define GREEN "\033[32m"
#define RED "\033[31m"
#define PLAIN "\033[0m"

static void indent(const printing *p, uint32_t more) { buf_printf(p->out, "%*s", (int)(p->depth * 3 + more), ""); }

/* ---- a sample: the columns that tell most, as many as there is room for */

static bool is_named(str query, str name)
{
    for (uint32_t i = 0; name.n && i + name.n <= query.n; i++) {
        bool left = i == 0 || !(utf8_is_term((unsigned char)query.p[i - 1]) || query.p[i - 1] == '_');
        bool right = i + name.n == query.n || !(utf8_is_term((unsigned char)query.p[i + name.n]) || query.p[i + name.n] == '_');
        if (left && right && memcmp(query.p + i, name.p, name.n) == 0)
            return true;
    }
    return false;
}

static str cell_text(const printing *p, datum v)
{
    buf b = {0}, shown = {0};
    value_shown(&b, v);
    show_text(&shown, buf_view(&b));
    str s = arena_str(p->e->mem, buf_view(&shown));
    buf_drop(&b);
    buf_drop(&shown);
    return s;
}

static uint32_t cell_width(const printing *p, datum v)
{
    uint32_t n = utf8_width(cell_text(p, v));
    return n < CELL_MOST ? n : CELL_MOST;
}

static uint32_t column_width(const printing *p, const shown_stage *s, uint32_t c)
{
    uint32_t n = utf8_width(s->cols.cols[c].name) + (s->change[c] != COLUMN_KEPT), all = s->sample.n + s->left_out.n;
    for (uint32_t i = 0; i < all; i++) {
        const datum *row = i < s->sample.n ? s->sample.cells + (size_t)i * s->cols.n : s->left_out.cells + (size_t)(i - s->sample.n) * s->cols.n;
        uint32_t w = cell_width(p, row[c]);
        n = w > n ? w : n;
    }
    return n < CELL_MOST ? n : CELL_MOST;
}

static bool has_values(const shown_stage *s, uint32_t c)
{
    for (uint32_t i = 0; i < s->sample.n; i++) {
        const datum *v = &s->sample.cells[(size_t)i * s->cols.n + c];
        if (!v->null && !(v->type == T_STRING && v->s.n == 0))
            return true;
    }
    return false;
}

static int worth(const printing *p, const shown_stage *s, uint32_t c)
{
    if (s->change[c] != COLUMN_KEPT)
        return 3;
    return is_named(query_source_text(&p->e->source), s->cols.cols[c].name) ? 2 : has_values(s, c);
}

/* Which columns are shown; returns how many are not. */
static uint32_t choose(const printing *p, const shown_stage *s, bool *shown)
{
    uint32_t room = p->width > p->depth * 3 + 8 ? p->width - p->depth * 3 - 5 : 20, left = s->cols.n;
    bool full = false;
    for (int level = 3; level >= 1 && !full; level--) {
        for (uint32_t c = 0; c < s->cols.n && !full; c++) {
            uint32_t w = shown[c] || worth(p, s, c) != level ? 0 : column_width(p, s, c) + 2;
            full = w > room;
            if (!w || full)
                continue;
            shown[c] = true;
            room -= w;
            left--;
        }
    }
    return left;
}

static void put_cell(const printing *p, str text, uint32_t width, bool mark)
{
    uint32_t n = 0, at = 0, cells = utf8_width(text);
    buf_text(p->out, "  ");
    buf_text(p->out, mark ? style(p, GREEN) : "");
    while (at < text.n) {
        uint32_t from = at;
        utf8_next(text, &at);
        uint32_t w = utf8_width(str_sub(text, from, at - from));
        if (n + w > width - (cells > width)) {
            buf_text(p->out, "…");
            n++;
            break;
        }
        buf_str(p->out, str_sub(text, from, at - from));
        n += w;
    }
    buf_text(p->out, mark ? style(p, PLAIN) : "");
    for (; n < width; n++)
        buf_char(p->out, ' ');
}

static void end_line(buf *out, const char *after)
{
    while (out->n && out->p[out->n - 1] == ' ')
        out->n--;
    buf_text(out, after);
    buf_char(out, '\n');
}

static void put_row(const printing *p, const shown_stage *s, const datum *row, uint32_t number, bool left_out, const bool *shown)
{
    indent(p, 1);
    buf_printf(p->out, "%s%s", left_out ? style(p, RED) : "", left_out ? "-" : " ");
    for (uint32_t c = 0; c < s->cols.n; c++) {
        if (shown[c])
            put_cell(p, cell_text(p, row[c]), column_width(p, s, c), !left_out && explain_changed(s, number, c));
    }
    end_line(p->out, left_out ? style(p, PLAIN) : "");
}

static void put_sample(const printing *p, const shown_stage *s)
{
    bool *shown = ARENA_ARRAY(p->e->mem, bool, s->cols.n + 1);
    uint32_t left = choose(p, s, shown);
    if (!s->sample.n && !s->left_out.n)
        return;
    indent(p, 2);
    for (uint32_t c = 0; c < s->cols.n; c++) {
        str name = s->cols.cols[c].name;
        if (shown[c] && s->change[c] != COLUMN_KEPT)
            name = arena_printf(p->e->mem, "%c" STR_FMT, s->change[c] == COLUMN_ADDED ? '+' : '~', STR_ARG(name));
        if (shown[c])
            put_cell(p, name, column_width(p, s, c), s->change[c] != COLUMN_KEPT);
    }
    end_line(p->out, "");
    for (uint32_t i = 0; i < s->sample.n; i++)
        put_row(p, s, s->sample.cells + (size_t)i * s->cols.n, i, false, shown);
    for (uint32_t i = 0; i < s->left_out.n; i++)
        put_row(p, s, s->left_out.cells + (size_t)i * s->cols.n, i, true, shown);
    if (left) {
        indent(p, 4);
        buf_printf(p->out, "%sand %u more column%s%s\n", style(p, DIM), left, left == 1 ? "" : "s", style(p, PLAIN));
    }
}

/* ---- a stage */

static void put_names(const printing *p, const shown_stage *s)
{
    buf b = {0};
    if (!s->before) {
        indent(p, 3);
        buf_printf(p->out, "%u column%s\n", s->cols.n, s->cols.n == 1 ? "" : "s");
        return;
    }
    for (uint32_t i = 0; i < s->cols.n; i++) {
        if (s->change[i] != COLUMN_KEPT)
            buf_printf(&b, "%s%c" STR_FMT ":%s", b.n ? " " : "", s->change[i] == COLUMN_ADDED ? '+' : '~', STR_ARG(s->cols.cols[i].name), type_name(s->cols.cols[i].type));
    }
    for (uint32_t i = 0; i < s->n_gone && s->n_gone <= GONE_MOST; i++)
        buf_printf(&b, "%s-" STR_FMT, b.n ? " " : "", STR_ARG(s->gone[i].name));
    if (s->n_gone > GONE_MOST)
        buf_printf(&b, "%s-%u others", b.n ? " " : "", s->n_gone);
    if (b.n) {
        indent(p, 3);
        buf_text(p->out, "columns ");
        plain_wrap(p->out, buf_view(&b), p->depth * 3 + 11, p->depth * 3 + 11);
        buf_char(p->out, '\n');
    }
    buf_drop(&b);
}

static void put_amounts(const printing *p, const shown_stage *s)
{
    indent(p, 3);
    if (s->before && !s->before->failed.n) {
        explain_count(p->out, s->before->rows);
        buf_text(p->out, " -> ");
    }
    buf_text(p->out, style(p, BOLD));
    explain_count(p->out, s->rows);
    buf_printf(p->out, " row%s%s", s->rows == 1 ? "" : "s", style(p, PLAIN));
    buf_printf(p->out, "%s   line %u, %.1f ms%s\n", style(p, DIM), explain_line(p->e, s->of->at), s->own * 1e3, style(p, PLAIN));
}

static void put_conditions(const printing *p, const shown_stage *s)
{
    for (uint32_t i = 0; s->kept && i < s->of->n_conditions; i++) {
        indent(p, 3);
        buf_text(p->out, "holds for ");
        explain_count(p->out, s->kept[i]);
        buf_text(p->out, ": ");
        plain_wrap(p->out, explain_source(p->e, s->of->conditions[i]), p->depth * 3 + 20, p->depth * 3 + 5);
        buf_char(p->out, '\n');
    }
}

static void put_stage(printing *p, const shown_stage *s)
{
    buf_char(p->out, '\n');
    indent(p, 0);
    buf_printf(p->out, "%s%-2u%s ", style(p, BOLD), s->number, s->before ? " |" : "");
    plain_wrap(p->out, explain_source(p->e, s->of->at), p->depth * 3 + (s->before ? 5 : 3), p->depth * 3 + 5);
    buf_printf(p->out, "%s\n", style(p, PLAIN));
    if (s->failed.n) {
        indent(p, 3);
        buf_printf(p->out, "cannot be shown alone: " STR_FMT "\n", STR_ARG(s->failed));
        return;
    }
    put_amounts(p, s);
    if (s->of->apart) {
        indent(p, 3);
        buf_printf(p->out, "(not stepped into: %s)\n", s->of->apart);
    }
    put_names(p, s);
    put_conditions(p, s);
    put_sample(p, s);
}

static void put_title(const printing *p, const shown_branch *b)
{
    buf_char(p->out, '\n');
    indent(p, 0);
    buf_printf(p->out, "%s" STR_FMT "%s", style(p, DIM), STR_ARG(b->of->title), style(p, PLAIN));
    if (b->is_value) {
        buf_text(p->out, " = ");
        buf_str(p->out, cell_text(p, b->value));
    }
    buf_char(p->out, '\n');
}

static void put(const shown_branch *b, const shown_stage *s, uint32_t depth, void *arg)
{
    printing *p = arg;
    p->depth = depth;
    bool alone = depth == 0 && !b->next && b == p->e->branches; /* one pipeline needs no title */
    if (s && explain_wanted(p->e, s))
        put_stage(p, s);
    else if (!s && !p->e->o->stage && !alone)
        put_title(p, b);
}

void explain_text(const explanation *e, uint32_t width, bool color, buf *out)
{
    printing p = {.e = e, .out = out, .width = width ? width : 80, .color = color};
    explain_each(e, put, &p);
    if (out->n && out->p[0] == '\n')
        memmove(out->p, out->p + 1, --out->n);
}
