/* flags_ways: the values of flags of explain, why and learn. */
#include "cli/flags.h"

#include "base/number_text.h"

#include <unistd.h>

static bool number(options *o, const char *v, int64_t most, int64_t *out)
{
    if (int64_parse(str_of(v), out) && *out >= 1 && *out <= most)
        return true;
    return flags_wrong(o, "expected a number from 1 to %lld", (long long)most);
}

bool set_explain_format(options *o, const char *v)
{
    static const char *const names[] = {"text", "json", "html", "mermaid", "svg"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(v, names[i]) == 0) {
            o->format = i ? v : NULL;
            return true;
        }
    }
    return flags_wrong(o, "no format '%s'; there are text, json, html, mermaid and svg", v);
}

bool set_rows(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, 10000, &n))
        return false;
    o->rows = (uint32_t)n;
    return true;
}

bool set_stage(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, 10000, &n))
        return false;
    o->stage = (uint32_t)n;
    return true;
}

bool set_text_or_json(options *o, const char *v)
{
    if (strcmp(v, "text") != 0 && strcmp(v, "json") != 0)
        return flags_wrong(o, "no format '%s'; there are text and json", v);
    o->format = strcmp(v, "json") == 0 ? v : NULL;
    return true;
}

/* FILE:LINE, unless there is a file of that whole name. */
static const char *split_line(options *o, const char *path, uint32_t *line)
{
    const char *colon = strrchr(path, ':');
    int64_t n;
    *line = 0;
    if (!colon || colon == path || access(path, F_OK) == 0 || !int64_parse(str_of(colon + 1), &n) || n < 1 || n > UINT32_MAX)
        return path;
    *line = (uint32_t)n;
    return arena_dup(o->mem, path, (size_t)(colon - path));
}

static bool is_known(const options *o, const source *s)
{
    for (uint32_t i = 0; i < o->n_sources; i++) {
        if (o->sources[i].kind == SOURCE_TABLE && str_eq(o->sources[i].name, s->name) && strcmp(o->sources[i].path, s->path) == 0)
            return true;
    }
    return false;
}

bool set_table_line(options *o, const char *v)
{
    const char *is = strchr(v, '=');
    uint32_t line;
    if (!is || is == v || !is[1])
        return flags_wrong(o, "expected TABLE=FILE or TABLE=FILE:LINE, as in -t SecurityEvent=events.jsonl:12");
    source s = {SOURCE_TABLE, {v, (uint32_t)(is - v)}, split_line(o, is + 1, &line)};
    if (line) {
        why_line *more = ARENA_ARRAY(o->mem, why_line, o->n_lines + 1);
        if (o->n_lines)
            memcpy(more, o->lines, o->n_lines * sizeof *more);
        more[o->n_lines++] = (why_line){s.name, s.path, line};
        o->lines = more;
    }
    return (line && is_known(o, &s)) || flags_add_source(o, s);
}

bool set_why_row(options *o, const char *v)
{
    o->why_row = v;
    return true;
}

bool set_why_match(options *o, const char *v)
{
    o->why_match = v;
    return *v || flags_wrong(o, "expected a text to look for");
}

bool set_out_row(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, UINT32_MAX, &n))
        return false;
    o->out_row = (uint32_t)n;
    return true;
}

bool set_hint(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, 100, &n))
        return false;
    o->hint = (uint32_t)n;
    return true;
}

bool set_solution(options *o, const char *v)
{
    (void)v;
    o->solution = true;
    return true;
}

bool set_reset(options *o, const char *v)
{
    (void)v;
    o->reset = true;
    return true;
}
