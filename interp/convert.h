/* convert: values of one type as another, the rules of tostring(), tolong() ... and of implicit conversions, in one
 * place. */
#ifndef INTERP_CONVERT_H
#define INTERP_CONVERT_H

#include "tables/dyn.h"
#include "tables/vec.h"

/* One value; null (string: "") where it cannot be. Results live as long as mem or as the input. */
datum convert_datum(arena *mem, datum d, kql_type to);
/* A vector: out has type `to`, BATCH_ROWS zeroed values and no mask; made for `rows`. */
void convert_vec(arena *mem, const vec *in, sel rows, vec *out);
/* The vector itself when it has that type, else a new one; a constant stays one. For bodies whose parameters take any
 * number. */
const vec *convert_arg(arena *mem, const vec *in, sel rows, kql_type to);

#endif
