/* regex_parse: alternation, repetition, groups and flags. Errors name the construct and its place. */
#include "base/utf8.h"
#include "interp/scalar/regex_read.h"

/* ---- the reader */

uint32_t read_peek(const regex_reader *r)
{
    uint32_t at = r->at;
    return at < r->text.n ? utf8_next(r->text, &at) : UINT32_MAX;
}

uint32_t read_next(regex_reader *r) { return r->at < r->text.n ? utf8_next(r->text, &r->at) : UINT32_MAX; }

bool read_looking_at(const regex_reader *r, const char *ascii)
{
    size_t n = strlen(ascii);
    return r->text.n - r->at >= n && memcmp(r->text.p + r->at, ascii, n) == 0;
}

bool read_take(regex_reader *r, const char *ascii)
{
    if (r->at >= r->text.n || !read_looking_at(r, ascii)) return false;
    r->at += (uint32_t)strlen(ascii);
    return true;
}

void read_blanks(regex_reader *r)
{
    if (!r->flags.verbose) return;
    while (r->at < r->text.n) {
        uint32_t c = read_peek(r);
        if (c == '#') {
            while (r->at < r->text.n && r->text.p[r->at] != '\n') r->at++;
        } else if (c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0x200E || c == 0x200F || c == 0x2028 || c == 0x2029) {
            read_next(r);
        } else {
            return;
        }
    }
}

bool read_fail(regex_reader *r, uint32_t at, const char *fmt, ...)
{
    if (r->failed) return false;
    va_list ap;
    va_start(ap, fmt);
    *r->err = (regex_error){.message = arena_vprintf(r->mem, fmt, ap), .at = at};
    va_end(ap);
    r->failed = true;
    return false;
}

/* ---- nodes */

regex_node *regex_node_new(arena *mem, node_kind kind)
{
    regex_node *n = ARENA_NEW(mem, regex_node);
    n->kind = (uint8_t)kind;
    return n;
}

void regex_node_add(arena *mem, regex_node *to, regex_node *kid)
{
    if (to->n == to->cap) {
        to->cap = to->cap ? to->cap * 2 : 4;
        regex_node **more = ARENA_ARRAY(mem, regex_node *, to->cap);
        if (to->n) memcpy(more, to->kid, to->n * sizeof *more);
        to->kid = more;
    }
    to->kid[to->n++] = kid;
}

static regex_node *of_set(regex_reader *r, code_set *set)
{
    regex_node *n = regex_node_new(r->mem, RX_SET);
    n->set = set;
    return n;
}

static regex_node *of_assert(regex_reader *r, regex_assert what)
{
    regex_node *n = regex_node_new(r->mem, RX_ASSERT);
    n->assert = (uint8_t)what;
    return n;
}

/* ---- groups */

static regex_node *read_alternatives(regex_reader *r);

/* (?=  (?<name> ... : the ones that Rust's dialect lacks. */
static bool refuse_group(regex_reader *r, uint32_t at)
{
    static const struct {
        const char *text, *what;
    } lacking[] = {{"?=", "look-ahead"}, {"?!", "negative look-ahead"}, {"?<=", "look-behind"}, {"?<!", "negative look-behind"},
                   {"?>", "an atomic group"}, {"?P=", "a backreference"}, {"?P>", "a subroutine call"}, {"?&", "a subroutine call"},
                   {"?(", "a conditional group"}, {"?|", "a branch reset group"}, {"?#", "a comment group"}, {"*", "a verb"}};
    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++)
        if (read_looking_at(r, lacking[i].text) && r->at < r->text.n) {
            return read_fail(r, at, "%s, (%s, is not supported", lacking[i].what, lacking[i].text);
        }
    return true;
}

static bool set_flag(regex_flags *f, uint32_t c, bool on)
{
    switch (c) {
    case 'i': f->fold = on; return true;
    case 'm': f->multi = on; return true;
    case 's': f->dot_all = on; return true;
    case 'R': f->crlf = on; return true;
    case 'U': f->swap = on; return true;
    case 'u': f->unicode = on; return true;
    case 'x': f->verbose = on; return true;
    default: return false;
    }
}

