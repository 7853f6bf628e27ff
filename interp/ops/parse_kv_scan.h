/* parse_kv_scan: the keys and values of a text, one pair after the other. Source: parse-kv-operator.md
 *
 *   with delimiters     a=1, b='x, y'       pairs end at pair_delimiter, keys at kv_delimiter; quotes hold delimiters
 *        greedy         a=x y b=2           an unquoted value goes on to the next key
 *   without             [INFO] a: 1, b: 2   all but letters and digits parts words; a key is followed by its value
 *   regex               two groups a match: key and value
 *
 * Where the page leaves open what a text gives, the scan ends and says so: `unknown`. */
#ifndef INTERP_OPS_PARSE_KV_SCAN_H
#define INTERP_OPS_PARSE_KV_SCAN_H

#include "interp/scalar/regex.h"

typedef struct kv_quote {
    str open, close; /* one character each */
} kv_quote;

typedef struct kv_rules {
    str pair, kv;       /* pair.n 0: without delimiters */
    kv_quote *quotes;
    uint32_t n_quotes;
    str *escapes;
    uint32_t n_escapes;
    const regex *re;    /* or NULL */
    bool greedy;
    const str *keys;    /* those that are asked for */
    uint32_t n_keys;
} kv_rules;

typedef struct kv_scan {
    const kv_rules *rules;
    arena *mem;         /* for values that lose their escapes */
    str text;
    uint32_t at;
    uint32_t next_kv;   /* the kv_delimiter behind `at`, when not before it */
    regex_walk walk;
    const char *unknown; /* what is not settled; NULL: nothing */
} kv_scan;

void kv_scan_start(kv_scan *s, const kv_rules *r, str text, arena *mem);
/* The next pair whose key is asked for, blanks around both taken off: the key's number. False: no more, or unknown. */
bool kv_scan_next(kv_scan *s, uint32_t *key, str *value);

#endif
