/* loops: what the updates of aggregates share: the loop over rows and their groups, nulls, and the ...if() forms. */
#ifndef INTERP_AGG_LOOPS_H
#define INTERP_AGG_LOOPS_H

#include "interp/agg.h"

/* A statement for each row: `row`, and `s`, the state of its group. */
#define AGG_LOOP(T, ...)                                                                                               \
    do {                                                                                                               \
        T *states_ = states;                                                                                           \
        for (uint32_t k_ = 0; k_ < rows.n; k_++) {                                                                     \
            uint32_t row = sel_row(rows, k_);                                                                          \
            T *s = &states_[group[k_]];                                                                                \
            __VA_ARGS__;                                                                                               \
        }                                                                                                              \
    } while (0)

/* The same over one argument, leaving out its nulls: `x` is the value of member M. */
#define AGG_VALUES(T, V, M, ...)                                                                                       \
    do {                                                                                                               \
        const vec *v_ = (V);                                                                                           \
        uint32_t mask_ = v_->constant ? 0 : UINT32_MAX;                                                                \
        __typeof__(v_->M) m_ = v_->M;                                                                                  \
        if (v_->null)                                                                                                  \
            AGG_LOOP(                                                                                                  \
                T, if (!v_->null[row & mask_]) {                                                                       \
                    __typeof__(*m_) x = m_[row & mask_];                                                               \
                    __VA_ARGS__;                                                                                       \
                });                                                                                                    \
        else                                                                                                           \
            AGG_LOOP(T, __typeof__(*m_) x = m_[row & mask_]; __VA_ARGS__);                                             \
    } while (0)

/* The rows whose predicate is true, with their groups. */
typedef struct agg_passing {
    uint16_t idx[BATCH_ROWS];
    uint32_t group[BATCH_ROWS];
    sel rows;
} agg_passing;

static inline void agg_pass(agg_passing *p, const vec *predicate, sel rows, const uint32_t *group)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        if (vec_is_null(predicate, row) || !predicate->b[vec_ix(predicate, row)]) continue;
        p->idx[n] = (uint16_t)row;
        p->group[n++] = group[k];
    }
    p->rows = (sel){p->idx, n};
}

/* NAME: the update of an ...if() form, BASE over the rows where argument P is true. */
#define AGG_IF(NAME, BASE, P)                                                                                          \
    static void NAME(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)               \
    {                                                                                                                  \
        agg_passing p;                                                                                                 \
        agg_pass(&p, args[P], rows, group);                                                                            \
        BASE(cx, states, p.group, args, p.rows);                                                                       \
    }

/* A number or a time as a real. */
static inline double agg_real(const vec *v, uint32_t row)
{
    row = vec_ix(v, row);
    return v->type == T_REAL      ? v->r[row]
           : v->type == T_INT     ? v->i[row]
           : v->type == T_DECIMAL ? decimal_to_double(v->dec[row])
                                  : (double)v->l[row];
}

static inline int64_t agg_integer(const vec *v, uint32_t row)
{
    row = vec_ix(v, row);
    return v->type == T_INT ? v->i[row] : v->l[row];
}

/* A constant whole-number argument, or `otherwise` when it is absent, null or not constant. */
static inline int64_t agg_const_long(const agg_call *call, uint32_t arg, int64_t otherwise)
{
    const datum *d = arg < call->n_args ? call->constants[arg] : NULL;
    if (!d || d->null) return otherwise;
    return d->type == T_INT ? d->i : d->type == T_LONG ? d->l : otherwise;
}

#endif
