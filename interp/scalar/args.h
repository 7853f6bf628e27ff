/* args: reading arguments of loose kinds (number, integer, optional) inside bodies. Values, not nulls. */
#ifndef INTERP_SCALAR_ARGS_H
#define INTERP_SCALAR_ARGS_H

#include "interp/convert.h"
#include "interp/kernel.h"
#include "interp/refusals.h"

/* An integer of either width. */
static inline int64_t arg_long(datum d)
{
    return d.type == T_INT ? d.i : d.l;
}

/* Any number as a real. */
static inline double arg_real(datum d)
{
    return d.type == T_REAL ? d.r : d.type == T_DECIMAL ? decimal_to_double(d.dec) : (double)arg_long(d);
}

/* An answer that no witness gives: the query ends with it, by name. */
static inline void arg_refuse(const fn_ctx *cx, const char *what)
{
    refuse_row(cx->ds, cx->call->at, "%s() of %s", cx->call->row->name, what);
}

static inline void out_datum(datum *out, datum v)
{
    kql_type t = out->type;
    *out = v.type == t ? v : datum_null(t);
}

/* A body over numbers of any type that computes in reals: x is the argument; statements set *r or say KERNEL_NULL. */
#define REAL_1_STMT(NAME, STMT)                                                                                        \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                           \
    {                                                                                                                  \
        const vec *a_ = convert_arg(cx->mem, args[0], rows, T_REAL);                                                   \
        uint32_t am_ = a_->constant ? 0 : UINT32_MAX;                                                                  \
        KERNEL_LOOP (rows, double x = a_->r[row & am_]; double *r = &out->r[row]; STMT)                                \
            ;                                                                                                          \
    }
#define REAL_1(NAME, EXPR) REAL_1_STMT(NAME, *r = (EXPR))

#endif
