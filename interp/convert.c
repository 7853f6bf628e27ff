/* convert: one value as another type. A switch by target, each with the sources that it takes; everything else is null.
 * Witnesses: the pages to*-function.md and scalar-data-types/, and the engine: toint("3.14") is null, tolong("0x1F") is
 * 31, a number as timespan means days, tostring(true) is "True" while a dynamic true prints as JSON does. */
#include "interp/convert.h"

#include "base/number_text.h"
#include "base/time_text.h"
#include "interp/convert_text.h"

static datum a_bool(bool v)
{
    return (datum){.type = T_BOOL, .b = v};
}
static datum a_long(kql_type t, int64_t v)
{
    return (datum){.type = t, .l = v};
}
static datum a_real(double v)
{
    return (datum){.type = T_REAL, .r = v};
}

/* Truncates towards zero; NaN and what is out of range do not fit. */
static bool real_to_long(double r, int64_t *out)
{
    if (!(r >= -9223372036854775808.0 && r < 9223372036854775808.0)) return false;
    *out = (int64_t)r;
    return true;
}

static datum to_bool(datum d)
{
    bool b;
    switch (d.type) {
    case T_INT:
        return a_bool(d.i != 0);
    case T_LONG:
        return a_bool(d.l != 0);
    case T_REAL:
        return d.r == d.r ? a_bool(d.r != 0) : datum_null(T_BOOL);
    case T_DECIMAL:
        return a_bool(decimal_cmp(d.dec, decimal_from_int64(0)) != 0);
    case T_STRING:
        return bool_from_text(d.s, &b) ? a_bool(b) : datum_null(T_BOOL);
    default:
        return datum_null(T_BOOL);
    }
}

static bool long_of(datum d, int64_t *out)
{
    switch (d.type) {
    case T_BOOL:
        *out = d.b;
        return true;
    case T_INT:
        *out = d.i;
        return true;
    case T_LONG:
    case T_DATETIME:
    case T_TIMESPAN:
        *out = d.l;
        return true;
    case T_REAL:
        return real_to_long(d.r, out);
    case T_DECIMAL:
        return decimal_to_int64(d.dec, out);
    case T_STRING:
        return int64_parse(text_trim(d.s), out);
    default:
        return false;
    }
}

static datum to_int(datum d)
{
    int64_t v;
    if (!long_of(d, &v) || v < INT32_MIN || v > INT32_MAX) return datum_null(T_INT);
    return (datum){.type = T_INT, .i = (int32_t)v};
}

static datum to_real(datum d)
{
    double r;
    int64_t l;
    if (d.type == T_DECIMAL) return a_real(decimal_to_double(d.dec));
    if (d.type == T_STRING) {
        if (double_parse(text_trim(d.s), &r)) return a_real(r);
        return int64_parse(text_trim(d.s), &l) ? a_real((double)l) : datum_null(T_REAL); /* 0x1F */
    }
    return long_of(d, &l) ? a_real((double)l) : datum_null(T_REAL);
}

static datum to_decimal(datum d)
{
    datum out = {.type = T_DECIMAL};
    int64_t l;
    if (d.type == T_REAL) return decimal_from_double(d.r, &out.dec) ? out : datum_null(T_DECIMAL);
    if (d.type == T_STRING) return decimal_parse(text_trim(d.s), &out.dec) ? out : datum_null(T_DECIMAL);
    if (!long_of(d, &l)) return datum_null(T_DECIMAL);
    out.dec = decimal_from_int64(l);
    return out;
}

static datum to_datetime(datum d)
{
    int64_t l;
    bool ok = d.type == T_STRING ? datetime_parse(d.s, &l) : (d.type == T_INT || d.type == T_LONG) && long_of(d, &l);
    return ok && l >= 0 && l <= DATETIME_MAX_TICKS ? a_long(T_DATETIME, l) : datum_null(T_DATETIME);
}

static datum to_timespan(datum d)
{
    int64_t l;
    bool ok = false;
    if (d.type == T_STRING)
        ok = timespan_parse(d.s, &l);
    else if (d.type == T_INT || d.type == T_LONG) /* days */
        ok = long_of(d, &l) && !__builtin_mul_overflow(l, TICKS_PER_DAY, &l);
    else if (d.type == T_REAL)
        ok = real_to_long(d.r * (double)TICKS_PER_DAY, &l);
    else if (d.type == T_DECIMAL)
        ok = real_to_long(decimal_to_double(d.dec) * (double)TICKS_PER_DAY, &l);
    return ok ? a_long(T_TIMESPAN, l) : datum_null(T_TIMESPAN);
}

static datum to_guid(datum d)
{
    datum out = {.type = T_GUID};
    return d.type == T_STRING && guid_from_text(d.s, &out.g) ? out : datum_null(T_GUID);
}

/* What a dynamic holds decides; arrays and bags are only text. */
static datum from_dynamic(arena *mem, const dyn *v, kql_type to)
{
    if (to == T_STRING) return (datum){.type = T_STRING, .s = dyn_text(mem, v)};
    datum inner = dyn_to_datum(v);
    return inner.null || inner.type == T_DYNAMIC ? datum_null(to) : convert_datum(mem, inner, to);
}

datum convert_datum(arena *mem, datum d, kql_type to)
{
    int64_t l;
    if (d.type == to) return d;
    if (d.null) return datum_null(to);
    if (d.type == T_DYNAMIC) return from_dynamic(mem, d.dy, to);
    switch (to) {
    case T_BOOL:
        return to_bool(d);
    case T_INT:
        return to_int(d);
    case T_LONG:
        return long_of(d, &l) ? a_long(T_LONG, l) : datum_null(T_LONG);
    case T_REAL:
        return to_real(d);
    case T_DECIMAL:
        return to_decimal(d);
    case T_STRING:
        return (datum){.type = T_STRING, .s = datum_text(mem, d)};
    case T_DATETIME:
        return to_datetime(d);
    case T_TIMESPAN:
        return to_timespan(d);
    case T_GUID:
        return to_guid(d);
    case T_DYNAMIC:
        return (datum){.type = T_DYNAMIC, .dy = dyn_from_datum(mem, d)};
    default:
        return datum_null(to);
    }
}
