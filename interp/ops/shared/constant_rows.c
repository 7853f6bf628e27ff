#include "interp/ops/shared/constant_rows.h"

constant_rows *constant_rows_new(arena *mem, const datum *cells, uint32_t n_rows, const schema *cols)
{
    constant_rows *r = ARENA_NEW(mem, constant_rows);
    uint32_t blocks = n_rows / BATCH_ROWS + 1;
    *r = (constant_rows){n_rows, cols->n, ARENA_ARRAY(mem, vec *, (size_t)blocks * cols->n + 1)};
    for (uint32_t row = 0; row < n_rows; row++) {
        vec **block = r->cols + (size_t)(row / BATCH_ROWS) * cols->n;
        for (uint32_t i = 0; i < cols->n; i++) {
            if (!block[i]) {
                block[i] = ARENA_NEW(mem, vec);
                uint32_t left = n_rows - row;
                *block[i] = (vec){.type = cols->cols[i].type};
                block[i]->data = arena_zero(mem, type_size(block[i]->type) * (left < BATCH_ROWS ? left : BATCH_ROWS));
            }
            vec_set(mem, block[i], row % BATCH_ROWS, cells[(size_t)row * cols->n + i]);
        }
    }
    return r;
}

typedef struct state {
    uint32_t block;
} state;

bool constant_rows_open(exec *x, const plan_node *n, void **out)
{
    (void)n;
    *out = ARENA_NEW(x->mem, state);
    return true;
}

step constant_rows_next(exec *x, const plan_node *n, void *st, batch *out)
{
    (void)x;
    state *s = st;
    const constant_rows *r = n->info;
    uint64_t first = (uint64_t)s->block * BATCH_ROWS;
    if (first >= r->n_rows) {
        return STEP_END;
    }
    uint32_t rows = r->n_rows - (uint32_t)first < BATCH_ROWS ? r->n_rows - (uint32_t)first : BATCH_ROWS;
    *out = (batch){.n_rows = rows, .sel = {NULL, rows}, .n_cols = r->n_cols,
                   .cols = (const vec **)(r->cols + (size_t)s->block * r->n_cols)};
    s->block++;
    return STEP_ROWS;
}

void constant_rows_describe(buf *out, const plan_node *n)
{
    const constant_rows *r = n->info;
    buf_printf(out, "%u row%s, %u column%s", r->n_rows, r->n_rows == 1 ? "" : "s", r->n_cols, r->n_cols == 1 ? "" : "s");
}

void constant_rows_need(plan_node *n) { (void)n; /* reads nothing of what stands before it */ }