/* Behind (?: flags, up to and with : or ). */
static bool read_flags(regex_reader *r, regex_flags *f, bool *closed)
{
    bool on = true, any = false;
    for (;;) {
        uint32_t at = r->at, c = read_next(r);
        if (c == UINT32_MAX) return read_fail(r, at, "a group is not closed");
        if (c == ':' || c == ')') {
            *closed = c == ')';
            if ((*closed && !any) || (!on && r->text.p[at - 1] == '-')) return read_fail(r, at, "a flag is missing here");
            return true;
        }
        any = true;
        if (c == '-' && on) {
            on = false;
        } else if (!set_flag(f, c, on)) {
            return read_fail(r, at, "the flag '" STR_FMT "' is not known", (int)(r->at - at), r->text.p + at);
        }
    }
}

static bool is_name(uint32_t c, bool first)
{
    if (c == '_' || (c | 32) - 'a' < 26) return true;
    if (c > 127 && c != UINT32_MAX) return class_is_word(c);
    return !first && (c - '0' < 10 || c == '.' || c == '[' || c == ']');
}

static bool read_name(regex_reader *r, uint32_t number)
{
    uint32_t from = r->at;
    if (!is_name(read_peek(r), true)) return read_fail(r, from, "a group's name must begin with a letter or _");
    while (is_name(read_peek(r), false)) read_next(r);
    str name = str_sub(r->text, from, r->at - from);
    if (!read_take(r, ">")) return read_fail(r, from, "a group's name is not closed with >");
    for (uint32_t i = 1; i < number; i++)
        if (str_eq(r->tree->names[i], name)) return read_fail(r, from, "two groups are named '" STR_FMT "'", STR_ARG(name));
    r->tree->names[number] = arena_str(r->mem, name);
    return true;
}

static uint32_t number_group(regex_reader *r)
{
    regex_tree *t = r->tree;
    if (++t->n_groups >= r->names_cap) {
        str *more = ARENA_ARRAY(r->mem, str, r->names_cap * 2);
        memcpy(more, t->names, r->names_cap * sizeof *more);
        t->names = more;
        r->names_cap *= 2;
    }
    return t->n_groups;
}

/* Behind the (. NULL with failed unset: it only set flags. */
static regex_node *read_group(regex_reader *r, uint32_t open)
{
    regex_flags outside = r->flags, inside = r->flags;
    regex_node *group = NULL;
    bool closed = false;
    if (!refuse_group(r, open)) return NULL;
    if (read_take(r, "?P<") || read_take(r, "?<")) {
        group = regex_node_new(r->mem, RX_GROUP);
        group->group = number_group(r);
        if (!read_name(r, group->group)) return NULL;
    } else if (read_take(r, "?")) {
        if (!read_flags(r, &inside, &closed)) return NULL;
    } else {
        group = regex_node_new(r->mem, RX_GROUP);
        group->group = number_group(r);
    }
    r->flags = inside;
    if (closed) return NULL;
    if (++r->depth > REGEX_DEPTH) read_fail(r, open, "the pattern is nested too deeply");
    regex_node *body = r->failed ? NULL : read_alternatives(r);
    if (!body) return NULL;
    r->depth--;
    if (!read_take(r, ")")) {
        read_fail(r, open, "a ( is not closed");
        return NULL;
    }
    r->flags = outside;
    if (!group) return body;
    regex_node_add(r->mem, group, body);
    return group;
}

/* ---- one thing, and how often */

static regex_node *read_dot(regex_reader *r)
{
    if (!r->flags.unicode) {
        read_fail(r, r->at - 1, "without the flag u, . could match half a character");
        return NULL;
    }
    code_set *s = set_of_kind(r->mem, SET_UNION);
    s->negated = true;
    if (!r->flags.dot_all) set_add(r->mem, s, set_range(r->mem, '\n', '\n', false));
    if (!r->flags.dot_all && r->flags.crlf) set_add(r->mem, s, set_range(r->mem, '\r', '\r', false));
    return of_set(r, s);
}

static regex_assert line_end(const regex_flags *f, bool start)
{
    if (!f->multi) return start ? AT_TEXT_START : AT_TEXT_END;
    if (f->crlf) return start ? AT_LINE_START_CRLF : AT_LINE_END_CRLF;
    return start ? AT_LINE_START : AT_LINE_END;
}

