/* binder: gives meaning to a syntax tree: names, types, overloads, implicit conversions, column names, as Microsoft's binder does.
 * Reports several errors; an expression that failed has type T_UNKNOWN and causes no further ones. Operators' bind functions
 * (interp/ops) use only this header. */
#ifndef INTERP_BIND_BINDER_H
#define INTERP_BIND_BINDER_H

#include "interp/op.h"

typedef struct kql_parameter kql_parameter; /* interp/kql.h */

struct binder {
    arena *mem;
    diags *ds;
    catalog *cat;
    int64_t now;              /* ticks: what now() and ago() mean */
    struct scope *scope;      /* let names, functions, parameters: innermost first */
    const schema *row;        /* the columns expressions may name; NULL outside a row */
    schema *open_row;         /* the row of an operator whose input has open columns: see open.c; else NULL */
    bool bind_only;           /* nothing will be run, and no data is read: columns may stay open */
    const schema *right_row;  /* $right's columns inside join's on; $left is row */
    uint32_t n_nodes;         /* plan nodes made so far: ids, and the budget that stops exponential lets (ST_LIMIT) */
    uint32_t n_late;          /* late slots handed out */
    struct shared_plan **shared; /* plans that several read (ops/replay.h), in the order they were made */
    uint32_t n_shared;
    uint32_t n_exprs;         /* expressions bound so far: the same budget for functions that double */
    uint32_t calls;           /* of let functions, being unfolded */
    bool trial;               /* a function body is being looked at: nothing is folded or prepared */
    expr *bin_auto[2];        /* what set query_bin_auto_size and query_bin_auto_at said; else NULL */
    struct settings *settings; /* what set and restrict said */
    const kql_parameter *params; /* values for declare query_parameters */
    uint32_t n_params;
    const struct workspace *workspace; /* local files in the place of what a query would fetch; or NULL */
    const struct workspace_function *functions; /* of the workspace; or NULL */
    const struct geoip *geoip;   /* for plugins that read their input while the query is bound; or NULL */
    const struct agents *agents; /* the same */
    const struct kql_arrival *arrival; /* only what had come in is seen; NULL: everything */
    bool names_timestamp;     /* somewhere in the query stands the name that tables lend: see table_lends_time */
    bool ends_in_table;       /* the last result is one, not one of several (fork), not none (consume) */
    uint32_t n_made_up;       /* ColumnN handed out */
    uint32_t depth;           /* of nested function calls and lets */
    uint32_t tables;          /* tables being bound, one inside the other */
    struct agg_list *aggs;    /* where aggregates may stand: those met so far; else NULL */
    struct window_list *windows; /* where window functions may stand: those met so far; else NULL */
    struct step_list *steps;  /* scan's steps, while its expressions are bound; else NULL */
    struct constant_table *constants; /* values of toscalar(), by where they stand: expr.c */
    struct missed *missed;    /* names no schema had, and tables that may have them further down */
};

/* Statements -> one plan per result. False when an error was reported. */
bool bind_query(binder *b, const ast *query, plan_node ***results, str **names, uint32_t *n);

/* A tabular expression: a pipeline, a name, a call, an operator used as source. NULL: reported. */
plan_node *bind_table(binder *b, const ast *node);
/* Tables whose names fit, in the order of the catalog (those with data, or without any, all), then views that let statements made. */
typedef struct matching_table {
    str name;
    plan_node *rows;
} matching_table;
uint32_t bind_matching_tables(binder *b, str pattern, span at, matching_table **out);

/* Operators of a sub-pipeline (AST_PIPE with kid[0] AST_NONE) over `in`. */
plan_node *bind_pipeline(binder *b, const ast *pipe, plan_node *in);

plan_node *bind_node(binder *b, const op_class *op, span at, uint32_t n_in, plan_node **in, void *info); /* cols empty: the caller fills them */

