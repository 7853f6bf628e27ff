/* regex_tree: a pattern, taken apart. regex_parse.c makes it, regex_emit.c writes it for RE2, regex_vm.c runs it where
 * RE2 cannot. */
#ifndef INTERP_SCALAR_REGEX_TREE_H
#define INTERP_SCALAR_REGEX_TREE_H

#include "base/buf.h"
#include "interp/scalar/regex.h"

#define REGEX_DEPTH    200  /* groups, classes and repetitions inside one another */
#define REGEX_REPEAT   1000 /* the greatest count in {n,m}: RE2's */
#define CODE_POINT_MAX 0x10FFFF

typedef struct code_range {
    uint32_t lo, hi;
} code_range;

/* A named class. */
typedef struct code_class {
    uint32_t categories;      /* bits of utf8proc categories */
    const code_range *ranges; /* and these */
    uint32_t n;
    const char *re2;   /* the class in RE2's words, to stand between brackets, or NULL */
    bool re2_single;   /* re2 is one \p{..}: \P{..} is its contrary */
    bool lower, upper; /* Unicode's Lowercase, Uppercase */
} code_class;

typedef enum set_kind { SET_RANGE, SET_NAMED, SET_UNION, SET_AND, SET_MINUS, SET_XOR } set_kind;

/* A set of code points: one place of the text. fold: of all cases of each (leaves only). */
typedef struct code_set {
    uint8_t kind;
    bool negated, fold;
    code_range range;
    const code_class *named;
    struct code_set **kid;
    uint32_t n, cap;
} code_set;

bool set_has(const code_set *s, uint32_t cp);
/* Its ranges in ascending order, by looking at every code point up to `last`. */
code_range *set_ranges(arena *mem, const code_set *s, uint32_t last, uint32_t *n);
#define SET_ALIKE 10
extern const code_range set_alike[SET_ALIKE];
code_set *set_range(arena *mem, uint32_t lo, uint32_t hi, bool fold);
code_set *set_named(arena *mem, const code_class *named, bool negated, bool fold);
code_set *set_of_kind(arena *mem, set_kind kind);
void set_add(arena *mem, code_set *to, code_set *kid);

extern const code_class class_digit, class_space, class_word, class_digit_ascii, class_space_ascii, class_word_ascii;
bool class_is_word(uint32_t cp);
const code_class *class_posix(str name);                /* alpha, digit ...; NULL */
const code_class *class_property(arena *mem, str name); /* what stands in \p{...}; NULL */
bool re2_script(arena *mem, str name, code_class *out); /* regex_re2.cc: a script's code points, from RE2's tables */

typedef enum regex_assert {
    AT_TEXT_START,
    AT_TEXT_END,
    AT_LINE_START,
    AT_LINE_END,
    AT_LINE_START_CRLF,
    AT_LINE_END_CRLF,
    AT_WORD,
    AT_NOT_WORD,
    AT_WORD_ASCII,
    AT_NOT_WORD_ASCII,
    AT_WORD_START,
    AT_WORD_END,
    AT_WORD_START_HALF,
    AT_WORD_END_HALF,
} regex_assert;

typedef enum node_kind { RX_EMPTY, RX_SET, RX_ASSERT, RX_GROUP, RX_CAT, RX_ALT, RX_REPEAT } node_kind;

typedef struct regex_node {
    uint8_t kind;
    uint8_t assert;
    bool lazy;         /* RX_REPEAT */
    uint32_t min, max; /* RX_REPEAT; max UINT32_MAX: no end */
    uint32_t group;    /* RX_GROUP: its number, from 1 */
    code_set *set;
    struct regex_node **kid; /* GROUP, REPEAT: one */
    uint32_t n, cap;
} regex_node;

typedef struct regex_tree {
    regex_node *root;
    uint32_t n_groups;
    str *names; /* by group number, 0 unused; empty: unnamed */
} regex_tree;

bool regex_parse(arena *mem, str pattern, regex_tree *out, regex_error *err);
regex_node *regex_node_new(arena *mem, node_kind kind);
void regex_node_add(arena *mem, regex_node *to, regex_node *kid);

/* The pattern for RE2. ascii: for texts without a byte above 127, to be read as Latin-1. *exact false: it matches more
 * than the pattern does (assertions that RE2 lacks are left out). */
void regex_emit(arena *mem, const regex_tree *t, bool ascii, buf *out, bool *exact);

/* The pattern as a program of our own, for what RE2 has no words for; slower, and as linear. NULL: it would be too
 * large. */
typedef struct regex_program regex_program;
const regex_program *regex_compile_own(arena *mem, const regex_tree *t);
bool regex_run_own(const regex_program *p, str text, uint32_t from, regex_span *groups, uint32_t n);

#endif
