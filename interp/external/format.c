/* format: which form a file has, said or told by its name. */
#include "interp/external/external.h"

static const external_format formats[] = {
    {"csv", EXTERNAL_CELLS, ','},    {"tsv", EXTERNAL_CELLS, '\t'},     {"psv", EXTERNAL_CELLS, '|'}, {"scsv", EXTERNAL_CELLS, ';'},
    {"sohsv", EXTERNAL_CELLS, '\1'}, {"txt", EXTERNAL_LINES, 0},        {"raw", EXTERNAL_WHOLE, 0},   {"json", EXTERNAL_JSON, 0},
    {"multijson", EXTERNAL_JSON, 0}, {"singlejson", EXTERNAL_JSON, 0},
};

static bool same_word(str a, const char *b)
{
    if (a.n != strlen(b)) {
        return false;
    }
    for (uint32_t i = 0; i < a.n; i++) {
        char c = a.p[i] >= 'A' && a.p[i] <= 'Z' ? (char)(a.p[i] | 32) : a.p[i];
        if (c != b[i]) {
            return false;
        }
    }
    return true;
}

const external_format *external_format_find(str name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (same_word(name, formats[i].name)) {
            return &formats[i];
        }
    }
    return NULL;
}

/* The letters behind the last dot of the path's last name. */
static str ending(str path)
{
    for (uint32_t i = path.n; i-- > 0 && path.p[i] != '/';) {
        if (path.p[i] == '.') {
            return str_sub(path, i + 1, path.n - i - 1);
        }
    }
    return (str){0};
}

const external_format *external_format_of(str url)
{
    for (uint32_t i = 0; i < url.n; i++) {
        if (url.p[i] == '?' || url.p[i] == ';' || url.p[i] == '#') {
            url.n = i;
        }
    }
    str end = ending(url);
    if (same_word(end, "gz") || same_word(end, "zip") || same_word(end, "zst")) {
        url.n -= end.n + 1;
        end = ending(url);
    }
    const external_format *f = external_format_find(end);
    return f ? f : &formats[0];
}
