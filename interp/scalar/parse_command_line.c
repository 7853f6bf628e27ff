/* parse_command_line: a Windows command line as the program sees it, by the rules of CommandLineToArgvW:
 *
 *   the program     up to a blank, or from quote to quote; backslashes mean nothing
 *   the arguments   2n backslashes and a quote are n backslashes, and the quote opens or closes; 2n + 1 are n and a
 * plain quote; three quotes side by side are one that stays */
#include "interp/scalar/text.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

typedef struct line {
    str text;
    uint32_t at;
    arena *mem;
} line;

static str read_program(line *l)
{
    bool quoted = l->at < l->text.n && l->text.p[l->at] == '"';
    uint32_t from = l->at += quoted;
    while (l->at < l->text.n && (quoted ? l->text.p[l->at] != '"' : !is_blank(l->text.p[l->at]))) l->at++;
    str program = str_sub(l->text, from, l->at - from);
    if (quoted && l->at < l->text.n) l->at++;
    return program;
}

/* A quote that is no plain one, and those right behind it; *quotes counts the open ones. */
static void read_quotes(line *l, uint32_t *quotes, char *out, uint32_t *n)
{
    ++*quotes;
    for (l->at++; l->at < l->text.n && l->text.p[l->at] == '"'; l->at++) {
        if (++*quotes < 3) continue;
        out[(*n)++] = '"';
        *quotes = 0;
    }
    if (*quotes == 2) *quotes = 0;
}

static str read_argument(line *l)
{
    char *out = arena_alloc(l->mem, l->text.n - l->at + 1u);
    uint32_t n = 0, slashes = 0, quotes = 0;
    while (l->at < l->text.n) {
        char c = l->text.p[l->at];
        if (is_blank(c) && quotes == 0) break;
        if (c == '"') {
            n -= (slashes + 1) / 2;
            if (slashes % 2 == 0) {
                read_quotes(l, &quotes, out, &n);
            } else {
                out[n++] = '"';
                l->at++;
            }
            slashes = 0;
            continue;
        }
        out[n++] = c;
        slashes = c == '\\' ? slashes + 1 : 0;
        l->at++;
    }
    return (str){out, n};
}

static bool parser_is_known(const fn_call *call, diags *ds, str parser)
{
    if (str_is(parser, "windows") || str_is(parser, "Windows")) return true;
    diag_error(ds, ST_COMPILE, NULL, call->at, "parse_command_line() knows the parser 'windows', not '" STR_FMT "'",
               STR_ARG(parser));
    return false;
}

static bool command_line_prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    return !call->constants[1] || parser_is_known(call, ds, call->constants[1]->s);
}

/* Of an empty line Windows makes the running program's own name; here there is none. */
static void command_line_each(fn_ctx *cx, const datum *args, datum *out)
{
    line l = {datum_text(cx->mem, args[0]), 0, cx->mem};
    buf items = {0};
    if (l.text.n == 0) return;
    for (bool first = true; first || l.at < l.text.n; first = false) {
        const dyn *d = dyn_string(cx->mem, first ? read_program(&l) : read_argument(&l));
        buf_put(&items, &d, sizeof d);
        while (l.at < l.text.n && is_blank(l.text.p[l.at])) l.at++;
    }
    uint32_t n = (uint32_t)(items.n / sizeof(dyn *));
    fn_out_dyn(out, dyn_array(cx->mem, (const dyn *const *)(const void *)arena_dup(cx->mem, items.p, items.n), n));
    buf_drop(&items);
}

const fn_row fn_rows_parse_command_line[] = {
    {.name = "parse_command_line",
     .sig = "(command: scalar, parser: string) -> dynamic",
     .each = command_line_each,
     .prepare = command_line_prepare,
     .help = "An array of a Windows command line's arguments",
     .example = "print parse_command_line('echo \"hello world!\"', 'windows'), "
                "parse_command_line(@'\"C:\\a b\\c.exe\" d\\\\\"e f\"g \\\"h', 'windows')",
     .gives = "[\"echo\",\"hello world!\"], [\"C:\\\\a b\\\\c.exe\",\"d\\\\e fg\",\"\\\"h\"]",
     .page = "parse-command-line-function"},
    {0}};
