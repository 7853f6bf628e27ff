/* lessons: the pages that are built in, in the order of the course, and reading them. */
#include "cli/learn/learn.h"

#include "base/embed.h"

#define LESSONS(X) \
    X(where, "01-where.md") X(strings, "02-strings.md") X(time, "03-time.md") X(columns, "04-columns.md") X(nulls, "05-nulls.md") \
    X(summarize, "06-summarize.md") X(bin, "07-bin.md") X(join, "08-join.md") X(union_, "09-union.md") X(dynamic, "10-dynamic.md") \
    X(parse, "11-parse.md") X(let, "12-let.md") X(series, "13-series.md") X(tuning, "14-tuning.md") X(detection, "15-detection.md") \
    X(testing, "16-testing.md")

#define PAGE(NAME, FILE) EMBED(lesson_##NAME, "queries/lessons/" FILE);
LESSONS(PAGE)

static const struct {
    const char *file, *text, *end;
} pages[] = {
#define ROW(NAME, FILE) {FILE, lesson_##NAME, lesson_##NAME##_end},
    LESSONS(ROW)};

uint32_t lessons_count(void) { return sizeof pages / sizeof *pages; }

/* The file's name between its number and its ending. */
const char *lesson_name(uint32_t i)
{
    static char names[sizeof pages / sizeof *pages][24];
    snprintf(names[i], sizeof names[i], "%.*s", (int)(strlen(pages[i].file) - 6), pages[i].file + 3);
    return names[i];
}

int lesson_find(const char *wanted)
{
    int64_t number = 0;
    for (const char *p = wanted; *p >= '0' && *p <= '9' && number < 1000; p++)
        number = number * 10 + (*p - '0');
    if (number >= 1 && number <= lessons_count() && wanted[strspn(wanted, "0123456789")] == 0)
        return (int)number - 1;
    for (uint32_t i = 0; i < lessons_count(); i++) {
        if (strcmp(lesson_name(i), wanted) == 0)
            return (int)i;
    }
    return -1;
}

/* ---- reading a page */

typedef struct reading {
    arena *mem;
    lesson *l;
    str rest;
    lesson_table **table;
    lesson_try **attempt;
} reading;

static str next_line(str *rest)
{
    const char *nl = rest->n ? memchr(rest->p, '\n', rest->n) : NULL;
    uint32_t n = nl ? (uint32_t)(nl - rest->p) : rest->n;
    str line = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n + (nl != NULL), rest->n - n - (nl != NULL));
    return line;
}

static bool begins(str s, const char *with) { return s.n >= strlen(with) && memcmp(s.p, with, strlen(with)) == 0; }

/* The block that has just been opened, up to its closing fence. */
static str block(reading *r)
{
    str from = r->rest;
    uint32_t n = 0;
    while (r->rest.n) {
        str line = next_line(&r->rest);
        if (begins(line, "```"))
            break;
        n = (uint32_t)(line.p + line.n + 1 - from.p);
    }
    return str_sub(from, 0, n);
}

static void add_hint(reading *r, str line)
{
    str *more = ARENA_ARRAY(r->mem, str, r->l->n_hints + 1);
    if (r->l->n_hints)
        memcpy(more, r->l->hints, r->l->n_hints * sizeof *more);
    more[r->l->n_hints++] = str_sub(line, 2, line.n - 2);
    r->l->hints = more;
}

static void read_block(reading *r, str heading, str info)
{
    str text = block(r);
    if (str_is(heading, "Data") && begins(info, "jsonl ")) {
        *r->table = ARENA_NEW(r->mem, lesson_table);
        **r->table = (lesson_table){.name = str_sub(info, 6, info.n - 6), .rows = text};
        r->table = &(*r->table)->next;
    } else if (str_is(heading, "Solution")) {
        r->l->solution = text;
    } else if (str_is(heading, "Not quite") && str_is(info, "kql")) {
        *r->attempt = ARENA_NEW(r->mem, lesson_try);
        **r->attempt = (lesson_try){.query = text};
        r->attempt = &(*r->attempt)->next;
    }
}

static void read_part(reading *r, str heading, str line)
{
    lesson_try *last = r->l->tries;
    while (last && last->next)
        last = last->next;
    if (str_is(heading, "Hints") && begins(line, "- "))
        add_hint(r, line);
    else if (str_is(heading, "Not quite") && begins(line, "> ") && last && !last->said.n)
        last->said = str_sub(line, 2, line.n - 2);
}

bool lesson_read(arena *mem, uint32_t i, lesson *out)
{
    *out = (lesson){.name = lesson_name(i), .page = {pages[i].text, (uint32_t)(pages[i].end - pages[i].text)}};
    reading r = {mem, out, out->page, &out->tables, &out->tries};
    str heading = {0};
    out->title = next_line(&r.rest);
    if (!begins(out->title, "# "))
        return false;
    out->title = str_sub(out->title, 2, out->title.n - 2);
    const char *from = r.rest.p;
    while (r.rest.n) {
        str line = next_line(&r.rest);
        if (begins(line, "## ")) {
            if (!heading.n)
                out->text = (str){from, (uint32_t)(line.p - from)};
            else if (str_is(heading, "Task"))
                out->task = (str){from, (uint32_t)(line.p - from)};
            heading = str_sub(line, 3, line.n - 3);
            from = r.rest.p;
        } else if (begins(line, "```")) {
            read_block(&r, heading, str_sub(line, 3, line.n - 3));
        } else {
            read_part(&r, heading, line);
        }
    }
    return out->text.n && out->task.n && out->solution.n && out->tables && out->n_hints;
}