/* NULL without failed: flags only. */
static regex_node *read_atom(regex_reader *r)
{
    uint32_t at = r->at, c = read_peek(r);
    code_set *set;
    regex_assert assert = AT_TEXT_START;
    switch (c) {
    case '\\': return !read_escape(r, false, &set, &assert) ? NULL : set ? of_set(r, set) : of_assert(r, assert);
    case '[': return read_brackets(r, &set) ? of_set(r, set) : NULL;
    case '(': r->at++; return read_group(r, at);
    case '.': r->at++; return read_dot(r);
    case '^':
    case '$': r->at++; return of_assert(r, line_end(&r->flags, c == '^'));
    case '*': case '+': case '?': case '{':
        read_fail(r, at, "'%c' repeats nothing here; a plain one is written \\%c", (char)c, (char)c);
        return NULL;
    default: break;
    }
    read_next(r);
    if (c > 127 && !r->flags.unicode) {
        read_fail(r, at, "without the flag u only ASCII can be named");
        return NULL;
    }
    return of_set(r, set_range(r->mem, c, c, r->flags.fold));
}

static bool read_number(regex_reader *r, uint32_t *out)
{
    uint32_t from = r->at, v = 0;
    read_blanks(r);
    for (; r->at < r->text.n && (uint8_t)(r->text.p[r->at] - '0') < 10; r->at++)
        if (v <= REGEX_REPEAT) v = v * 10 + (uint32_t)(r->text.p[r->at] - '0');
    bool any = r->at > from;
    read_blanks(r);
    *out = v;
    return any;
}

/* {n}, {n,}, {n,m}: behind the {. */
static bool read_counts(regex_reader *r, uint32_t open, uint32_t *min, uint32_t *max)
{
    if (!read_number(r, min)) return read_fail(r, open, "a number must follow {; a plain { is written \\{");
    *max = *min;
    if (read_take(r, ",") && !read_number(r, max)) *max = UINT32_MAX;
    if (!read_take(r, "}")) return read_fail(r, open, "a { is not closed; a plain { is written \\{");
    if (*min > *max) return read_fail(r, open, "a repetition's counts run backwards");
    if (*min > REGEX_REPEAT || (*max > REGEX_REPEAT && *max != UINT32_MAX)) {
        read_fail(r, open, "a repetition of more than %d is not supported", REGEX_REPEAT);
        r->err->limit = true;
        return false;
    }
    return true;
}

/* All the * + ? {n} behind an atom: each repeats what the former made. */
static regex_node *read_repeats(regex_reader *r, regex_node *what)
{
    uint32_t depth = r->depth;
    for (;;) {
        read_blanks(r);
        uint32_t at = r->at, min = 0, max = UINT32_MAX;
        if (read_take(r, "+")) {
            min = 1;
        } else if (read_take(r, "?")) {
            max = 1;
        } else if (read_take(r, "{")) {
            if (!read_counts(r, at, &min, &max)) return NULL;
        } else if (!read_take(r, "*")) {
            break;
        }
        if (++r->depth > REGEX_DEPTH) {
            read_fail(r, at, "the pattern is nested too deeply");
            return NULL;
        }
        regex_node *n = regex_node_new(r->mem, RX_REPEAT);
        n->min = min;
        n->max = max;
        n->lazy = read_take(r, "?") != r->flags.swap;
        regex_node_add(r->mem, n, what);
        what = n;
    }
    r->depth = depth;
    return what;
}

static regex_node *read_sequence(regex_reader *r)
{
    regex_node *cat = regex_node_new(r->mem, RX_CAT);
    for (;;) {
        read_blanks(r);
        if (r->at >= r->text.n || r->text.p[r->at] == '|' || r->text.p[r->at] == ')') break;
        regex_node *n = read_atom(r);
        if (r->failed) return NULL;
        if (!n) continue;
        if (!(n = read_repeats(r, n))) return NULL;
        regex_node_add(r->mem, cat, n);
    }
    return cat->n == 1 ? cat->kid[0] : cat;
}

static regex_node *read_alternatives(regex_reader *r)
{
    regex_node *first = read_sequence(r), *alt = NULL;
    while (first && read_take(r, "|")) {
        if (!alt) {
            alt = regex_node_new(r->mem, RX_ALT);
            regex_node_add(r->mem, alt, first);
        }
        regex_node *next = read_sequence(r);
        if (!next) return NULL;
        regex_node_add(r->mem, alt, next);
    }
    return alt ? alt : first;
}

bool regex_parse(arena *mem, str pattern, regex_tree *out, regex_error *err)
{
    regex_reader r = {.mem = mem, .text = pattern, .err = err, .tree = out, .names_cap = 8};
    r.flags.unicode = true;
    *out = (regex_tree){.names = ARENA_ARRAY(mem, str, r.names_cap)};
    out->root = read_alternatives(&r);
    if (r.failed) return false;
    return r.at == pattern.n || read_fail(&r, r.at, "a ) closes nothing");
}
