/* parse_path: a path of files on Windows or elsewhere, taken apart. Source: parse-path-function.md and its five
 * examples. */
#include "interp/scalar/text.h"

typedef struct path_parts {
    str scheme, root, directory, directory_name, file, extension, stream;
} path_parts;

static bool is_separator(char c)
{
    return c == '/' || c == '\\';
}

/* Behind the last separator, or 0. */
static uint32_t name_start(str s)
{
    uint32_t at = s.n;
    while (at > 0 && !is_separator(s.p[at - 1])) at--;
    return at;
}

/* "C:" at the start, or behind \\?\ */
static str drive_of(str s)
{
    uint32_t from = s.n >= 4 && memcmp(s.p, "\\\\?\\", 4) == 0 ? 4 : 0;
    bool letter = s.n >= from + 2 && (uint8_t)((s.p[from] | 32) - 'a') < 26;
    return letter && s.p[from + 1] == ':' ? str_sub(s, from, 2) : (str){0};
}

static void read_file(str s, path_parts *p)
{
    const char *colon = s.n ? memchr(s.p, ':', s.n) : NULL;
    if (colon) {
        uint32_t at = (uint32_t)(colon - s.p);
        p->stream = str_sub(s, at + 1, s.n - at - 1);
        s.n = at;
    }
    p->file = s;
    for (uint32_t i = s.n; i > 0; i--) {
        if (s.p[i - 1] != '.') continue;
        p->extension = str_sub(s, i, s.n - i);
        return;
    }
}

static path_parts read_path(str s)
{
    path_parts p = {0};
    const char *scheme = s.n > 3 ? memmem(s.p, s.n, "://", 3) : NULL;
    if (scheme) {
        p.scheme = (str){s.p, (uint32_t)(scheme - s.p)};
        s = str_sub(s, p.scheme.n + 3, s.n - p.scheme.n - 3);
    }
    p.root = drive_of(s);
    bool only_drive = p.root.n && p.root.p + p.root.n == s.p + s.n;
    uint32_t name = only_drive ? s.n : name_start(s);
    read_file(str_sub(s, name, s.n - name), &p);
    p.directory = (str){s.p, name > 0 && !only_drive ? name - 1 : name};
    uint32_t last = name_start(p.directory);
    p.directory_name = str_sub(p.directory, last, p.directory.n - last);
    if (p.root.n && p.directory_name.p == p.root.p) p.directory_name = (str){0};
    return p;
}

static void parse_path_each(fn_ctx *cx, const datum *args, datum *out)
{
    static const str keys[] = {{"Scheme", 6},   {"RootPath", 8},  {"DirectoryPath", 13},          {"DirectoryName", 13},
                               {"Filename", 8}, {"Extension", 9}, {"AlternateDataStreamName", 23}};
    if (args[0].s.n == 0) return;
    path_parts p = read_path(args[0].s);
    const str parts[] = {p.scheme, p.root, p.directory, p.directory_name, p.file, p.extension, p.stream};
    const dyn **values = ARENA_ARRAY(cx->mem, const dyn *, 7);
    for (int i = 0; i < 7; i++) values[i] = dyn_string(cx->mem, parts[i]);
    fn_out_dyn(out, dyn_bag(cx->mem, keys, values, 7));
}

const fn_row fn_rows_parse_path[] = {
    {.name = "parse_path",
     .sig = "(path: string) -> dynamic",
     .each = parse_path_each,
     .help = "A bag of a file path's parts: its directory, file name, extension ...",
     .example = "print parse_path(@'C:\\temp\\file.txt'), parse_path('file://C:/temp/file.txt:some.exe')",
     .gives = "{\"Scheme\":\"\",\"RootPath\":\"C:\",\"DirectoryPath\":\"C:\\\\temp\",\"DirectoryName\":\"temp\","
              "\"Filename\":\"file.txt\","
              "\"Extension\":\"txt\",\"AlternateDataStreamName\":\"\"}, "
              "{\"Scheme\":\"file\",\"RootPath\":\"C:\",\"DirectoryPath\":\"C:/"
              "temp\",\"DirectoryName\":\"temp\",\"Filename\":\"file.txt\","
              "\"Extension\":\"txt\",\"AlternateDataStreamName\":\"some.exe\"}",
     .page = "parse-path-function"},
    {0}};
