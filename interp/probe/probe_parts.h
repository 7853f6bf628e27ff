/* probe_parts: for those that look through a tree. */
#ifndef INTERP_PROBE_PROBE_PARTS_H
#define INTERP_PROBE_PROBE_PARTS_H

#include "grammar/ast.h"
#include "interp/probe/probe.h"

probe_list probes_of(arena *mem, str text, const ast *tree);
mutant_list mutants_of(arena *mem, str text, const ast *tree);
const query_branch *stages_of(arena *mem, str text, const ast *tree);

typedef struct finder {
    arena *mem;
    str text;        /* of the query */
    const ast *tree;
    probe *items;
    uint32_t n, cap;
} finder;

/* Where a pipeline stands. A question is lets + head + pipeline + tail. */
typedef struct place {
    str lets;           /* the statements in front; within a function also its arguments, as lets */
    str head, tail;     /* what the subquery of an operator stands in */
    uint32_t statement; /* of the tree: functions of those in front can be called */
    uint32_t calls;     /* how many functions it is inside of */
    bool reached;       /* false: a function that nothing calls; its decisions are known, and nobody makes them */
} place;

str probe_cut(const finder *f, uint32_t from, uint32_t to);               /* the text between, without blanks around it */
str probe_source(const finder *f, const ast *node);
str probe_prefix(const finder *f, const ast *pipe, const ast *op);        /* the pipeline in front of an operator, without its | */
str probe_then(const finder *f, str rows, str op);                        /* rows | op; op alone where rows is empty */

/* Adds a question to the decision; summary: "yes = ..." and for PROBE_PREDICATE "no = ..." too. */
void probe_ask(finder *f, const place *in, probe_kind kind, span at, str rows, str summary);
place probe_within(const finder *f, const place *in, str rows, const ast *op, const ast *sub);
place probe_behind(const finder *f, const place *in, str rows);

/* The let-function of that name in front of the statement; NULL: there is none. */
const ast *probe_function(const finder *f, const place *in, str name);
/* Its body, called with these arguments; input: the rows that invoke hands over, or empty. */
place probe_called(const finder *f, const place *in, const ast *function, const ast *call, str input);
/* The same for a function of values that is called for each of the rows: the rows with its arguments as columns. */
str probe_called_on(const finder *f, str rows, const ast *function, const ast *call);

#endif
