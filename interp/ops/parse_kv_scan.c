/* parse_kv_scan: see the header. */
#include "interp/ops/parse_kv_scan.h"

#include "base/utf8.h"

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static str trim(str s)
{
    while (s.n && is_blank(s.p[0])) {
        s = str_sub(s, 1, s.n - 1);
    }
    while (s.n && is_blank(s.p[s.n - 1])) {
        s.n--;
    }
    return s;
}

static bool stands_at(const kv_scan *s, uint32_t at, str what)
{
    return what.n && s->text.n - at >= what.n && memcmp(s->text.p + at, what.p, what.n) == 0;
}

/* Where `what` stands next, or the end of the text. */
static uint32_t find(const kv_scan *s, uint32_t at, str what)
{
    const char *hit = at < s->text.n ? memmem(s->text.p + at, s->text.n - at, what.p, what.n) : NULL;
    return hit ? (uint32_t)(hit - s->text.p) : s->text.n;
}

static uint32_t behind(const kv_scan *s, uint32_t at, str what) { return at >= s->text.n ? s->text.n : at + what.n; }

static uint32_t skip_blanks(const kv_scan *s, uint32_t at)
{
    while (at < s->text.n && is_blank(s->text.p[at]) && !stands_at(s, at, s->rules->pair) && !stands_at(s, at, s->rules->kv)) {
        at++;
    }
    return at;
}

static int find_key(const kv_scan *s, str key)
{
    for (uint32_t i = 0; i < s->rules->n_keys; i++) {
        if (str_eq(s->rules->keys[i], key)) {
            return (int)i;
        }
    }
    return -1;
}

/* ---- quotes */

static const kv_quote *quote_at(const kv_scan *s, uint32_t at)
{
    for (uint32_t i = 0; i < s->rules->n_quotes; i++) {
        if (stands_at(s, at, s->rules->quotes[i].open)) {
            return &s->rules->quotes[i];
        }
    }
    return NULL;
}

static uint32_t escape_at(const kv_scan *s, uint32_t at)
{
    for (uint32_t i = 0; i < s->rules->n_escapes; i++) {
        if (stands_at(s, at, s->rules->escapes[i])) {
            return s->rules->escapes[i].n;
        }
    }
    return 0;
}

/* An escape stands in front of a quote or an escape; the length of that character, 0 for others. */
static uint32_t escaped_at(const kv_scan *s, uint32_t at, const kv_quote *q)
{
    return stands_at(s, at, q->open) ? q->open.n : stands_at(s, at, q->close) ? q->close.n : escape_at(s, at);
}

/* What stands in the quotes that open at *at, which moves behind them. */
static bool take_quoted(kv_scan *s, uint32_t *at, const kv_quote *q, str *out)
{
    uint32_t from = *at + q->open.n, i = from, n = 0;
    char *copy = NULL;
    while (i < s->text.n && !stands_at(s, i, q->close)) {
        uint32_t escape = escape_at(s, i), take = 1;
        if (escape) {
            take = escaped_at(s, i + escape, q);
            if (!take) {
                s->unknown = "an escape in front of a character that is neither quote nor escape";
                return false;
            }
            if (!copy) {
                copy = arena_alloc(s->mem, s->text.n);
                memcpy(copy, s->text.p + from, n = i - from);
            }
            i += escape;
        }
        if (copy) {
            memcpy(copy + n, s->text.p + i, take);
        }
        n += take;
        i += take;
    }
    if (i >= s->text.n) {
        s->unknown = "a quote that is not closed";
        return false;
    }
    *out = (str){copy ? copy : s->text.p + from, n};
    *at = i + q->close.n;
    return true;
}

/* ---- with delimiters */

#define KEY_MAX 4096 /* bytes of a quoted key that are looked through */

/* The pair_delimiter in front of `at`, with blanks between them or not; UINT32_MAX: there is none. */
static uint32_t pair_before(const kv_scan *s, uint32_t from, uint32_t at)
{
    str pair = s->rules->pair;
    for (;; at--) {
        if (at >= from + pair.n && stands_at(s, at - pair.n, pair)) {
            return at - pair.n;
        }
        if (at == from || !is_blank(s->text.p[at - 1])) {
            return UINT32_MAX;
        }
    }
}

/* A quoted key that ends at `end`: where the pair_delimiter in front of it stands. */
static uint32_t quoted_key_start(const kv_scan *s, uint32_t from, uint32_t end, str *key)
{
    for (uint32_t i = 0; i < s->rules->n_quotes; i++) {
        const kv_quote *q = &s->rules->quotes[i];
        if (end < from + q->open.n + q->close.n || !stands_at(s, end - q->close.n, q->close)) {
            continue;
        }
        uint32_t inside = end - q->close.n, least = inside > from + KEY_MAX ? inside - KEY_MAX : from;
        for (uint32_t k = inside; k-- > least;) {
            if (stands_at(s, k, q->open)) {
                *key = trim(str_sub(s->text, k + q->open.n, inside - k - q->open.n));
                return pair_before(s, from, k);
            }
        }
    }
    return UINT32_MAX;
}

/* The key in front of the kv_delimiter at `kv`: where the pair_delimiter that begins it stands. There is none before `searched`. */
static uint32_t key_start(const kv_scan *s, uint32_t from, uint32_t searched, uint32_t kv, str *key)
{
    uint32_t end = kv, pair = s->rules->pair.n, start;
    while (end > from && is_blank(s->text.p[end - 1])) {
        end--;
    }
    start = quoted_key_start(s, from, end, key);
    if (start != UINT32_MAX) {
        return start;
    }
    for (uint32_t p = find(s, searched, s->rules->pair); p < end; p = find(s, p + pair, s->rules->pair)) {
        start = p;
    }
    if (start != UINT32_MAX) {
        *key = start + pair < kv ? trim(str_sub(s->text, start + pair, kv - start - pair)) : (str){0};
    }
    return start;
}

