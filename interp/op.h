/* op: what a tabular operator is to the engine, and the plan it makes.
 *
 *   bind    checks its syntax node against the input's columns and makes a plan node       (once, bind time)
 *   need    from the columns that are read of it, says which it reads of its inputs        (once, plan time)
 *   open    makes its running state                                                        (per run)
 *   next    gives the next batch                                                           (per batch)
 *   close   lets go of files and handles; memory goes with the arenas
 *
 * A plan node is read-only while it runs; what changes lives in the state. ops/NAME.c holds the functions and ends in
 * `const op_class op_NAME = {...}`; ops/operators.c lists them all. Internal nodes (table scan, memory, shared) are operators too. */
#ifndef INTERP_OP_H
#define INTERP_OP_H

#include "grammar/ast.h"
#include "interp/expr.h"
#include "tables/catalog.h"

typedef struct binder binder;
typedef struct exec exec;
typedef struct op_class op_class;

struct plan_node {
    const op_class *op;
    uint32_t id;        /* its state's slot in the running query */
    span at;            /* its own text in the query */
    schema cols;        /* columns out */
    uint32_t n_in;
    plan_node **in;
    void *info;         /* the operator's own, made by bind, read-only */
    bool serialized;    /* the order of rows means something (after sort, top, serialize, range ...) */
    bool open_columns;  /* not all columns are known before the data is seen (bag_unpack, pivot) */
    colset need;        /* output columns that somebody reads; set by plan_prune */
};

struct op_class {
    const char *name;   /* "where", "scan" */
    int code;           /* ast_operator, or -1 for an internal node */
    /* NULL: an error was reported. in is NULL for a source. */
    plan_node *(*bind)(binder *b, const ast *node, plan_node *in);
    void (*need)(plan_node *n); /* NULL: reads every column of its inputs */
    bool (*open)(exec *x, const plan_node *n, void **state);
    step (*next)(exec *x, const plan_node *n, void *state, batch *out);
    void (*close)(exec *x, const plan_node *n, void *state);
    bool repeats;       /* its inputs behind the first run again and again ... */
    bool of_part;       /* ... over a source that gives, each time, another part of the first */
    void (*describe)(buf *out, const plan_node *n); /* what `-d p` says behind the name; may be NULL */
    void (*visit)(plan_node *n, void (*each)(expr **e, void *arg), void *arg); /* its expressions over in[0]; may be NULL */
};

const op_class *op_find(int code); /* NULL: not built; the binder refuses it by name */

#endif
