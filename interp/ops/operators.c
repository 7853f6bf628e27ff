#include "interp/ops/operators.h"

static const op_class *const classes[] = {
#define OPERATOR_CLASS(name) &op_##name,
#include "interp/ops/operators.def"
#undef OPERATOR_CLASS
};

const op_class *op_find(int code)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (classes[i]->code == code && code >= 0) {
            return classes[i];
        }
    }
    return NULL;
}
