/* encode_base64: texts, arrays of bytes and guids in base64, and back. */
#include "interp/scalar/base64.h"
#include "interp/scalar/text.h"

static void encode_string_each(fn_ctx *cx, const datum *args, datum *out)
{
    fn_out_str(out, base64_encode(cx->mem, args[0].s));
}

/* Empty when the bytes are no UTF-8. */
static void decode_string_each(fn_ctx *cx, const datum *args, datum *out)
{
    str bytes;
    if (base64_decode(cx->mem, args[0].s, &bytes) && utf8_valid(bytes)) fn_out_str(out, bytes);
}

static void decode_array_each(fn_ctx *cx, const datum *args, datum *out)
{
    str bytes;
    if (!base64_decode(cx->mem, args[0].s, &bytes)) return;
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, bytes.n + 1u);
    for (uint32_t i = 0; i < bytes.n; i++) items[i] = dyn_long(cx->mem, (uint8_t)bytes.p[i]);
    fn_out_dyn(out, dyn_array(cx->mem, items, bytes.n));
}

static void encode_array_each(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *d = args[0].dy;
    if (d->kind != DYN_ARRAY) return;
    char *bytes = arena_alloc(cx->mem, d->n + 1u);
    for (uint32_t i = 0; i < d->n; i++) {
        if (d->item[i]->kind != DYN_LONG || d->item[i]->l < 0 || d->item[i]->l > 255) return;
        bytes[i] = (char)d->item[i]->l;
    }
    fn_out_str(out, base64_encode(cx->mem, (str){bytes, d->n}));
}

/* Windows keeps the first three parts of a guid with their least byte first. */
static guid turn(guid g)
{
    static const uint8_t from[16] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    guid out;
    for (int i = 0; i < 16; i++) out.byte[i] = g.byte[from[i]];
    return out;
}

static void encode_guid_each(fn_ctx *cx, const datum *args, datum *out)
{
    guid g = turn(args[0].g);
    fn_out_str(out, base64_encode(cx->mem, (str){(const char *)g.byte, 16}));
}

/* The inverse of base64_encode_fromguid(). The page's own example shows the third part unturned, against that
 * function's page. */
static void decode_guid_each(fn_ctx *cx, const datum *args, datum *out)
{
    str bytes;
    guid g;
    if (!base64_decode(cx->mem, args[0].s, &bytes) || bytes.n != 16) return;
    memcpy(g.byte, bytes.p, 16);
    out->g = turn(g);
    out->null = false;
}

const fn_row fn_rows_encode_base64[] = {
    {.name = "base64_encode_tostring",
     .sig = "(string: string) -> string",
     .each = encode_string_each,
     .help = "The text in base64",
     .example = "print base64_encode_tostring('Kusto')",
     .gives = "S3VzdG8=",
     .page = "base64-encode-tostring-function"},
    {.name = "base64_encodestring",
     .sig = "(string: string) -> string",
     .each = encode_string_each,
     .hidden = true,
     .same_as = "base64_encode_tostring"},
    {.name = "base64_decode_tostring",
     .sig = "(base64_string: string) -> string",
     .each = decode_string_each,
     .help = "The text that the base64 stands for; empty when it is none",
     .example = "print base64_decode_tostring('S3VzdG8='), base64_decode_tostring('U3RyaW5n0KHR0tGA0L7Rh9C60LA=')",
     .gives = "Kusto, ",
     .page = "base64-decode-tostring-function"},
    {.name = "base64_decodestring",
     .sig = "(base64_string: string) -> string",
     .each = decode_string_each,
     .hidden = true,
     .same_as = "base64_decode_tostring"},
    {.name = "base64_decode_toarray",
     .sig = "(base64_string: string) -> dynamic",
     .each = decode_array_each,
     .help = "The bytes that the base64 stands for, as an array",
     .example = "print base64_decode_toarray('S3VzdG8=')",
     .gives = "[75,117,115,116,111]",
     .page = "base64-decode-toarray-function"},
    {.name = "base64_encode_fromarray",
     .sig = "(base64_string_decoded_as_array: array) -> string",
     .each = encode_array_each,
     .help = "An array of bytes in base64",
     .example = "print base64_encode_fromarray(dynamic([75,117,115,116,111]))",
     .gives = "S3VzdG8=",
     .page = "base64-encode-fromarray-function"},
    {.name = "base64_encode_fromguid",
     .sig = "(guid: guid) -> string",
     .each = encode_guid_each,
     .help = "The guid's bytes in base64",
     .example = "print base64_encode_fromguid(toguid('ae3133f2-6e22-49ae-b06a-16e6a9b212eb'))",
     .gives = "8jMxriJurkmwahbmqbIS6w==",
     .page = "base64-encode-fromguid-function"},
    {.name = "base64_decode_toguid",
     .sig = "(base64_string: string) -> guid",
     .each = decode_guid_each,
     .help = "The guid whose bytes the base64 stands for; null when there are not 16",
     .example = "print base64_decode_toguid('8jMxriJurkmwahbmqbIS6w=='), base64_decode_toguid('abcd1231')",
     .gives = "ae3133f2-6e22-49ae-b06a-16e6a9b212eb, null",
     .page = "base64-decode-toguid-function"},
    {0}};
