/* type: the ten scalar types of Kusto and one value of any of them (datum). */
#ifndef TABLES_TYPE_H
#define TABLES_TYPE_H

#include "base/decimal.h"
#include "base/guid.h"
#include "base/str.h"

typedef struct dyn dyn;

typedef enum kql_type {
#define TYPE(id, name, ctype, member) T_##id,
#include "tables/type.def"
#undef TYPE
    T_COUNT_,
    T_UNKNOWN = T_COUNT_, /* after an error: fits everywhere, reports nothing more */
} kql_type;

const char *type_name(kql_type t);             /* "datetime"; "unknown" for T_UNKNOWN */
bool type_find(str name, kql_type *out);       /* also aliases: int64, double, boolean, date, time, uuid, uniqueid, ... */
size_t type_size(kql_type t);                  /* bytes of one value in a vec */

static inline bool type_is_number(kql_type t) { return t == T_INT || t == T_LONG || t == T_REAL || t == T_DECIMAL; }
static inline bool type_is_integer(kql_type t) { return t == T_INT || t == T_LONG; }
static inline bool type_is_ticks(kql_type t) { return t == T_DATETIME || t == T_TIMESPAN; }
static inline bool type_is_summable(kql_type t) { return type_is_number(t) || t == T_TIMESPAN || t == T_DATETIME; }

/* One value. A string is never null (an absent one is ""); a null dynamic is `null`, never a DYN_NULL node at the top. */
typedef struct datum {
    kql_type type;
    bool null;
    union {
        uint8_t b;
        int32_t i;
        int64_t l;
        double r;
        decimal dec;
        str s;
        guid g;
        const dyn *dy;
    };
} datum;

static inline datum datum_null(kql_type t) { return (datum){.type = t, .null = t != T_STRING, .s = {0}}; }

#endif
