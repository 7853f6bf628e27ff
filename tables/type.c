#include "tables/type.h"

const char *type_name(kql_type t)
{
    static const char *const names[] = {
#define TYPE(id, name, ctype, member) name,
#include "tables/type.def"
#undef TYPE
        "unknown",
    };
    return names[t];
}

size_t type_size(kql_type t)
{
    static const size_t sizes[] = {
#define TYPE(id, name, ctype, member) sizeof(ctype),
#include "tables/type.def"
#undef TYPE
        0,
    };
    return sizes[t];
}

/* Other spellings of the ten, as Microsoft's binder lists them. */
static const struct {
    const char *name;
    kql_type type;
} aliases[] = {
    {"boolean", T_BOOL},  {"int32", T_INT},   {"uint", T_INT},    {"uint32", T_INT},   {"int8", T_INT},      {"uint8", T_INT},
    {"int16", T_INT},     {"uint16", T_INT},  {"int64", T_LONG},  {"ulong", T_LONG},   {"uint64", T_LONG},   {"double", T_REAL},
    {"float", T_REAL},    {"date", T_DATETIME}, {"time", T_TIMESPAN}, {"uuid", T_GUID}, {"uniqueid", T_GUID},
};

bool type_find(str name, kql_type *out)
{
    for (int t = 0; t < T_COUNT_; t++)
        if (str_is(name, type_name((kql_type)t))) {
            *out = (kql_type)t;
            return true;
        }
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (str_is(name, aliases[i].name)) {
            *out = aliases[i].type;
            return true;
        }
    return false;
}
