#include "interp/maps.h"
#include "base/embed.h"

#include <errno.h>
#include <stdio.h>

EMBED(map_evtx_dump, "tables/maps/evtx_dump.kql");
EMBED(map_nxlog, "tables/maps/nxlog.kql");
EMBED(map_winlogbeat6, "tables/maps/winlogbeat6.kql");
EMBED(map_winlogbeat7, "tables/maps/winlogbeat7.kql");
EMBED(map_windows, "tables/maps/windows.kql");

static const struct {
    const char *name, *text, *end;
} maps[] = {
    {"evtx_dump", map_evtx_dump, map_evtx_dump_end},
    {"nxlog", map_nxlog, map_nxlog_end},
    {"winlogbeat6", map_winlogbeat6, map_winlogbeat6_end},
    {"winlogbeat7", map_winlogbeat7, map_winlogbeat7_end},
};

uint32_t maps_count(void) { return sizeof maps / sizeof *maps; }

static str detect_line(str text)
{
    static const char word[] = "// detect:";
    for (uint32_t at = 0; at + sizeof word < text.n;) {
        const char *line = text.p + at, *nl = memchr(line, '\n', text.n - at);
        uint32_t n = nl ? (uint32_t)(nl - line) : text.n - at;
        if (n > sizeof word && memcmp(line, word, sizeof word - 1) == 0) {
            return (str){line + sizeof word - 1, n - (uint32_t)(sizeof word - 1)};
        }
        at += n + 1;
    }
    return (str){0};
}

static str with_windows(arena *mem, str dialect)
{
    str common = {map_windows, (uint32_t)(map_windows_end - map_windows)};
    return arena_printf(mem, STR_FMT "\n" STR_FMT, STR_ARG(dialect), STR_ARG(common));
}

map_text maps_at(uint32_t i, arena *mem)
{
    str dialect = {maps[i].text, (uint32_t)(maps[i].end - maps[i].text)};
    return (map_text){maps[i].name, with_windows(mem, dialect), detect_line(dialect)};
}

static bool read_file(const char *path, arena *mem, str *out, diags *ds)
{
    FILE *f = fopen(path, "rb");
    buf b = {0};
    char chunk[4096];
    size_t n;
    while (f && b.n < 16u << 20 && (n = fread(chunk, 1, sizeof chunk, f)) > 0) {
        buf_put(&b, chunk, n);
    }
    bool ok = f && !ferror(f);
    if (!ok) {
        diag_plain(ds, SEV_ERROR, ST_USAGE, "%s: %s", path, strerror(errno));
    }
    if (f) {
        fclose(f);
    }
    *out = arena_str(mem, buf_view(&b));
    buf_drop(&b);
    return ok;
}

static bool user_map(const char *path, arena *mem, map_text *out, diags *ds)
{
    str text;
    if (!read_file(path, mem, &text, ds)) {
        return false;
    }
    *out = (map_text){path, text, detect_line(text)};
    if (!memmem(text.p, text.n, "| as ", 5)) {
        out->text = with_windows(mem, text);
    }
    return true;
}

bool maps_find(const char *name, arena *mem, map_text *out, diags *ds)
{
    size_t n = strlen(name);
    if (n > 4 && strcmp(name + n - 4, ".kql") == 0) {
        return user_map(name, mem, out, ds);
    }
    str known[sizeof maps / sizeof *maps];
    for (uint32_t i = 0; i < maps_count(); i++) {
        known[i] = str_of(maps[i].name);
        if (strcmp(name, maps[i].name) == 0) {
            *out = maps_at(i, mem);
            return true;
        }
    }
    diag *d = diag_plain(ds, SEV_ERROR, ST_USAGE, "there is no mapping named %s (evtx_dump, nxlog, winlogbeat6, winlogbeat7, or a file that ends in .kql)", name);
    str near = diag_nearest(str_of(name), known, maps_count());
    if (near.n) {
        diag_hint(ds, d, "did you mean " STR_FMT "?", STR_ARG(near));
    }
    return false;
}
