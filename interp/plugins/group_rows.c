#include "interp/plugins/group_rows.h"

uint32_t *group_rows(const rows *in, const uint32_t *columns, uint32_t n, arena *mem, groups *out)
{
    uint32_t *group = ARENA_ARRAY(mem, uint32_t, in->n + 1), done = 0;
    kql_type *types = ARENA_ARRAY(mem, kql_type, n + 1);
    const vec **keys = ARENA_ARRAY(mem, const vec *, n + 1);
    batch b;
    for (uint32_t i = 0; i < n; i++) {
        types[i] = in->types[columns[i]];
    }
    groups_init(out, mem, types, n);
    for (uint32_t block = 0; rows_block(in, block, mem, &b); block++) {
        for (uint32_t i = 0; i < n; i++) {
            keys[i] = b.cols[columns[i]];
        }
        groups_add(out, keys, b.sel, group + done);
        done += b.sel.n;
    }
    return group;
}
