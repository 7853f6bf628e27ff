/* parts: what the binder's files share among themselves. Operators use binder.h. */
#ifndef INTERP_BIND_PARTS_H
#define INTERP_BIND_PARTS_H

#include "interp/bind/binder.h"
#include "interp/bind/scope.h"
#include "interp/bind/signature.h"
#include "interp/known.h"

/* literal.c */
datum literal_value(binder *b, const ast *node);

/* coerce.c */
bool type_is_wider(kql_type to, kql_type from);
kql_type type_widest(const kql_type *types, uint32_t n);
kql_type type_of_branches(const kql_type *types, uint32_t n); /* of iff and case: dynamic values take the type of the others */
bool type_common(kql_type a, kql_type b, kql_type *out);
expr *bind_failed(binder *b, span at); /* T_UNKNOWN: what an error leaves behind */

/* overload.c: the row of `name` that fits, or NULL after an error was reported. Arguments are converted in place. */
typedef struct overload {
    const void *row;       /* fn_row or agg_row */
    signature sig;
    kql_type result;
} overload;
/* Where a call stands: all of it, and the word alone that errors point to. */
typedef struct call_place {
    span at, word;
    bool is_operator;
    bool all_fit; /* is any operand of no type that fits, none is blamed: + == and, not between, in, has_any */
} call_place;
bool overload_function(binder *b, str name, call_place place, uint32_t n, expr **args, overload *out);
bool overload_aggregate(binder *b, str name, call_place place, uint32_t n, expr **args, overload *out);
kql_type overload_result(const overload *o, kql_type (*custom)(const kql_type *types, uint32_t n), uint32_t n, expr **args);

/* call.c */
call_place bind_place(const ast *node); /* of a call or an operator */
expr *bind_function_at(binder *b, str name, call_place place, uint32_t n, expr **args); /* resolves, casts, prepares, folds */
expr *bind_function(binder *b, str name, span at, uint32_t n, expr **args);
/* When the service had the row b->row; *from: the column that says so, or NULL: its own time, and the delay. NULL: nothing tells. */
expr *bind_arrival(binder *b, span at, const char **from);
expr *bind_ast_call(binder *b, const ast *node);
expr *bind_in(binder *b, const ast *node);
bool name_is_aggregate(str name);
expr *bind_typeof(binder *b, const ast *node); /* a constant string holding the type's name */

/* column_calls.c: pack_array(*), bag_pack_columns(a, b) and the like; NULL: it is none of them */
expr *bind_column_call(binder *b, const ast *node);

/* function_check.c: false: mistakes were reported */
bool function_check(binder *b, const ast *function);
/* The value a parameter has when a call gives none; what is not of the declared type (numbers are among themselves) is reported, KS141. */
expr *bind_param_default(binder *b, const ast *param, kql_type want);
bool bind_expr_is_affordable(binder *b, const ast *node); /* false: the query has unfolded to too much, and that was reported */
void bind_stop(binder *b); /* nothing more is bound: a limit was reported, and every branch would meet it again */
bool bind_function_body(binder *b, const ast *body, expr **value, plan_node **rows);

/* pattern.c: NULL: reported */
plan_node *bind_pattern_use(binder *b, struct scope *s, const ast *call, str path);

/* any_column.c: `* op value` */
expr *bind_any_column(binder *b, const ast *node);

/* statements.c: a name that is in no schema; it may stand further down in a file */
void binder_missed(binder *b, str name);

/* fold.c */
expr *bind_fold(binder *b, expr *e); /* e, or the constant it always is */

/* names.c: the name an unnamed column gets; empty: none can be told from the expression */
str name_of(binder *b, const ast *node, const expr *value);
bool name_is_no_conversion(const ast *node, const expr *value); /* a column under a conversion to its own type */

/* tuple.c: calls with several results */
typedef struct tuple {
    uint32_t n;
    expr **values;
    str *names;
} tuple;
bool tuple_is(binder *b, const ast *node); /* a call of such a function */
bool tuple_bind(binder *b, const ast *node, tuple *out);
expr *tuple_part(binder *b, const ast *node); /* f(x).part of a function whose bag is told part by part; NULL: it is none */

/* What a check may pass over: values and functions that bind, and are refused when the query is run. True when nothing else was said since
 * `said`, and nothing will be run; it is told as warnings then. */
bool bind_only_unsupported(binder *b, uint32_t said);

/* open.c: a name in the row of an operator whose input has open columns; NULL: no such row */
expr *bind_open_name(binder *b, const ast *node);
schema *bind_open_rows(binder *b, plan_node *in); /* the operator over `in` is being bound; returns what to put back */

/* table.c */
bool bind_is_tabular(binder *b, const ast *node); /* would this be a table? told by form and names, nothing is reported */
void bind_report_table(binder *b, const ast *node, const char *code); /* there is none of that name */
bool bind_is_refused(const binder *b); /* something is not supported: names that come of it are nobody's mistake */
bool bind_is_full(binder *b); /* the query has unfolded to too many operators, and that was reported */

#endif
