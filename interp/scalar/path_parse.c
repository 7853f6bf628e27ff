/* path_parse: the parts of a file's path, with slashes of either kind. Source: parse-path-function.md. */
#include "interp/scalar/args.h"

#include "base/buf.h"

typedef struct path {
    str scheme, root, directory, directory_name, file, extension, stream;
} path;

/* Where the text behind the last slash of either kind begins; 0 without one. */
static uint32_t behind_slash(str s)
{
    uint32_t at = s.n;
    while (at > 0 && s.p[at - 1] != '/' && s.p[at - 1] != '\\') at--;
    return at;
}

static uint32_t behind_last(str s, char c)
{
    uint32_t at = s.n;
    while (at > 0 && s.p[at - 1] != c) at--;
    return at;
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "file://" and its like; s moves behind it. */
static str take_scheme(str *s)
{
    uint32_t n = 0;
    while (n < s->n && (letter(s->p[n]) || (n && ((s->p[n] >= '0' && s->p[n] <= '9') || memchr("+-.", s->p[n], 3)))))
        n++;
    if (n < 2 || n + 3 > s->n || memcmp(s->p + n, "://", 3) != 0) return (str){0};
    str scheme = str_sub(*s, 0, n);
    *s = str_sub(*s, n + 3, s->n - n - 3);
    return scheme;
}

static str behind(str s, uint32_t at)
{
    return str_sub(s, at, s.n - at);
}

static path path_of(str s)
{
    path p = {.scheme = take_scheme(&s)};
    if (s.n >= 2 && letter(s.p[0]) && s.p[1] == ':' && (s.n == 2 || s.p[2] == '/' || s.p[2] == '\\'))
        p.root = str_sub(s, 0, 2);
    uint32_t at = behind_slash(s), colon;
    if (at == 0 && p.root.n) at = 2;
    p.file = behind(s, at);
    p.directory = str_sub(s, 0, at > 0 && p.root.n != at ? at - 1 : at);
    if (p.directory.n > p.root.n) p.directory_name = behind(p.directory, behind_slash(p.directory));
    if ((colon = behind_last(p.file, ':')) > 0) {
        p.stream = behind(p.file, colon);
        p.file = str_sub(p.file, 0, colon - 1);
    }
    uint32_t dot = behind_last(p.file, '.');
    if (dot > 0) p.extension = behind(p.file, dot);
    return p;
}

static void parse_each(fn_ctx *cx, const datum *args, datum *out)
{
    path p = path_of(args[0].s);
    const str parts[] = {p.scheme, p.root, p.directory, p.directory_name, p.file, p.extension, p.stream};
    const str names[] = {STR("Scheme"),   STR("RootPath"),  STR("DirectoryPath"),          STR("DirectoryName"),
                         STR("Filename"), STR("Extension"), STR("AlternateDataStreamName")};
    enum { N = sizeof parts / sizeof *parts };
    str *keys = ARENA_ARRAY(cx->mem, str, N);
    const dyn **values = ARENA_ARRAY(cx->mem, const dyn *, N);
    for (uint32_t k = 0; k < N; k++) {
        keys[k] = names[k];
        values[k] = dyn_string(cx->mem, parts[k]);
    }
    fn_out_dyn(out, dyn_bag(cx->mem, keys, values, N));
}

const fn_row fn_rows_path_parse[] = {
    {.name = "parse_path",
     .sig = "(path: string) -> dynamic",
     .each = parse_each,
     .help = "The parts of a file's path: scheme, root, directory, file name, extension, alternate data stream",
     .example = "print parse_path(@'C:\\temp\\file.txt'), parse_path('file://C:/temp/file.txt:some.exe')",
     .gives = "{\"Scheme\":\"\",\"RootPath\":\"C:\",\"DirectoryPath\":\"C:\\\\temp\",\"DirectoryName\":\"temp\","
              "\"Filename\":\"file.txt\",\"Extension\":\"txt\",\"AlternateDataStreamName\":\"\"}, "
              "{\"Scheme\":\"file\",\"RootPath\":\"C:\",\"DirectoryPath\":\"C:/"
              "temp\",\"DirectoryName\":\"temp\",\"Filename\":\"file.txt\",\"Extension\":\"txt\","
              "\"AlternateDataStreamName\":\"some.exe\"}",
     .page = "parse-path-function"},
    {0}};
