/* Which streams of text a file holds, told by its first bytes. */
#include "tables/load/source.h"

#include <errno.h>
#include <strings.h>

part *part_add(part_list *l)
{
    if (l->n == l->cap) {
        uint32_t cap = l->cap ? 2 * l->cap : 4;
        part *items = ARENA_ARRAY(l->mem, part, cap);
        if (l->n) {
            memcpy(items, l->items, l->n * sizeof *items);
        }
        l->items = items;
        l->cap = cap;
    }
    return &l->items[l->n++];
}

/* Whether the name ends in `ext`, perhaps with .gz or .zst behind it. */
static bool named(const char *name, const char *ext)
{
    size_t n = strlen(name), e = strlen(ext);
    static const char *const packed[] = {".gz", ".zst", ""};
    for (int i = 0; i < 3; i++) {
        size_t k = strlen(packed[i]);
        if (n >= k + e && strcasecmp(name + n - k, packed[i]) == 0 && strncasecmp(name + n - k - e, ext, e) == 0) {
            return true;
        }
    }
    return false;
}

status part_find(file *f, part_list *out, diags *ds)
{
    unsigned char magic[4] = {0};
    int fd = file_descriptor(f);
    int64_t got = fd < 0 ? -1 : file_read(fd, 0, magic, 4);
    status st = ST_OK;
    if (got < 0) {
        diag_plain(ds, SEV_ERROR, ST_DATA, "cannot read %s: %s", f->name, strerror(errno));
        st = ST_DATA;
    } else if (memcmp(magic, "PK\3\4", 4) == 0 || memcmp(magic, "PK\5\6", 4) == 0) {
        st = zip_find(f, fd, out, ds);
    } else {
        part *p = part_add(out);
        *p = (part){.file = f, .name = f->name, .bytes = f->size};
        p->packing = magic[0] == 0x1f && magic[1] == 0x8b        ? PACK_GZIP
                     : memcmp(magic, "\x28\xb5\x2f\xfd", 4) == 0 ? PACK_ZSTD
                                                                 : PACK_NONE;
        p->csv = named(f->name, ".csv");
        p->tsv = named(f->name, ".tsv");
    }
    file_release(f, fd);
    return st;
}
