/* encode_compress: texts packed by gzip or zlib, in base64. What the packed bytes are is the packer's choice: short
 * texts are stored as they are, as on the pages, longer ones go through zlib; only what they unpack to is the same
 * everywhere. */
#include "interp/scalar/base64.h"
#include "interp/scalar/text.h"

#include <zlib.h>

#define STORED_MAX 64 /* a text this short is not compressed */
#define WINDOW     15

static const char gzip_header[10] = {0x1f, (char)0x8b, 8, 0, 0, 0, 0, 0, 0, (char)0xff};
static const char zlib_header[2] = {0x78, 0x01};

static bool deflate_raw(str s, char *out, uint32_t *n, size_t room)
{
    z_stream z = {0};
    if (deflateInit2(&z, s.n <= STORED_MAX ? 0 : Z_DEFAULT_COMPRESSION, Z_DEFLATED, -WINDOW, 8, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        return false;
    z.next_in = (Bytef *)(uintptr_t)(s.n ? s.p : "");
    z.avail_in = s.n;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)room;
    bool ok = deflate(&z, Z_FINISH) == Z_STREAM_END;
    *n = (uint32_t)z.total_out;
    deflateEnd(&z);
    return ok;
}

static void put_u32(char *p, uint32_t v, bool big)
{
    for (int i = 0; i < 4; i++) p[i] = (char)(v >> 8 * (big ? 3 - i : i));
}

static void compress_each(fn_ctx *cx, const datum *args, datum *out, bool gzip)
{
    str s = args[0].s;
    size_t head = gzip ? sizeof gzip_header : sizeof zlib_header, room = compressBound(s.n) + 16;
    const Bytef *bytes = (const Bytef *)(s.n ? s.p : "");
    char *p = arena_alloc(cx->mem, head + room + 8);
    uint32_t n;
    memcpy(p, gzip ? gzip_header : zlib_header, head);
    if (!deflate_raw(s, p + head, &n, room)) return;
    n += (uint32_t)head;
    if (gzip) {
        put_u32(p + n, (uint32_t)crc32(0, bytes, s.n), false);
        put_u32(p + n + 4, s.n, false);
    } else {
        put_u32(p + n, (uint32_t)adler32(1, bytes, s.n), true);
    }
    fn_out_str(out, base64_encode(cx->mem, (str){p, n + (gzip ? 8 : 4)}));
}

/* Up to the end of the packed stream; false when it is damaged, or longer than a text may be. */
static bool inflate_all(str packed, int window, buf *to)
{
    z_stream z = {0};
    if (inflateInit2(&z, window) != Z_OK) return false;
    z.next_in = (Bytef *)(uintptr_t)packed.p;
    z.avail_in = packed.n;
    int state = Z_OK;
    while (state == Z_OK && to->n <= TEXT_MAX) {
        char piece[16384];
        z.next_out = (Bytef *)piece;
        z.avail_out = sizeof piece;
        state = inflate(&z, Z_NO_FLUSH);
        buf_put(to, piece, sizeof piece - z.avail_out);
    }
    inflateEnd(&z);
    return state == Z_STREAM_END && to->n <= TEXT_MAX;
}

/* Of gzip only the plain header is taken: no name, no comment, no extra fields (its page). */
static void decompress_each(fn_ctx *cx, const datum *args, datum *out, bool gzip)
{
    str packed;
    buf made = {0};
    if (!base64_decode(cx->mem, args[0].s, &packed)) return;
    if (gzip && (packed.n < sizeof gzip_header || memcmp(packed.p, gzip_header, 4) != 0)) return;
    if (inflate_all(packed, gzip ? WINDOW + 16 : WINDOW, &made) && utf8_valid(buf_view(&made))) {
        fn_out_str(out, arena_str(cx->mem, buf_view(&made)));
    }
    buf_drop(&made);
}

static void gzip_compress_each(fn_ctx *cx, const datum *args, datum *out)
{
    compress_each(cx, args, out, true);
}
static void zlib_compress_each(fn_ctx *cx, const datum *args, datum *out)
{
    compress_each(cx, args, out, false);
}
static void gzip_decompress_each(fn_ctx *cx, const datum *args, datum *out)
{
    decompress_each(cx, args, out, true);
}
static void zlib_decompress_each(fn_ctx *cx, const datum *args, datum *out)
{
    decompress_each(cx, args, out, false);
}

const fn_row fn_rows_encode_compress[] = {
    {.name = "gzip_compress_to_base64_string",
     .sig = "(string: string) -> string",
     .each = gzip_compress_each,
     .help = "The text packed by gzip, in base64",
     .example = "print gzip_compress_to_base64_string('1234567890qwertyuiop')",
     .gives = "H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA==",
     .page = "gzip-base64-compress"},
    {.name = "gzip_decompress_from_base64_string",
     .sig = "(string: string) -> string",
     .each = gzip_decompress_each,
     .help = "The text that was packed by gzip; empty when it was not",
     .example =
         "print gzip_decompress_from_base64_string('H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA=='), "
         "gzip_decompress_from_base64_string('x0x0x0')",
     .gives = "1234567890qwertyuiop, ",
     .page = "gzip-base64-decompress"},
    {.name = "zlib_compress_to_base64_string",
     .sig = "(string: string) -> string",
     .each = zlib_compress_each,
     .help = "The text packed by zlib, in base64",
     .example = "print zlib_compress_to_base64_string('1234567890qwertyuiop')",
     .gives = "eAEBFADr/zEyMzQ1Njc4OTBxd2VydHl1aW9wOAkGdw==",
     .page = "zlib-base64-compress-function"},
    {.name = "zlib_decompress_from_base64_string",
     .sig = "(string: string) -> string",
     .each = zlib_decompress_each,
     .help = "The text that was packed by zlib; empty when it was not",
     .example = "print zlib_decompress_from_base64_string('eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4='), "
                "zlib_decompress_from_base64_string('x0x0x0')",
     .gives = "Test string 123, ",
     .page = "zlib-base64-decompress-function"},
    {0}};
