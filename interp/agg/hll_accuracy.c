#include "interp/agg/hll_accuracy.h"

static bool prepare_at(agg_call *call, uint32_t arg, arena *mem, diags *ds)
{
    uint8_t *bits = arena_alloc(mem, 1);
    *bits = hll_bits(agg_const_long(call, arg, arg < call->n_args ? -1 : 1));
    call->prepared = bits;
    if (*bits) return true;
    diag_error(ds, ST_COMPILE, NULL, call->at, "the accuracy of %s() must be a constant from 0 to 4", call->row->name);
    return false;
}

bool hll_prepare(agg_call *call, arena *mem, diags *ds)
{
    return prepare_at(call, 1, mem, ds);
}

bool hll_prepare_if(agg_call *call, arena *mem, diags *ds)
{
    return prepare_at(call, 2, mem, ds);
}
