/* parse_pattern: what parse and parse-where look for in a text.
 *
 *   parse s with * "user=" user ", age=" age: long *
 *                |  |      |     |       |         |
 *              SKIP TEXT COLUMN TEXT   COLUMN     SKIP
 *
 * kind=simple, relaxed: the pattern is all of the text, from its first byte to its last; a skip and a column take as little as they can.
 *   Only in front of a skip, where nothing else ends it, a typed column takes what looks like a value of its type.
 * kind=regex: the texts are regular expressions, the pattern may lie anywhere in the text, string columns take as much as they can,
 *   and typed columns always take what looks like a value.
 *
 * Source: parse-operator.md; the page's prose and its examples differ (string columns of kind=regex are greedy), and the published
 * measurements of the engine agree with the examples. They also say: where a pattern ends, what values look like, which is refused. */
#ifndef INTERP_OPS_PARSE_PATTERN_H
#define INTERP_OPS_PARSE_PATTERN_H

#include "base/diag.h"
#include "interp/scalar/regex.h"
#include "tables/type.h"

typedef enum parse_kind { PARSE_SIMPLE, PARSE_RELAXED, PARSE_REGEX } parse_kind;
typedef enum part_kind { PART_SKIP, PART_TEXT, PART_COLUMN } part_kind;

typedef struct parse_part {
    part_kind kind;
    str text;      /* PART_TEXT */
    kql_type type; /* PART_COLUMN */
    span at;
} parse_part;

typedef struct parse_pattern {
    parse_kind kind;
    str flags;
    parse_part *parts;
    uint32_t n, n_columns;
    const regex *re; /* NULL: found by searching for the texts */
    uint32_t *group; /* of re, by column */
} parse_pattern;

/* Completes a pattern whose first members are set. False: reported. */
bool parse_pattern_prepare(parse_pattern *p, arena *mem, diags *ds, span at);

/* The columns' places in the text; false: it is not of this form. */
bool parse_pattern_match(const parse_pattern *p, str text, regex_span *columns);

/* A regular expression between columns as the engine reads it: parentheses without a partner stand for themselves. *alternation: a `|`
 * stands outside all parentheses. */
str parse_fragment(arena *mem, str fragment, bool *alternation);

#endif
