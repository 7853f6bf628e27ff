/* text: the ways for people, at most 80 columns wide. */
#include "cli/why/why.h"

#include "base/utf8.h"
#include "interp/ops/operators.h"

#define WIDTH 80
#define EVENTS_MOST 200 /* that are shown of one row */
#define VALUE_MOST 60 /* code points of a value that are shown */

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static str one_line(arena *mem, str t)
{
    char *copy = arena_dup(mem, t.p ? t.p : "", t.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < t.n; i++) {
        bool blank = is_blank(copy[i]);
        if (!blank || (n && copy[n - 1] != ' '))
            copy[n++] = blank ? ' ' : copy[i];
    }
    return (str){copy, n};
}

str why_source(const why *w, span at)
{
    str q = w->query->text;
    return at.start + at.len <= q.n ? one_line(w->mem, str_sub(q, at.start, at.len)) : (str){0};
}

/* At most `most` code points; the rest is three dots. */
static str cut(arena *mem, str t, uint32_t most)
{
    uint32_t at = 0, n = 0;
    if (utf8_count(t) <= most)
        return t;
    while (n + 3 < most) {
        utf8_next(t, &at);
        n++;
    }
    return arena_printf(mem, STR_FMT "...", STR_ARG(str_sub(t, 0, at)));
}

str why_value_text(arena *mem, datum d)
{
    if (d.null)
        return STR("null");
    str t = cut(mem, one_line(mem, datum_text(mem, d)), VALUE_MOST);
    return d.type == T_STRING ? arena_printf(mem, "\"" STR_FMT "\"", STR_ARG(t)) : t;
}

static const char *paint(const why *w, const char *code) { return w->color ? code : ""; }
#define RED "\x1b[31m"
#define GREEN "\x1b[32m"
#define BOLD "\x1b[1m"
#define DIM "\x1b[2m"
#define PLAIN "\x1b[0m"

static uint32_t line_of(const why *w, span at)
{
    uint32_t line, col;
    diag_place(w->file, query_text_place(w->query, at).start, &line, &col);
    return line;
}

static void put_place(const why *w, const why_table *t, uint32_t row, buf *out)
{
    buf_printf(out, "%s" STR_FMT " row %u%s", paint(w, BOLD), STR_ARG(t->name), row + 1, paint(w, PLAIN));
    if (t->files)
        buf_printf(out, "  %s:%u", t->files[row], t->lines[row]);
    buf_char(out, '\n');
}

/* The event's values, those that it has, broken at 80. */
static void put_row(const why *w, const why_table *t, uint32_t row, buf *out)
{
    uint32_t at = WIDTH;
    const schema *cols = &t->rows->node->cols;
    for (uint32_t c = 0; c < cols->n; c++) {
        datum d = rows_get(&t->rows->store, row, c);
        if (d.null || (d.type == T_STRING && !d.s.n))
            continue;
        str item = cut(w->mem, arena_printf(w->mem, STR_FMT "=" STR_FMT, STR_ARG(cols->cols[c].name), STR_ARG(why_value_text(w->mem, d))), WIDTH - 4);
        uint32_t n = utf8_width(item);
        bool fresh = at + 2 + n > WIDTH;
        buf_printf(out, "%s" STR_FMT, fresh ? (at == WIDTH ? "    " : "\n    ") : "  ", STR_ARG(item));
        at = fresh ? 4 + n : at + 2 + n;
        at = at == WIDTH ? at - 1 : at; /* WIDTH itself says that nothing was written */
    }
    buf_text(out, at == WIDTH ? "" : "\n");
}

