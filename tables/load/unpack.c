/* The packed layer: bytes of a part, inflated or not. */
#include "tables/load/source.h"

#include <errno.h>
#include <zlib.h>
#include <zstd.h>

#define IN_BYTES (1 << 17)

struct unpack {
    const part *part;
    diags *ds;
    int fd;
    uint64_t at; /* packed bytes taken from the file */
    char *in;    /* packed bytes not yet used: in[in_at..in_n) */
    size_t in_at, in_n;
    z_stream z;
    ZSTD_DStream *zstd;
    bool ended; /* the last stream ended: more input means another one */
};

static int64_t fail(unpack *u, const char *why)
{
    diag_plain(u->ds, SEV_ERROR, ST_DATA, "cannot read %s: %s", u->part->name, why);
    return -1;
}

static bool open_codec(unpack *u)
{
    switch (u->part->packing) {
    case PACK_GZIP:
        return inflateInit2(&u->z, 15 + 16) == Z_OK;
    case PACK_DEFLATE:
        return inflateInit2(&u->z, -15) == Z_OK;
    case PACK_ZSTD:
        u->zstd = ZSTD_createDStream();
        return u->zstd && !ZSTD_isError(ZSTD_initDStream(u->zstd));
    default:
        return true;
    }
}

unpack *unpack_open(arena *mem, const part *p, diags *ds)
{
    unpack *u = ARENA_NEW(mem, unpack);
    u->part = p;
    u->ds = ds;
    u->ended = p->packing != PACK_NONE && p->bytes == 0;
    u->in = p->packing == PACK_NONE ? NULL : arena_alloc(mem, IN_BYTES);
    u->fd = file_descriptor(p->file);
    if (u->fd < 0) {
        fail(u, strerror(errno));
    } else if (!open_codec(u)) {
        fail(u, "the decompressor did not start");
    } else {
        return u;
    }
    unpack_drop(u);
    return NULL;
}

void unpack_drop(unpack *u)
{
    if (!u) {
        return;
    }
    if (u->part->packing == PACK_GZIP || u->part->packing == PACK_DEFLATE) {
        inflateEnd(&u->z);
    }
    ZSTD_freeDStream(u->zstd);
    file_release(u->part->file, u->fd);
}

static int64_t take(unpack *u, void *dst, size_t n)
{
    uint64_t left = u->part->bytes - u->at;
    int64_t got = file_read(u->fd, u->part->at + u->at, dst, n < left ? n : (size_t)left);
    if (got < 0) {
        return fail(u, strerror(errno));
    }
    u->at += (uint64_t)got;
    return got;
}

/* Makes sure there is packed input; 0 at the end of it. */
static int64_t refill(unpack *u)
{
    if (u->in_at == u->in_n) {
        int64_t got = take(u, u->in, IN_BYTES);
        u->in_at = 0;
        u->in_n = got > 0 ? (size_t)got : 0;
        return got;
    }
    return 1;
}

/* One round of zlib; Z_STREAM_END may be followed by another gzip member. */
static int64_t inflate_some(unpack *u, char *dst, size_t n)
{
    u->z.next_in = (Bytef *)(u->in + u->in_at);
    u->z.avail_in = (uInt)(u->in_n - u->in_at);
    u->z.next_out = (Bytef *)dst;
    u->z.avail_out = (uInt)n;
    int rc = inflate(&u->z, Z_NO_FLUSH);
    u->in_at = u->in_n - u->z.avail_in;
    if (rc == Z_STREAM_END) {
        u->ended = true;
    } else if (rc != Z_OK && rc != Z_BUF_ERROR) {
        return fail(u, "the compressed data is damaged");
    }
    return (int64_t)(n - u->z.avail_out);
}

static int64_t zstd_some(unpack *u, char *dst, size_t n)
{
    ZSTD_inBuffer in = {u->in, u->in_n, u->in_at};
    ZSTD_outBuffer out = {dst, n, 0};
    size_t rc = ZSTD_decompressStream(u->zstd, &out, &in);
    u->in_at = in.pos;
    if (ZSTD_isError(rc)) {
        return fail(u, ZSTD_getErrorName(rc));
    }
    u->ended = rc == 0;
    return (int64_t)out.pos;
}

/* True when the bytes behind the end of a stream start another; trailing padding is left alone, as gzip does. */
static bool another(unpack *u)
{
    if (u->part->packing == PACK_ZSTD) {
        return true;
    }
    u->ended = false;
    return u->part->packing == PACK_GZIP && (unsigned char)u->in[u->in_at] == 0x1f && inflateReset(&u->z) == Z_OK;
}

int64_t unpack_read(unpack *u, char *dst, size_t n)
{
    if (u->part->packing == PACK_NONE) {
        return take(u, dst, n);
    }
    n = n < (1u << 30) ? n : 1u << 30;
    for (;;) {
        int64_t have = refill(u);
        if (have < 0) {
            return -1;
        }
        if (have == 0 && u->ended) {
            return 0;
        }
        if (u->ended && !another(u)) {
            u->at = u->part->bytes;
            u->in_at = u->in_n = 0;
            u->ended = true;
            return 0;
        }
        int64_t got = u->part->packing == PACK_ZSTD ? zstd_some(u, dst, n) : inflate_some(u, dst, n);
        if (got != 0) {
            return got;
        }
        if (have == 0) {
            return fail(u, "the compressed data ends too early");
        }
    }
}

uint64_t unpack_at(const unpack *u)
{
    return u->at;
}

bool unpack_is_file(const unpack *u)
{
    return u->part->packing == PACK_NONE;
}
