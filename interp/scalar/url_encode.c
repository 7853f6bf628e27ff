/* url_encode: percent-encoding. Letters, digits and - _ . ! * ( ) stand for themselves, hexadecimal digits are small.
 */
#include "interp/scalar/text.h"

static bool is_plain(char c)
{
    return (uint8_t)((c | 32) - 'a') < 26 || (uint8_t)(c - '0') < 10 || (c && strchr("-_.!*()", c));
}

static str encode(fn_ctx *cx, str s, const char *blank)
{
    char *p;
    uint32_t n = 0;
    if (!text_room(cx, (uint64_t)s.n * 3, &p)) return (str){0};
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (is_plain(c)) {
            p[n++] = c;
        } else if (c == ' ') {
            for (const char *b = blank; *b; b++) p[n++] = *b;
        } else {
            p[n++] = '%';
            p[n++] = "0123456789abcdef"[(uint8_t)c >> 4];
            p[n++] = "0123456789abcdef"[c & 15];
        }
    }
    return (str){p, n};
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    char low = (char)(c | 32);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* What is no code stays as it is; bytes that are no UTF-8 become U+FFFD. */
static str decode(fn_ctx *cx, str s)
{
    char *p = arena_alloc(cx->mem, s.n + 1u);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? hex_value(s.p[i + 1]) : -1;
        int low = high >= 0 ? hex_value(s.p[i + 2]) : -1;
        if (low >= 0) {
            p[n++] = (char)(high << 4 | low);
            i += 2;
        } else {
            p[n++] = s.p[i] == '+' ? ' ' : s.p[i];
        }
    }
    return utf8_repair(cx->mem, (str){p, n});
}

TEXT_TO_TEXT(url_encode_body, encode(cx, x, "+"))
TEXT_TO_TEXT(url_encode_component_body, encode(cx, x, "%20"))
TEXT_TO_TEXT(url_decode_body, decode(cx, x))

const fn_row fn_rows_url_encode[] = {{.name = "url_encode",
                                      .sig = "(url: string) -> string",
                                      .body = url_encode_body,
                                      .help = "The text as a part of a URL, a blank as +",
                                      .example = "print url_encode('https://www.bing.com/hello world')",
                                      .gives = "https%3a%2f%2fwww.bing.com%2fhello+world",
                                      .page = "url-encode-function"},
                                     {.name = "url_encode_component",
                                      .sig = "(url: string) -> string",
                                      .body = url_encode_component_body,
                                      .help = "The text as a part of a URL, a blank as %20",
                                      .example = "print url_encode_component('https://www.bing.com/hello world')",
                                      .gives = "https%3a%2f%2fwww.bing.com%2fhello%20world",
                                      .page = "url-encode-component-function"},
                                     {.name = "url_decode",
                                      .sig = "(encoded_url: string) -> string",
                                      .body = url_decode_body,
                                      .help = "The text that a part of a URL stands for",
                                      .example = "print url_decode('https%3a%2f%2fwww.bing.com%2f')",
                                      .gives = "https://www.bing.com/",
                                      .page = "url-decode-function"},
                                     {0}};
