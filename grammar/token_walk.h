/* token_walk: one walk over the raw tokens, handing them on merged and settled, with a stack of open brackets.
 * Internal to the token filter; token_shape.c decides, this moves. */
#ifndef GRAMMAR_TOKEN_WALK_H
#define GRAMMAR_TOKEN_WALK_H

#include "grammar/token_look.h"

/* What stands inside a bracket. */
typedef enum inside {
    IN_STATEMENTS, /* the whole text, a function body */
    IN_QUERY,      /* a query or a value */
    IN_PIPELINE,   /* operators without a source: mv-apply, fork, partition, facet */
    IN_VALUES,     /* values only: arguments, between, [...] */
    IN_NAMES,      /* (a, b) = ... */
    IN_SCHEMA,     /* name:type, ... */
    IN_ENTITIES,   /* table names and patterns */
    IN_PROPERTIES, /* name=value, ... */
    IN_STEPS,      /* scan's steps */
    IN_CASES,      /* a pattern's cases */
} inside;

typedef struct frame {
    inside what;
    bool begin;   /* the next token begins a statement, query or pipeline */
    bool bar;     /* the last token was | */
    bool item;    /* the next token begins an item of the operator's list, or follows its word */
    bool parts;   /* behind parse's `with`, reduce's `with`, find's `project`, graph-match's `where` */
    bool on;      /* behind `on` of make-series and mv-apply, `in` of partition */
    bool pattern; /* in a `declare pattern` statement */
    bool scope;   /* the bracket is the (...) of find's or search's `in`: what follows is no continuation of it */
    int op;       /* the tabular operator being written, or -1 */
} frame;

typedef struct walk {
    token_list *list;
    arena *mem;
    diags *ds;
    uint32_t in, out; /* out <= in: tokens are only ever merged */
    frame *frames;
    uint32_t depth, cap;
    token lost;   /* what walk_take answers at the end of the text */
    bool operand; /* the last token ended an operand */
    int prev;     /* its kind; a parameter list counts as the word before it */
} walk;

static inline frame *walk_top(walk *s)
{
    return &s->frames[s->depth - 1];
}
static inline const token *walk_ahead(const walk *s, uint32_t n)
{
    return look_at(s->list, s->in + n);
}

void walk_push(walk *s, inside what);
token *walk_take(walk *s, int kind, uint32_t n);      /* hands the next n tokens on as one of this kind */
void walk_keep(walk *s, bool operand);                /* hands the next token on as it is */
void walk_name(walk *s, uint32_t n);                  /* the next n tokens are a name: x, ['x'], {x} */
void walk_dynamic(walk *s);                           /* dynamic(...) is JSON: nothing in it is a KQL name */
void walk_parameters(walk *s, uint16_t op, int word); /* the name=value words behind `word` */

#endif