/* Text broken at blanks, each line indented. */
static void put_wrapped(str t, uint32_t indent, buf *out)
{
    uint32_t at = indent;
    buf_printf(out, "%*s", (int)indent, "");
    for (uint32_t i = 0; i < t.n;) {
        uint32_t end = i;
        while (end < t.n && t.p[end] != ' ')
            end++;
        str word = str_sub(t, i, end - i);
        uint32_t n = utf8_width(word);
        bool fresh = at == indent, over = !fresh && at + 1 + n > WIDTH;
        if (over)
            buf_printf(out, "\n%*s", (int)indent, "");
        buf_text(out, fresh || over ? "" : " ");
        buf_str(out, word);
        at = (over ? indent : fresh ? at : at + 1) + n;
        i = end + 1;
    }
    buf_char(out, '\n');
}

static void put_reason(const why *w, const why_reason *r, bool ended, buf *out)
{
    uint32_t indent = 12 + 2 * r->depth;
    buf_text(out, paint(w, ended && !r->depth ? RED : ""));
    put_wrapped(r->text, indent, out);
    buf_text(out, paint(w, ended && !r->depth ? PLAIN : ""));
    for (uint32_t i = 0; i < r->n_values; i++) {
        str item = arena_printf(w->mem, STR_FMT " = " STR_FMT, STR_ARG(cut(w->mem, r->values[i].name, 40)), STR_ARG(why_value_text(w->mem, r->values[i].value)));
        buf_printf(out, "%*s" STR_FMT "\n", (int)indent + 2, "", STR_ARG(cut(w->mem, item, WIDTH - indent - 2)));
    }
    if (r->hint.n)
        put_wrapped(r->hint, indent + 2, out);
}

static bool same_place(const why_step *a, const why_step *b)
{
    return a->stage->node->at.start == b->stage->node->at.start && a->stage->node->at.len == b->stage->node->at.len;
}

/* A node that reads several tables stands for its whole text, legs and all: its first line is enough. */
static str heading(const why *w, const why_step *s)
{
    if (s->stage->table)
        return table_name(s->stage->table->table);
    span at = s->stage->node->at;
    str q = w->query->text;
    if (at.start + at.len > q.n || !at.len)
        return str_of(s->stage->node->op->name);
    str t = str_sub(q, at.start, at.len);
    if (s->stage->node->op == &op_union) {
        for (uint32_t i = 0; i < t.n; i++)
            t.n = t.p[i] == '\n' || t.p[i] == '(' ? i : t.n;
        while (t.n && (is_blank(t.p[t.n - 1]) || t.p[t.n - 1] == ','))
            t.n--;
    }
    return one_line(w->mem, t);
}

static void put_step(const why *w, const why_step *s, bool first, buf *out)
{
    const char *mark = first ? "" : "| ";
    str text = heading(w, s);
    bool bar = text.n && text.p[0] == '|';
    buf_printf(out, "  %s%6u%s  %s%s" STR_FMT "%s", paint(w, DIM), line_of(w, s->stage->node->at), paint(w, PLAIN), paint(w, s->n_out ? "" : RED), bar ? "" : mark,
               STR_ARG(cut(w->mem, text, 52)), paint(w, s->n_out ? "" : PLAIN));
    if (!first && !s->n_out)
        buf_printf(out, "  %sends here%s", paint(w, RED), paint(w, PLAIN));
    else if (!first && (s->n_out != 1 || s->n_in != 1))
        buf_printf(out, "  %u of %u rows", s->n_out, s->n_in);
    buf_char(out, '\n');
    for (const why_reason *r = s->reasons; r; r = r->next)
        put_reason(w, r, !s->n_out, out);
}

/* The values of a row of the result. */
static void put_result_row(const why *w, uint32_t row, buf *out)
{
    const schema *cols = &w->result->node->cols;
    uint32_t at = 12;
    buf_text(out, "           ");
    for (uint32_t c = 0; c < cols->n; c++) {
        datum d = rows_get(&w->result->store, row, c);
        if (d.null || (d.type == T_STRING && !d.s.n))
            continue;
        str item = cut(w->mem, arena_printf(w->mem, STR_FMT "=" STR_FMT, STR_ARG(cols->cols[c].name), STR_ARG(why_value_text(w->mem, d))), WIDTH - 12);
        uint32_t n = utf8_width(item);
        bool fresh = at + 1 + n > WIDTH;
        buf_printf(out, "%s " STR_FMT, fresh ? "\n           " : "", STR_ARG(item));
        at = (fresh ? 11 : at) + 1 + n;
    }
    buf_char(out, '\n');
}

