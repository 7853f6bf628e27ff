#include "interp/ops/shared/gather.h"

const vec *gather(const vec *v, const uint16_t *pick, uint32_t n, arena *mem)
{
    if (!v || v->constant) {
        return v;
    }
    vec *out = vec_new(mem, v->type);
    size_t size = type_size(v->type);
    for (uint32_t k = 0; k < n; k++) {
        memcpy((char *)out->data + k * size, (const char *)v->data + pick[k] * size, size);
        if (v->null && v->null[pick[k]]) {
            vec_nulls(mem, out)[k] = 1;
        }
    }
    return out;
}
