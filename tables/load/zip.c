/* A zip's central directory, enough of it to find the members that hold data. Layout (PKWARE APPNOTE 4.3):
 *
 *   [local header, data]... [central entry]... [zip64 end, locator] [end of central directory: 22 bytes + comment]
 */
#include "tables/load/source.h"

#include <strings.h>

#define END_BYTES       22
#define END_SEARCH      (END_BYTES + 65535)
#define ENTRY_BYTES     46
#define DIRECTORY_LIMIT (64u << 20)

typedef struct zip {
    arena *mem; /* while it is read */
    file *file;
    int fd;
    diags *ds;
    uint64_t dir_at, dir_bytes;
} zip;

static uint32_t le16(const unsigned char *p)
{
    return (uint32_t)(p[0] | p[1] << 8);
}
static uint32_t le32(const unsigned char *p)
{
    return le16(p) | le16(p + 2) << 16;
}
static uint64_t le64(const unsigned char *p)
{
    return le32(p) | (uint64_t)le32(p + 4) << 32;
}

static status fail(zip *z, const char *why)
{
    diag_plain(z->ds, SEV_ERROR, ST_DATA, "cannot read %s: %s", z->file->name, why);
    return ST_DATA;
}

/* More than 4 GiB or 65,535 members: the true numbers stand in the zip64 record that the locator, just before the end,
 * names. */
static void find_zip64(zip *z, uint64_t end_at)
{
    unsigned char b[56];
    if (end_at < 20 || file_read(z->fd, end_at - 20, b, 20) != 20 || le32(b) != 0x07064b50) {
        return;
    }
    if (file_read(z->fd, le64(b + 8), b, 56) == 56 && le32(b) == 0x06064b50) {
        z->dir_bytes = le64(b + 40);
        z->dir_at = le64(b + 48);
    }
}

static bool find_directory(zip *z)
{
    size_t n = z->file->size < END_SEARCH ? (size_t)z->file->size : END_SEARCH;
    unsigned char *tail = arena_alloc(z->mem, n + 4);
    uint64_t base = z->file->size - n;
    bool found = false;
    if (file_read(z->fd, base, tail, n) == (int64_t)n) {
        for (size_t i = n >= END_BYTES ? n - END_BYTES + 1 : 0; i-- > 0 && !found;) {
            if (le32(tail + i) == 0x06054b50) {
                found = true;
                z->dir_bytes = le32(tail + i + 12);
                z->dir_at = le32(tail + i + 16);
                find_zip64(z, base + i);
            }
        }
    }
    return found;
}

static bool ends_with(str s, const char *z)
{
    uint32_t n = (uint32_t)strlen(z);
    return s.n >= n && strncasecmp(s.p + s.n - n, z, n) == 0;
}

static bool is_data(str name)
{
    const char *base = memrchr(name.p, '/', name.n);
    uint32_t skip = base ? (uint32_t)(base - name.p) + 1 : 0;
    str leaf = str_sub(name, skip, name.n - skip);
    bool apple = leaf.n >= 2 && memcmp(leaf.p, "._", 2) == 0;
    return leaf.n > 0 && leaf.p[0] != '.' && !apple && !(name.n >= 9 && memcmp(name.p, "__MACOSX/", 9) == 0);
}

/* Fields that hold all ones have their value in the zip64 extra field (id 1), in this order: size, packed, offset. */
static void read_extra(const unsigned char *e, uint32_t n, uint64_t *size, uint64_t *packed, uint64_t *at)
{
    uint64_t *want[3] = {size, packed, at};
    while (n >= 4 && le16(e + 2) <= n - 4) {
        uint32_t len = le16(e + 2), used = 4;
        for (int k = 0; le16(e) == 1 && k < 3; k++) {
            if (*want[k] == 0xFFFFFFFF && used + 8 <= len + 4) {
                *want[k] = le64(e + used);
                used += 8;
            }
        }
        e += len + 4;
        n -= len + 4;
    }
}

static status add_member(zip *z, const unsigned char *e, str name, part_list *out)
{
    uint64_t packed = le32(e + 20), size = le32(e + 24), at = le32(e + 42);
    uint32_t method = le16(e + 10);
    read_extra(e + ENTRY_BYTES + name.n, le16(e + 30), &size, &packed, &at);
    unsigned char local[30];
    if (le16(e + 8) & 1) {
        return fail(z, "a member is encrypted");
    }
    if (method != 0 && method != 8) {
        return fail(z, "a member is packed with a method other than store and deflate; repack it");
    }
    if (at > z->file->size || file_read(z->fd, at, local, 30) != 30 || le32(local) != 0x04034b50) {
        return fail(z, "the archive is damaged (no member where the directory says)");
    }
    uint64_t start = at + 30 + le16(local + 26) + le16(local + 28);
    if (start > z->file->size || packed > z->file->size - start) {
        return fail(z, "the archive is damaged (a member reaches behind the end)");
    }
    part *p = part_add(out);
    *p = (part){.file = z->file, .packing = method ? PACK_DEFLATE : PACK_NONE, .at = start, .bytes = packed};
    str full = arena_printf(out->mem, "%s/" STR_FMT, z->file->name, STR_ARG(name));
    p->name = arena_dup(out->mem, full.p, full.n);
    p->csv = ends_with(name, ".csv");
    p->tsv = ends_with(name, ".tsv");
    return ST_OK;
}

static status read_directory(zip *z, const unsigned char *dir, part_list *out)
{
    uint64_t at = 0, n = z->dir_bytes;
    while (at + ENTRY_BYTES <= n && le32(dir + at) == 0x02014b50) {
        const unsigned char *e = dir + at;
        uint64_t len = ENTRY_BYTES + le16(e + 28) + le16(e + 30) + le16(e + 32);
        if (len > n - at) {
            return fail(z, "the archive is damaged (its directory is cut off)");
        }
        str name = {(const char *)e + ENTRY_BYTES, le16(e + 28)};
        status st = is_data(name) ? add_member(z, e, name, out) : ST_OK;
        if (st) {
            return st;
        }
        at += len;
    }
    return ST_OK;
}

static status find_members(zip *z, part_list *out)
{
    uint32_t before = out->n;
    if (!find_directory(z)) {
        return fail(z, "the archive is cut off (no directory at its end)");
    }
    if (z->dir_bytes > DIRECTORY_LIMIT || z->dir_at > z->file->size || z->dir_bytes > z->file->size - z->dir_at) {
        return fail(z, "the archive is damaged (its directory lies outside the file)");
    }
    unsigned char *dir = arena_alloc(z->mem, (size_t)z->dir_bytes);
    if (file_read(z->fd, z->dir_at, dir, (size_t)z->dir_bytes) != (int64_t)z->dir_bytes) {
        return fail(z, "its directory cannot be read");
    }
    status st = read_directory(z, dir, out);
    return st == ST_OK && out->n == before ? fail(z, "the archive holds no data file") : st;
}

status zip_find(file *f, int fd, part_list *out, diags *ds)
{
    zip z = {.mem = arena_new(), .file = f, .fd = fd, .ds = ds};
    status st = find_members(&z, out);
    arena_drop(z.mem);
    return st;
}