#define ROWS_MOST 20

static const char *outcome(const why_way *way) { return way->arrives ? "into the result" : way->into ? "into a condition or a value" : "it ends on the way"; }

/* What reads the rows, and which of them they are. */
static void put_into(const why *w, const why_way *way, buf *out)
{
    const why_step *last = &way->steps[way->n - 1];
    const expr *e = way->into->by;
    bool list = e->kind == EX_TABLE;
    buf_printf(out, "  %s      =  row %u of what this reads, on line %u:%s\n", paint(w, GREEN), last->out[0] + 1, line_of(w, e->at), paint(w, PLAIN));
    put_wrapped(cut(w->mem, why_source(w, e->at), 60), 12, out);
    if (!list && last->out[0] > 0)
        put_wrapped(STR("toscalar() takes the first row alone"), 12, out);
}

static void put_end(const why *w, const why_way *way, buf *out)
{
    const why_step *last = &way->steps[way->n - 1];
    if (way->into)
        put_into(w, way, out);
    for (uint32_t i = 0; way->arrives && i < last->n_out && i < ROWS_MOST; i++) {
        buf_printf(out, "  %s      =  row %u of the result%s\n", paint(w, GREEN), last->out[i] + 1, paint(w, PLAIN));
        put_result_row(w, last->out[i], out);
    }
    if (way->arrives && last->n_out > ROWS_MOST)
        buf_printf(out, "         and %u more\n", last->n_out - ROWS_MOST);
}

/* One operator that is made of several stages is shown by the last of them. */
static bool is_inner(const why_way *way, uint32_t i)
{
    if (!i || way->steps[i].reasons)
        return false;
    for (uint32_t k = i + 1; k < way->n; k++) {
        for (uint32_t from = 1; from <= i; from++) {
            if (same_place(&way->steps[from], &way->steps[k]))
                return true;
        }
    }
    return false;
}

static void put_way(const why *w, const why_way *way, buf *out)
{
    for (uint32_t i = 0; i < way->n; i++) {
        if (!is_inner(way, i))
            put_step(w, &way->steps[i], i == 0, out);
    }
    put_end(w, way, out);
}

void why_text(why *w, buf *out)
{
    for (uint32_t i = 0; i < w->n_events; i++) {
        const why_event *e = &w->events[i];
        uint32_t ways = 0, n = 0;
        buf_text(out, i ? "\n" : "");
        put_place(w, e->table, e->row, out);
        put_row(w, e->table, e->row, out);
        for (const why_way *way = e->ways; way; way = way->next)
            ways++;
        for (const why_way *way = e->ways; way; way = way->next) {
            if (ways > 1)
                buf_printf(out, "  way %u of %u: %s\n", ++n, ways, outcome(way));
            put_way(w, way, out);
        }
    }
}

void why_text_back(why *w, uint32_t row, buf *out)
{
    lineage_set s = w->result->events[row];
    buf_printf(out, "%srow %u of the result%s is made of %u event%s\n", paint(w, BOLD), row + 1, paint(w, PLAIN), s.n, s.n == 1 ? "" : "s");
    put_result_row(w, row, out);
    for (uint32_t i = 0; i < s.n; i++) {
        if (i == EVENTS_MOST) {
            buf_printf(out, "and %u more\n", s.n - i);
            break;
        }
        const why_table *t = why_table_of(w, s.ids[i]);
        put_place(w, t, s.ids[i] - t->of->first, out);
        put_row(w, t, s.ids[i] - t->of->first, out);
    }
}
