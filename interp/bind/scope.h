/* scope: names that let statements, function parameters and `as` give to values, innermost first. */
#ifndef INTERP_BIND_SCOPE_H
#define INTERP_BIND_SCOPE_H

#include "interp/bind/binder.h"

typedef enum scope_kind {
    NAME_SCALAR,   /* value */
    NAME_TABLE,    /* plan, and how to make it again */
    NAME_FUNCTION, /* syntax */
    NAME_PATTERN,  /* syntax: AST_DECLARE_PATTERN */
} scope_kind;

typedef struct scope {
    struct scope *outer;
    str name;
    scope_kind kind;
    expr *value;             /* NAME_SCALAR; NULL type T_UNKNOWN after an error */
    const ast *syntax;       /* NAME_TABLE: the tabular expression; NAME_FUNCTION: AST_FUNCTION */
    struct scope *seen;      /* what the syntax may name: the scope it was written in */
    struct shared_plan *piped; /* NAME_TABLE: rows that were piped into a function; every use reads them (ops/replay.h) */
    plan_node *plan;         /* NAME_TABLE: bound where it was defined; the first use takes it */
    bool taken;
    bool shared;             /* stands for any use: nothing of it will run */
    bool broken;             /* NAME_FUNCTION: its body is wrong, and that was reported */
    schema cols;             /* NAME_TABLE: its columns (they outlive the plan's first use) */
    uint32_t tables;         /* binder.tables where it was named: a parameter may hold a column of the row there */
    const char *path;        /* NAME_FUNCTION: of the workspace, the file it is from; else NULL */
    uint32_t level;          /* let statements of one level may not repeat a name */
} scope;

scope *scope_find(scope *s, str name);
scope *scope_push(binder *b, str name, scope_kind kind);

/* A tabular name once more: its plan at the first use, a copy bound again after that. */
plan_node *scope_table(binder *b, scope *s, span at);
/* Calls a let function. One of *value, *table is set on success. */
bool scope_call(binder *b, scope *f, const ast *call, plan_node *piped, expr **value, plan_node **table);
bool scope_function_needs_nothing(const scope *f); /* every parameter has a default */
bool scope_function_is_tabular(binder *b, scope *f);

void bind_let(binder *b, const ast *let);

#endif
