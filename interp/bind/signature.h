/* signature: the one-line signatures of function rows (interp/fn.h says how they are written), read into parameters. */
#ifndef INTERP_BIND_SIGNATURE_H
#define INTERP_BIND_SIGNATURE_H

#include "interp/fn.h"

#define SIGNATURE_MAX 16 /* parameters written in one signature */

/* How well an argument fits a parameter, worst first; the order is that of Microsoft's binder. */
typedef enum fit {
    FIT_NONE,
    FIT_UNKNOWN,
    FIT_DYNAMIC,
    FIT_COMPATIBLE,
    FIT_PROMOTED,
    FIT_NOT_TYPE,
    FIT_ONE_OF_MANY,
    FIT_SCALAR,
    FIT_SUMMABLE,
    FIT_ORDERABLE,
    FIT_NUMBER,
    FIT_INTEGER,
    FIT_EXACT,
} fit;

typedef struct parameter {
    str name;
    str type;             /* as written, for messages */
    uint16_t accepts;     /* bit 1 << kql_type for every type it takes as it is */
    fit fits;             /* what such an argument counts as */
    bool declared;        /* concrete types: arguments may be converted to the only one */
    bool common;          /* takes part in the common type of the call */
    bool common_dynamic;  /* the same, and where types disagree it is dynamic */
    int same_as;          /* the parameter whose type it takes, or -1 */
    bool constant, literal, nonempty, typeliteral, optional, repeated, star;
} parameter;

typedef enum result_rule { RESULT_TYPE, RESULT_ARGUMENT, RESULT_PROMOTED, RESULT_WIDEST, RESULT_COMMON, RESULT_LITERAL, RESULT_CUSTOM } result_rule;

typedef struct signature {
    parameter params[SIGNATURE_MAX];
    uint32_t n;
    uint32_t min_args, max_args; /* UINT32_MAX: any number */
    result_rule rule;
    kql_type result;             /* RESULT_TYPE */
    uint32_t argument;           /* RESULT_ARGUMENT, _PROMOTED, _LITERAL */
} signature;

/* False only for a signature that is written wrong: a defect of its row, caught by the tests. */
bool signature_read(const char *text, signature *out);

/* The parameter that argument k of n goes to, or NULL: too many. */
const parameter *signature_parameter(const signature *s, uint32_t k);

#define TYPE_BIT(t) ((uint16_t)(1u << (t)))

#endif
