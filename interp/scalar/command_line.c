/* command_line: a command line of Windows as its arguments. The rules are those of CommandLineToArgvW: the program's
 * name knows no backslash; behind it 2n backslashes before a quote are n and the quote counts, 2n+1 are n and a quote;
 * "" within quotes is one quote and the quotes end. Source: parse-command-line-function.md and the documentation of
 * CommandLineToArgvW. */
#include "interp/scalar/text.h"

typedef struct reader {
    arena *mem;
    str s;
    uint32_t at;
    char *out; /* the argument so far; never longer than what was read */
    uint32_t n;
} reader;

static bool blank(const reader *r)
{
    return r->s.p[r->at] == ' ' || r->s.p[r->at] == '\t';
}

static void skip_blanks(reader *r)
{
    while (r->at < r->s.n && blank(r)) r->at++;
}

/* The program: up to the closing quote, or to a blank; empty when blanks come first. */
static str read_program(reader *r)
{
    uint32_t from = r->at, end;
    if (r->s.p[from] == '"') {
        for (r->at = ++from; r->at < r->s.n && r->s.p[r->at] != '"';) r->at++;
        end = r->at;
        if (r->at < r->s.n) r->at++;
    } else {
        while (r->at < r->s.n && !blank(r)) r->at++;
        end = r->at;
    }
    return str_sub(r->s, from, end - from);
}

/* Quotes, one or many, with `slashes` backslashes before the first, already put. Returns whether text is quoted behind
 * them. */
static bool read_quotes(reader *r, uint32_t slashes, bool quoted)
{
    r->n -= slashes - slashes / 2;
    if (slashes % 2) {
        r->out[r->n++] = '"';
        r->at++;
        return quoted;
    }
    uint32_t quotes = quoted;
    for (; r->at < r->s.n && r->s.p[r->at] == '"'; r->at++) {
        if (++quotes < 3) continue;
        r->out[r->n++] = '"';
        quotes = 0;
    }
    return quotes == 1;
}

static str read_argument(reader *r)
{
    uint32_t slashes = 0;
    bool quoted = false;
    r->n = 0;
    while (r->at < r->s.n && (quoted || !blank(r))) {
        char c = r->s.p[r->at];
        if (c == '"') {
            quoted = read_quotes(r, slashes, quoted);
            slashes = 0;
            continue;
        }
        slashes = c == '\\' ? slashes + 1 : 0;
        r->out[r->n++] = c;
        r->at++;
    }
    return arena_str(r->mem, (str){r->out, r->n});
}

static void parse_each(fn_ctx *cx, const datum *args, datum *out)
{
    str s = datum_text(cx->mem, args[0]);
    buf items = {0};
    reader r = {.mem = cx->mem, .s = s};
    if (!str_is(args[1].s, "windows") || s.n == 0) return;
    r.out = arena_alloc(cx->mem, s.n);
    for (str one = read_program(&r);; one = read_argument(&r)) {
        const dyn *d = dyn_string(cx->mem, one);
        buf_put(&items, &d, sizeof d);
        skip_blanks(&r);
        if (r.at >= s.n) break;
    }
    uint32_t n = (uint32_t)(items.n / sizeof(dyn *));
    const dyn **kept = ARENA_ARRAY(cx->mem, const dyn *, n);
    memcpy(kept, items.p, items.n);
    buf_drop(&items);
    fn_out_dyn(out, dyn_array(cx->mem, kept, n));
}

static bool prepare(fn_call *call, arena *mem, diags *ds)
{
    const datum *parser = call->constants[1];
    (void)mem;
    if (!parser || str_is(parser->s, "windows")) return true;
    diag_error(ds, ST_COMPILE, NULL, call->at, "parse_command_line() knows the parser 'windows', not '" STR_FMT "'",
               STR_ARG(parser->s));
    return false;
}

const fn_row fn_rows_command_line[] = {
    {.name = "parse_command_line",
     .sig = "(command: scalar, parser: string) -> dynamic",
     .each = parse_each,
     .prepare = prepare,
     .help = "The arguments of a command line, as Windows takes it apart",
     .example = "print parse_command_line('echo \"hello world!\"', 'windows'), parse_command_line(@'\"C:\\a b\\c.exe\" "
                "d\\\\\"e f\"g \\\"h', 'windows')",
     .gives = "[\"echo\",\"hello world!\"], [\"C:\\\\a b\\\\c.exe\",\"d\\\\e fg\",\"\\\"h\"]",
     .page = "parse-command-line-function"},
    {0}};
