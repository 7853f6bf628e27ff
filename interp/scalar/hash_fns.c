/* hash_fns: hash() is xxHash64 with seed 0; the digests are those of the value's text. hash_combine() and hash_many()
 * are not here: no witness says how two hashes become one. */
#include "interp/scalar/text.h"

#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <xxhash.h>

/* Texts are hashed as their bytes, times as their ticks, eight bytes with the least first (the page's examples), longs
 * alike. */
static bool hash_prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    kql_type t = call->arg_types[0];
    if (t == T_STRING || t == T_LONG || t == T_DATETIME || t == T_TIMESPAN || t == T_UNKNOWN) return true;
    diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "%s() of a value of type %s is not supported",
                         call->row->name, type_name(t));
    diag_hint(ds, d,
              t == T_INT ? "tolong() gives a value that can be hashed" : "tostring() gives a value that can be hashed");
    return false;
}

static int64_t hash_of(datum d)
{
    if (d.type == T_STRING) return (int64_t)XXH64(d.s.n ? d.s.p : "", d.s.n, 0);
    uint64_t v = (uint64_t)d.l;
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (uint8_t)(v >> 8 * i);
    return (int64_t)XXH64(bytes, 8, 0);
}

/* With a modulus, 0 to one less than it. */
static void hash_each(fn_ctx *cx, const datum *args, datum *out)
{
    int64_t h = hash_of(args[0]);
    if (cx->call->n_args > 1) {
        int64_t mod = arg_long(args[1]);
        if (mod <= 0) {
            arg_refuse(cx, "a modulus below one");
            return;
        }
        h %= mod;
        if (h < 0) h += mod;
    }
    fn_out_long(out, h);
}

static str hex(arena *mem, const uint8_t *bytes, uint32_t n)
{
    char *p = arena_alloc(mem, 2 * (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        p[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        p[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    return (str){p, 2 * n};
}

/* Of an empty text the digest is empty (so the engine). */
#define DIGEST(NAME, SIZE)                                                                                             \
    static void NAME##_each(fn_ctx *cx, const datum *args, datum *out)                                                 \
    {                                                                                                                  \
        struct NAME##_ctx c;                                                                                           \
        uint8_t digest[SIZE];                                                                                          \
        str s = datum_text(cx->mem, args[0]);                                                                          \
        if (s.n == 0) return;                                                                                          \
        NAME##_init(&c);                                                                                               \
        NAME##_update(&c, s.n, (const uint8_t *)s.p);                                                                  \
        NAME##_digest(&c, SIZE, digest);                                                                               \
        fn_out_str(out, hex(cx->mem, digest, SIZE));                                                                   \
    }

DIGEST(md5, MD5_DIGEST_SIZE)
DIGEST(sha1, SHA1_DIGEST_SIZE)
DIGEST(sha256, SHA256_DIGEST_SIZE)

const fn_row fn_rows_hash_fns[] = {
    {.name = "hash",
     .sig = "(source: notdynamic, [mod: integer]) -> long",
     .each = hash_each,
     .prepare = hash_prepare,
     .help = "A number made of the value, the same for equal values; with mod, one from 0 to mod - 1",
     .example = "print hash('World'), hash('World', 100), hash(datetime(2015-01-01))",
     .gives = "1846988464401551951, 51, 1380966698541616202",
     .page = "hash-function"},
    {.name = "hash_xxhash64",
     .sig = "(source: notdynamic, [mod: integer]) -> long",
     .each = hash_each,
     .prepare = hash_prepare,
     .help = "The value's xxHash64; with mod, the rest of dividing by it",
     .example = "print hash_xxhash64('World'), hash_xxhash64('World', 100), hash_xxhash64(datetime(2015-01-01))",
     .gives = "1846988464401551951, 51, 1380966698541616202",
     .page = "hash-xxhash64-function"},
    {.name = "hash_md5",
     .sig = "(source: notdynamic) -> string",
     .each = md5_each,
     .help = "The MD5 digest of the value's text, in hexadecimal",
     .example = "print hash_md5('World'), hash_md5(datetime(2020-01-01))",
     .gives = "f5a7924e621e84c9280a9a27e1bcb7f6, 786c530672d1f8db31fee25ea8a9390b",
     .page = "hash-md5-function"},
    {.name = "hash_sha1",
     .sig = "(source: notdynamic) -> string",
     .each = sha1_each,
     .help = "The SHA-1 digest of the value's text, in hexadecimal",
     .example = "print hash_sha1('World'), hash_sha1(datetime(2020-01-01))",
     .gives = "70c07ec18ef89c5309bbb0937f3a6342411e1fdd, e903e533f4d636b4fc0dcf3cf81e7b7f330de776",
     .page = "hash-sha1-function"},
    {.name = "hash_sha256",
     .sig = "(source: notdynamic) -> string",
     .each = sha256_each,
     .help = "The SHA-256 digest of the value's text, in hexadecimal",
     .example = "print hash_sha256('World'), hash_sha256(datetime(2020-01-01))",
     .gives = "78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524, "
              "ba666752dc1a20eb750b0eb64e780cc4c968bc9fb8813461c1d7e750f302d71d",
     .page = "hash-sha256-function"},
    {0}};
