/* parse_pattern: making a pattern ready. One of texts and untyped gaps is searched for text by text (parse_search below); one that needs
 * to know what values look like becomes a regular expression. */
#include "interp/ops/parse_pattern.h"

#define HEX4 "[0-9a-fA-F]{4}"
#define GUID "[0-9a-fA-F]{8}-?" HEX4 "-?" HEX4 "-?" HEX4 "-?[0-9a-fA-F]{12}"

/* What a value of the type looks like; NULL where nobody has measured it. */
static const char *value_shape(parse_kind kind, kql_type t)
{
    bool plain = kind != PARSE_REGEX;
    switch (t) {
    case T_INT:
    case T_LONG: return "\\s*[-+]?[0-9]+";
    case T_REAL:
    case T_DECIMAL: return plain ? "\\s*[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)" : "\\s*[-+]?[0-9]+(?:\\.[0-9]+)?";
    case T_BOOL: return plain ? "\\s*(?:(?i:true|false)|[-+]?[0-9]+)" : "\\s*(?i:true|false)";
    case T_GUID: return "\\s*(?:\\{" GUID "\\}|" GUID ")";
    case T_DATETIME:
        return plain ? NULL
                      : "\\s*(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{1,4})"
                        "(?:[Tt ]\\s*[0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2}(?:\\.[0-9]*)?)?)?(?:[Zz]|[-+][0-9]{1,2}(?::[0-9]{1,2})?)?";
    case T_TIMESPAN:
        return plain ? NULL : "\\s*-?(?:[0-9]+\\.[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}|[0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2})?)(?:\\.[0-9]*)?";
    default: return NULL;
    }
}

static bool is_text_type(kql_type t) { return t == T_STRING || t == T_DYNAMIC; }

static bool skip_follows(const parse_pattern *p, uint32_t i) { return i + 1 < p->n && p->parts[i + 1].kind == PART_SKIP; }

static bool refuse(diags *ds, span at, const char *what, const char *where)
{
    diag_error(ds, ST_UNSUPPORTED, NULL, at, "%s %s is not supported: how the engine answers is not known", what, where);
    return false;
}

/* ---- as a regular expression */

typedef struct writing {
    const parse_pattern *p;
    arena *mem;
    diags *ds;
    buf out;
} writing;

static void put_text_quoted(buf *out, str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        if (strchr("\\.+*?()|[]{}^$", s.p[i]) && s.p[i]) {
            buf_char(out, '\\');
        }
        buf_char(out, s.p[i]);
    }
}

static bool put_text(writing *w, const parse_part *part)
{
    if (w->p->kind != PARSE_REGEX) {
        put_text_quoted(&w->out, part->text);
        return true;
    }
    bool alternation;
    buf_str(&w->out, parse_fragment(w->mem, part->text, &alternation));
    if (memchr(w->p->flags.p ? w->p->flags.p : "", 'x', w->p->flags.n)) {
        buf_char(&w->out, '\n'); /* a remark ends with its text */
    }
    return !alternation || refuse(w->ds, part->at, "a | outside of parentheses", "in parse kind=regex");
}

/* The measured engine stops behaving like a matcher where nothing firm follows a time: refused. */
static bool time_is_held(const writing *w, uint32_t i)
{
    const parse_pattern *p = w->p;
    if (memchr(p->flags.p ? p->flags.p : "", 'U', p->flags.n) || i + 1 == p->n) {
        return false;
    }
    if (p->parts[i + 1].kind != PART_TEXT) {
        return true;
    }
    bool alternation;
    regex_error err;
    const regex *next = regex_new(w->mem, parse_fragment(w->mem, p->parts[i + 1].text, &alternation), REGEX_FIND, &err);
    return !next || !regex_matches(next, (str){0});
}

static bool put_column(writing *w, uint32_t i, uint32_t column)
{
    const parse_pattern *p = w->p;
    const parse_part *part = &p->parts[i];
    bool plain = p->kind != PARSE_REGEX, shaped = plain ? skip_follows(p, i) : !is_text_type(part->type);
    const char *shape = shaped ? value_shape(p->kind, part->type) : plain ? ".*?" : ".*";
    if (!shape) {
        return refuse(w->ds, part->at, "parsing", arena_printf(w->mem, "a %s column in front of *%c", type_name(part->type), 0).p);
    }
    if (!plain && type_is_ticks(part->type) && !time_is_held(w, i)) {
        return refuse(w->ds, part->at, "parse kind=regex", "with a time that nothing firm follows");
    }
    bool optional = shaped && plain && i + 2 == p->n; /* the skip behind it ends the pattern, so that it need not be there */
    buf_printf(&w->out, "(?P<kql_column_%u>%s%s%s)", column, optional ? "(?:" : "", shape, optional ? ")?" : "");
    return true;
}

static bool put_parts(writing *w)
{
    const parse_pattern *p = w->p;
    uint32_t column = 0;
    if (p->kind != PARSE_REGEX) {
        buf_text(&w->out, "(?s)\\A");
    } else if (p->flags.n) {
        buf_printf(&w->out, "(?" STR_FMT ")", STR_ARG(p->flags));
    }
    for (uint32_t i = 0; i < p->n; i++) {
        switch (p->parts[i].kind) {
        case PART_SKIP: buf_text(&w->out, ".*?"); break;
        case PART_TEXT:
            if (!put_text(w, &p->parts[i])) {
                return false;
            }
            break;
        case PART_COLUMN:
            if (!put_column(w, i, column++)) {
                return false;
            }
            break;
        }
    }
    if (p->kind != PARSE_REGEX) {
        buf_text(&w->out, "\\z");
    }
    return true;
}

static bool compile(parse_pattern *p, str text, arena *mem, diags *ds, span at)
{
    regex_error err;
    p->re = regex_new(mem, arena_str(mem, text), REGEX_FIND, &err);
    if (!p->re) {
        diag_error(ds, err.limit ? ST_LIMIT : ST_COMPILE, NULL, at, "this is no regular expression: " STR_FMT, STR_ARG(err.message));
        return false;
    }
    p->group = ARENA_ARRAY(mem, uint32_t, p->n_columns + 1);
    for (uint32_t i = 0; i < p->n_columns; i++) {
        p->group[i] = (uint32_t)regex_group_named(p->re, arena_printf(mem, "kql_column_%u", i));
    }
    return true;
}

static bool needs_shapes(const parse_pattern *p)
{
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->parts[i].kind == PART_COLUMN && skip_follows(p, i)) {
            return true;
        }
    }
    return p->kind == PARSE_REGEX;
}

bool parse_pattern_prepare(parse_pattern *p, arena *mem, diags *ds, span at)
{
    for (uint32_t i = 0; i < p->n; i++) {
        p->n_columns += p->parts[i].kind == PART_COLUMN;
    }
    if (!needs_shapes(p)) {
        return true;
    }
    writing w = {.p = p, .mem = mem, .ds = ds};
    bool ok = put_parts(&w) && compile(p, buf_view(&w.out), mem, ds, at);
    buf_drop(&w.out);
    return ok;
}
