/* render: what the public face knows of it. */
#ifndef INTERP_OPS_RENDER_H
#define INTERP_OPS_RENDER_H

#include "interp/op.h"
#include "tables/write/render_spec.h"

extern const op_class op_render; /* its info is a render_spec */

#endif