/* Where an unquoted value that begins at `from` ends. */
static uint32_t value_end(kv_scan *s, uint32_t from, bool asked)
{
    const kv_rules *r = s->rules;
    if (!r->greedy) {
        return find(s, from, r->pair);
    }
    uint32_t searched = from;
    for (uint32_t kv = find(s, from, r->kv); kv < s->text.n; searched = kv, kv = find(s, kv + r->kv.n, r->kv)) {
        str key = {0};
        uint32_t start = key_start(s, from, searched, kv, &key);
        if (start == UINT32_MAX) {
            continue; /* no pair_delimiter before it: part of the value */
        }
        if (asked && find_key(s, key) < 0) {
            s->unknown = "greedy: whether a value ends at a key that is not asked for";
        }
        return start;
    }
    return s->text.n;
}

/* The key at s->at, up to its kv_delimiter; false when none begins here, and s->at is moved on. */
static bool take_key(kv_scan *s, str *key)
{
    const kv_rules *r = s->rules;
    s->at = skip_blanks(s, s->at);
    const kv_quote *q = quote_at(s, s->at);
    if (q) {
        if (!take_quoted(s, &s->at, q, key)) {
            return false;
        }
        *key = trim(*key);
        s->at = skip_blanks(s, s->at);
        if (!stands_at(s, s->at, r->kv)) {
            s->at = behind(s, find(s, s->at, r->pair), r->pair);
            return false;
        }
    } else {
        uint32_t pair = find(s, s->at, r->pair), kv = s->next_kv > s->at ? s->next_kv : find(s, s->at, r->kv);
        s->next_kv = kv;
        if (pair <= kv) {
            s->at = behind(s, pair, r->pair);
            return false;
        }
        *key = trim(str_sub(s->text, s->at, kv - s->at));
        s->at = kv;
    }
    s->at += r->kv.n;
    return true;
}

static bool take_value(kv_scan *s, bool asked, str *value)
{
    const kv_rules *r = s->rules;
    uint32_t from = skip_blanks(s, s->at);
    const kv_quote *q = from < s->text.n ? quote_at(s, from) : NULL;
    if (!q) {
        uint32_t end = value_end(s, s->at, asked);
        *value = trim(str_sub(s->text, s->at, end - s->at));
        s->at = stands_at(s, end, r->pair) ? end + r->pair.n : end;
        return !s->unknown;
    }
    if (!take_quoted(s, &from, q, value)) {
        return false;
    }
    *value = trim(*value);
    uint32_t end = find(s, from, r->pair);
    if (asked && trim(str_sub(s->text, from, end - from)).n) {
        s->unknown = "text between a closing quote and the pair_delimiter";
        return false;
    }
    s->at = behind(s, end, r->pair);
    return true;
}

static bool next_delimited(kv_scan *s, uint32_t *key, str *value)
{
    while (s->at < s->text.n && !s->unknown) {
        str name;
        if (!take_key(s, &name)) {
            continue;
        }
        int at = find_key(s, name);
        if (!take_value(s, at >= 0, value)) {
            return false;
        }
        if (at >= 0) {
            *key = (uint32_t)at;
            return true;
        }
    }
    return false;
}

/* ---- without delimiters, and with a regular expression */

/* The next word or quoted text. */
static bool take_word(kv_scan *s, str *word)
{
    while (s->at < s->text.n) {
        const kv_quote *q = quote_at(s, s->at);
        if (q) {
            return take_quoted(s, &s->at, q, word);
        }
        uint32_t from = s->at, end = from;
        while (s->at < s->text.n && utf8_is_term(utf8_next(s->text, &s->at))) {
            end = s->at;
        }
        if (end > from) {
            s->at = end;
            *word = str_sub(s->text, from, end - from);
            return true;
        }
    }
    return false;
}

static bool next_word_pair(kv_scan *s, uint32_t *key, str *value)
{
    for (str word; take_word(s, &word);) {
        int at = find_key(s, trim(word));
        if (at >= 0) {
            *key = (uint32_t)at;
            bool got = take_word(s, value);
            *value = got ? trim(*value) : (str){0};
            return got;
        }
    }
    return false;
}

static bool next_match(kv_scan *s, uint32_t *key, str *value)
{
    regex_span g[3];
    while (regex_next(s->rules->re, s->text, &s->walk, g, 3)) {
        str part[3] = {0};
        for (int i = 1; i < 3; i++) {
            part[i] = g[i].start == UINT32_MAX ? part[i] : trim(str_sub(s->text, g[i].start, g[i].len));
        }
        int at = find_key(s, part[1]);
        if (at >= 0) {
            *key = (uint32_t)at;
            *value = part[2];
            return true;
        }
    }
    return false;
}

void kv_scan_start(kv_scan *s, const kv_rules *r, str text, arena *mem)
{
    *s = (kv_scan){.rules = r, .mem = mem, .text = text.n ? text : (str){"", 0}};
}

bool kv_scan_next(kv_scan *s, uint32_t *key, str *value)
{
    const kv_rules *r = s->rules;
    return r->re ? next_match(s, key, value) : r->pair.n ? next_delimited(s, key, value) : next_word_pair(s, key, value);
}
