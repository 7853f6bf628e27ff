/* dyn: Kusto's dynamic type, an immutable tree in an arena. A bag keeps its keys in the order they were written,
 * a repeated key keeps the last value. Depth is limited to DYN_MAX_DEPTH when parsed or built. */
#ifndef TABLES_DYN_H
#define TABLES_DYN_H

#include "base/arena.h"
#include "base/buf.h"
#include "tables/type.h"

#define DYN_MAX_DEPTH 500

typedef enum dyn_kind {
    DYN_NULL, /* only inside arrays and bags */
    DYN_BOOL,
    DYN_LONG,
    DYN_REAL,
    DYN_DECIMAL,
    DYN_STRING,
    DYN_DATETIME,
    DYN_TIMESPAN,
    DYN_GUID,
    DYN_ARRAY,
    DYN_BAG,
} dyn_kind;

struct dyn {
    uint8_t kind;
    uint16_t depth; /* 0 for scalars, else one more than the deepest item */
    uint32_t n; /* items of an array, entries of a bag */
    union {
        uint8_t b;
        int64_t l; /* long, and ticks of datetime and timespan */
        double r;
        decimal dec;
        str s;
        guid g;
        struct {
            const str *key;          /* bag only: n keys */
            const dyn *const *item;  /* array items or bag values, never NULL entries */
        };
    };
};

/* JSON text to a tree. Accepts what Kusto accepts (any JSON value; blanks around it). False: not JSON; *out untouched.
 * The text `null` gives true and *out NULL, the null dynamic. The tree keeps no pointer into `json`.
 * Numbers: integers within 64 bits are long, others real. A string of the form yyyy-MM-ddTHH:mm:ss[.f][Z|+hh:mm] becomes a
 * datetime, as the engine makes it (dataexplorer-docs issue 914). Source: parse-json-function.md */
bool dyn_parse(arena *a, str json, const dyn **out);

/* What stands between the parentheses of dynamic(...): JSON with Kusto's string literals (any kind, adjacent ones joined) and
 * its typed literals: 1h, datetime(...), timespan(...), guid(...), bool(...), long(...), real(...), dynamic(...). No strings
 * become datetimes. False: not such a value (decimal(...) is none: KS215). Source: scalar-data-types/dynamic.md */
bool dyn_parse_literal(arena *a, str text, const dyn **out);

/* The text form: compact JSON, as Kusto prints dynamic values. A string at the top is printed raw by dyn_text, quoted by dyn_json. */
void dyn_json(buf *out, const dyn *v);
str dyn_text(arena *a, const dyn *v); /* what tostring() gives; NULL gives "" */

/* Building. Items and keys are not copied; null items must be dyn_null(). An array or bag that would be deeper than
 * DYN_MAX_DEPTH becomes dyn_null(). */
const dyn *dyn_null(void);
const dyn *dyn_bool(bool b);
const dyn *dyn_long(arena *a, int64_t v);
const dyn *dyn_real(arena *a, double v);
const dyn *dyn_string(arena *a, str s);
const dyn *dyn_array(arena *a, const dyn *const *items, uint32_t n);
const dyn *dyn_bag(arena *a, const str *keys, const dyn *const *values, uint32_t n); /* keys already distinct */
const dyn *dyn_from_datum(arena *a, datum v);   /* a null becomes dyn_null() */
const dyn *dyn_copy(arena *a, const dyn *v);    /* deep, strings too: for what outlives its batch */

/* Looking. All give NULL when there is nothing there (or a JSON null, for the two finders). */
const dyn *dyn_find(const dyn *v, str key);       /* bag member, case-sensitive */
const dyn *dyn_at(const dyn *v, int64_t index);   /* array item; negative counts from the end */

datum dyn_to_datum(const dyn *v);                  /* the scalar inside, with its own type; arrays and bags stay dynamic; NULL is null dynamic */
int dyn_cmp(const dyn *a, const dyn *b);           /* a total order over all kinds; 0 means equal (1 equals 1.0) */
uint64_t dyn_hash(const dyn *v);
const char *dyn_type_name(const dyn *v);           /* what gettype() says: "array", "dictionary", "long", "double", "null", ... */

#endif