/* Expressions over b->row (set it with bind_rows first). Never NULL. */
const schema *bind_rows(binder *b, const schema *row); /* returns the former one: put it back when done */
expr *bind_expr(binder *b, const ast *node);
expr *bind_predicate(binder *b, const ast *node);                     /* bool, or dynamic made bool; else KS error */
expr *bind_typed(binder *b, const ast *node, kql_type want);         /* converted to want, or KS error */
bool bind_const(binder *b, const ast *node, kql_type want, datum *out); /* must fold to a constant; else an error is reported */
expr *bind_cast(binder *b, expr *e, kql_type to);                    /* e itself when it has that type; folds constants */
expr *bind_call(binder *b, const char *fn, span at, uint32_t n, expr **args); /* resolve a registry function over bound args; folds */
expr *bind_column(binder *b, uint32_t column, span at);
expr *bind_constant(binder *b, datum d, span at);
bool bind_is_constant(const expr *e);
kql_type bind_common_type(const kql_type *types, uint32_t n);         /* what iff/case/coalesce/union agree on */

/* Column lists. One place for naming, tuples, stars and double names: print, extend, project, distinct, summarize by.
 * `kids` are AST_NAMED, AST_NAMED_TUPLE, AST_STAR or expressions; *out gets n entries. */
typedef enum columns_mode { COLUMNS_PROJECT, COLUMNS_EXTEND, COLUMNS_PRINT, COLUMNS_DISTINCT, COLUMNS_BY, COLUMNS_SERIALIZE } columns_mode;
bool bind_columns(binder *b, ast *const *kids, uint32_t n_kids, columns_mode mode, named_expr **out, uint32_t *n);

/* Aggregates of summarize, top-nested, make-series: `kids` as in OP_SUMMARIZE; an expression around aggregates
 * (1.0 * countif(a) / count()) comes as aggregates plus a final expression over them:
 *   aggs     every aggregate call, in order of appearance
 *   finals   the result columns: expressions whose EX_COLUMN k is by-column k, and n_by + j the j-th aggregate result column */
bool bind_aggregates(binder *b, ast *const *kids, uint32_t n_kids, const named_expr *by, uint32_t n_by, bound_agg **aggs, uint32_t *n_aggs,
                     named_expr **finals, uint32_t *n_finals);

/* A name pattern list (project-away, -keep, -reorder): positions of b->row that match, in order; errors for names not there. */
bool bind_patterns(binder *b, const ast *node, uint32_t **cols, uint32_t *n);
bool bind_pattern_matches(str pattern, str name); /* `*` wildcards, case-sensitive */

/* What an operator's parameters may be: `kind`, `hint.*`, ... KS error for an unknown name or value. NULL when not given. */
typedef struct param_rule {
    const char *name;    /* "hint.*" matches a prefix */
    const char *values;  /* "inner|leftouter|...", "bool", "long", "string", "summable" (a literal number or time), "name", "any" */
} param_rule;
bool bind_params(binder *b, const ast *params, const param_rule *rules, uint32_t n_rules);
void bind_shuffle_keys(binder *b, const ast *params, const plan_node *in); /* hint.shufflekey names columns: reported where not */
const ast *bind_param(const ast *params, const char *name); /* the value node, or NULL */

/* A fresh output schema, and names that avoid those taken (x, x1, x2 ...). */
void schema_add(arena *a, schema *s, str name, kql_type t); /* copies: for a few columns */
schema schema_of(arena *a, const named_expr *cols, uint32_t n);
str bind_unique_name(binder *b, const schema *taken, str name);

void binder_reads(binder *b, table *t);                             /* the query reads t: a name it lacks may be found in it */

/* Refuses by name: ST_UNSUPPORTED at the place. Returns NULL for convenience. */
plan_node *bind_unsupported(binder *b, span at, const char *what);
kql_type bind_type(binder *b, const ast *type);                      /* AST_TYPE; KS error and T_UNKNOWN when there is no such type */

#endif
