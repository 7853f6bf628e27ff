#include "tables/load/whole.h"

#include "tables/load/window.h"

static status read_part(arena *mem, const part *p, whole_text *out, diags *ds)
{
    source *s = source_open(mem, p, ds);
    if (!s) {
        return ST_DATA;
    }
    buf b = {0};
    int64_t got;
    do {
        buf_reserve(&b, 1 << 16);
        got = source_read(s, b.p + b.n, 1 << 16);
        b.n += got > 0 ? (size_t)got : 0;
    } while (got > 0 && b.n <= WHOLE_MAX);
    source_drop(s);
    bool large = b.n > WHOLE_MAX;
    if (large) {
        diag_plain(ds, SEV_ERROR, ST_LIMIT, "%s holds more than %u MiB of text", p->name, WHOLE_MAX >> 20);
    } else if (got == 0) {
        char *text = arena_alloc(mem, b.n + WINDOW_PAD);
        memcpy(text, b.p, b.n);
        memset(text + b.n, 0, WINDOW_PAD);
        *out = (whole_text){p->name, {text, (uint32_t)b.n}};
    }
    buf_drop(&b);
    return large ? ST_LIMIT : got < 0 ? ST_DATA : ST_OK;
}

status whole_read(arena *mem, const char *path, whole_text **out, uint32_t *n, diags *ds)
{
    file *f;
    part_list parts = {.mem = mem};
    status st = file_open(mem, path, &f, ds);
    if (st != ST_OK) {
        return st;
    }
    st = part_find(f, &parts, ds);
    *out = ARENA_ARRAY(mem, whole_text, parts.n + 1);
    for (*n = 0; st == ST_OK && *n < parts.n; ++*n) {
        st = read_part(mem, &parts.items[*n], &(*out)[*n], ds);
    }
    file_close(f);
    return st;
}
