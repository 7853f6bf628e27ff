/* fn: what a scalar function or operator is to the engine. A family file holds a dozen bodies and ends in its rows:
 *
 *   const fn_row fn_rows_ip[] = {
 *       {.name = "ipv4_is_private", .sig = "(ip: string) -> bool", .each = ipv4_is_private,
 *        .help = "True when the address is in a private range", .example = "print ipv4_is_private('10.1.2.3')", .gives = "true",
 *        .page = "ipv4-is-private-function"},
 *       {0}};
 *
 * and families.def names the array. The row is all: binder, help, reference and the first test read it.
 *
 * Signatures. "(name: type, name: type, [optional: type], rest: type...) -> result", or "rest: type...64)" for 64
 * arguments at most; several rows of one name are overloads, tried as
 * Microsoft's binder does. Parameter types: the ten types; kinds (any scalar number integer summable orderable notdynamic notbool
 * notrealorbool numberorbool stringordynamic array bag arrayorstring integerorarray realordecimal typeliteral);
 * common, commonnumber, commonsummable, commonorderable, commonordynamic (all such arguments take one type); T0, T1 (the type of that
 * argument); `int|long`. A parameter with `const` before its type must be a constant, with `lit` a literal.
 * Results: a type; `custom` (row->result_type says it); T0literal (the type that argument 0, a typeliteral, names); T0, T1 (type of an argument); widest (of the number arguments, at least long); common; T0promoted (int to long).
 * The binder casts arguments to concrete parameter types, number arguments of a `widest` function to that widest type, and `common`
 * arguments to the common type; other kinds arrive as they are. */
#ifndef INTERP_FN_H
#define INTERP_FN_H

#include "base/diag.h"
#include "tables/dyn.h"
#include "tables/vec.h"

typedef struct fn_row fn_row;
typedef struct window_class window_class; /* interp/window/window.h */

/* What one call in a query is. Read-only while the query runs. */
typedef struct fn_call {
    const fn_row *row;
    uint32_t n_args;
    const kql_type *arg_types;
    const datum *const *constants; /* per argument: its value when it is a constant, else NULL */
    const str *literal_types;      /* per argument: what stood in typeof(...), for typeliteral parameters */
    kql_type result;
    void *prepared;                /* made by row->prepare: a compiled regex, a needle set; read-only afterwards */
    span at;                       /* where it stands in the query */
} fn_call;

/* What a body may use while it runs. */
typedef struct fn_ctx {
    const fn_call *call;
    arena *mem;          /* results live here; valid until the next batch */
    int64_t now;         /* ticks: now() of this query */
    struct warnings *warn; /* may be NULL; see warnings.h */
    diags *ds;             /* may be NULL; an error here ends the run: for what the query needs and was not given */
    const struct geoip *geoip; /* --geoip, or NULL */
    const struct agents *agents; /* --user-agents, or NULL */
} fn_ctx;

/* A body over vectors: args[k] may be constant (use vec_ix); fills out (BATCH_ROWS zeroed values, out->type = call->result) for the rows
 * in `rows`. Nulls: with NULLS_STRICT the caller has already marked every row with a null argument; the body may compute garbage
 * there but not fault (values under a null are zero bytes; strings {NULL,0}; dynamics NULL). More nulls: fn_set_null. */
typedef void fn_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out);

/* A body over one row: simple and slower; right for anything that costs more than a few tens of ns a row. out comes as a null of
 * call->result; fill it and clear out->null (fn_out_* below do both). Not called for rows with a null argument unless NULLS_SEEN. */
typedef void fn_each(fn_ctx *cx, const datum *args, datum *out);

/* Checks constants and prepares them. False: an error was reported to ds. Called once per call, at bind time. */
typedef bool fn_prepare(fn_call *call, arena *mem, diags *ds); /* may set call->result, when a constant decides it */

typedef enum fn_nulls {
    NULLS_STRICT, /* any null argument makes the result null (string result: empty) */
    NULLS_SEEN,   /* the body sees nulls and decides */
} fn_nulls;

typedef enum fn_naming { /* the column name an unnamed call gets (result_name_rule of the catalogue) */
    NAMING_NONE,          /* Column1 */
    NAMING_ARG0,          /* the name of its first argument */
    NAMING_NAME_ARG0,     /* function name _ first argument's name */
    NAMING_PREFIX_ARG0,   /* naming_prefix _ first argument's name */
    NAMING_PREFIX_ARG0_ARG1, /* naming_prefix _ first _ second argument's name: covariance_x_y */
    NAMING_PREFIX,        /* naming_prefix alone */
    NAMING_ARG0_IF_COLUMN,/* FirstArgumentValueIfColumn */
    NAMING_ONLY_ARG,      /* OnlyArgument */
} fn_naming;

struct fn_row {
    const char *name;
    const char *sig;
    fn_body *body;       /* one of body, each, window */
    fn_each *each;
    const window_class *window; /* prev, next, row_number: need a serialized input; run by interp/ops/window.c */
    fn_prepare *prepare; /* optional */
    kql_type (*result_type)(const kql_type *arg_types, uint32_t n); /* for the result `custom` */
    fn_nulls nulls;
    fn_naming naming;
    const char *naming_prefix;
    bool volatile_;      /* rand(), new_guid(): never folded, evaluated a row */
    bool per_query;      /* now(), ago(): folded once the query's time is known */
    bool serialized;     /* prev, next, row_number: need a serialized input; run by interp/window */
    bool unbuilt;        /* it binds: prepare says so when nothing is to be run, and each when a row comes */
    bool hidden;         /* accepted, not listed: old spellings */
    const char *same_as; /* an old spelling: the name of the row that says the rest */
    /* Several results in one call: "rsquare: real, slope: real, line_fit: dynamic". The body gives a dynamic array of them; in a column list
     * each becomes a column, named FUNCTION_ARGUMENT_NAME unless the user says otherwise. "sorted..." is one a dynamic argument,
     * ARGUMENT_sorted; a single one is given as it is. */
    const char *tuple;
    const char *tuple_item; /* the function that tells one of them, (arguments..., number); none: it is taken from the array */
    const char *bag_of;     /* its bag holds that function's results; of a call's parts (f(x).right.slope is right_slope) each is told alone */
    const char *help, *example, *gives, *page;
};

/* The next overload of a name: start with NULL. NULL when there is none (left). */
const fn_row *fn_next_overload(str name, const fn_row *after);
uint32_t fn_count(void);
const fn_row *fn_at(uint32_t i); /* for listing: all rows, in family order */

static inline void fn_set_null(vec *out, uint32_t row) { ((uint8_t *)out->null)[row] = 1; } /* the mask exists in a body */

static inline void fn_out_bool(datum *out, bool v) { out->null = false; out->b = v; }
static inline void fn_out_int(datum *out, int32_t v) { out->null = false; out->i = v; }
static inline void fn_out_long(datum *out, int64_t v) { out->null = false; out->l = v; } /* datetime, timespan too */
static inline void fn_out_real(datum *out, double v) { out->null = false; out->r = v; }
static inline void fn_out_str(datum *out, str v) { out->null = false; out->s = v; }
static inline void fn_out_dyn(datum *out, const dyn *v) { out->null = v == NULL || v->kind == DYN_NULL; out->dy = out->null ? NULL : v; }

#endif
