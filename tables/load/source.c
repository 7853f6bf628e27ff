#include "tables/load/source.h"

#include "base/utf8.h"

#define RAW_BYTES (1 << 16)

typedef enum encoding { ENC_UTF8, ENC_UTF16LE, ENC_UTF16BE } encoding;

struct source {
    unpack *raw;
    encoding enc;
    char head[4]; /* bytes looked at to tell the encoding, still to be handed out */
    uint32_t head_n, head_at;
    char *in; /* UTF-16 only: undecoded bytes in[in_at..in_n) */
    size_t in_at, in_n;
    bool in_end;
};

/* Windows writes UTF-16 with a BOM; without one, a NUL beside the first ASCII character tells. */
static uint32_t tell_encoding(source *s)
{
    const unsigned char *h = (const unsigned char *)s->head;
    if (s->head_n >= 3 && h[0] == 0xEF && h[1] == 0xBB && h[2] == 0xBF) {
        return 3;
    }
    if (s->head_n >= 2 && h[0] == 0xFF && h[1] == 0xFE) {
        s->enc = ENC_UTF16LE;
        return 2;
    }
    if (s->head_n >= 2 && h[0] == 0xFE && h[1] == 0xFF) {
        s->enc = ENC_UTF16BE;
        return 2;
    }
    if (s->head_n == 4 && h[0] && !h[1] && h[2] && !h[3]) {
        s->enc = ENC_UTF16LE;
    } else if (s->head_n == 4 && !h[0] && h[1] && !h[2] && h[3]) {
        s->enc = ENC_UTF16BE;
    }
    return 0;
}

source *source_open(arena *mem, const part *p, diags *ds)
{
    source *s = ARENA_NEW(mem, source);
    s->raw = unpack_open(mem, p, ds);
    int64_t got = s->raw ? 1 : -1;
    while (got > 0 && s->head_n < sizeof s->head) {
        got = unpack_read(s->raw, s->head + s->head_n, sizeof s->head - s->head_n);
        s->head_n += got > 0 ? (uint32_t)got : 0;
    }
    if (got < 0) {
        source_drop(s);
        return NULL;
    }
    s->head_at = tell_encoding(s);
    if (s->enc != ENC_UTF8) {
        s->in = arena_alloc(mem, RAW_BYTES);
    }
    return s;
}

void source_drop(source *s)
{
    if (s) {
        unpack_drop(s->raw);
    }
}

static int64_t read_bytes(source *s, char *dst, size_t n)
{
    if (s->head_at == s->head_n) {
        return unpack_read(s->raw, dst, n);
    }
    size_t k = s->head_n - s->head_at;
    memcpy(dst, s->head + s->head_at, k);
    s->head_at = s->head_n;
    return (int64_t)k;
}

/* Keeps an odd byte or half a surrogate pair and reads behind it. */
static int64_t refill(source *s)
{
    size_t left = s->in_n - s->in_at;
    memmove(s->in, s->in + s->in_at, left);
    int64_t got = read_bytes(s, s->in + left, RAW_BYTES - left);
    s->in_at = 0;
    s->in_n = left + (got > 0 ? (size_t)got : 0);
    s->in_end = got == 0;
    return got;
}

static uint32_t unit_at(const source *s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s->in + at;
    return s->enc == ENC_UTF16LE ? (uint32_t)(p[0] | p[1] << 8) : (uint32_t)(p[0] << 8 | p[1]);
}

/* The next code point, or false when more input is needed for it. A lone surrogate becomes U+FFFD (utf8_put sees to
 * that). */
static bool next_point(source *s, uint32_t *cp)
{
    size_t left = s->in_n - s->in_at;
    if (left < 2) {
        return false;
    }
    uint32_t u = unit_at(s, s->in_at);
    if (u >= 0xD800 && u < 0xDC00 && left < 4 && !s->in_end) {
        return false;
    }
    uint32_t low = u >= 0xD800 && u < 0xDC00 && left >= 4 ? unit_at(s, s->in_at + 2) : 0;
    bool pair = low >= 0xDC00 && low < 0xE000;
    *cp = pair ? 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00) : u;
    s->in_at += pair ? 4 : 2;
    return true;
}

static int64_t read_utf16(source *s, char *dst, size_t n)
{
    size_t put = 0;
    uint32_t cp;
    while (put == 0) {
        while (put + 4 <= n && next_point(s, &cp)) {
            put += utf8_put(cp, dst + put);
        }
        if (put > 0 || s->in_end) {
            break;
        }
        if (refill(s) < 0) {
            return -1;
        }
    }
    return (int64_t)put;
}

int64_t source_read(source *s, char *dst, size_t n)
{
    return s->enc == ENC_UTF8 ? read_bytes(s, dst, n) : read_utf16(s, dst, n);
}

uint64_t source_at(const source *s)
{
    return unpack_at(s->raw);
}

bool source_is_file(const source *s)
{
    return s->enc == ENC_UTF8 && s->head_at == s->head_n && unpack_is_file(s->raw);
}
