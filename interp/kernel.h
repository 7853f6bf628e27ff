/* kernel: loops over vectors, written once. A kernel is one expression over non-null inputs:
 *
 *   KERNEL_1(strlen_k, s, l, (int64_t)utf8_count(x))
 *   KERNEL_2(add_long, l, l, l, (int64_t)((uint64_t)x + (uint64_t)y))
 *
 * The letters are the union members of vec: b i l r dec s g dy. Inside the expression: x, y, z are the inputs, cx the fn_ctx;
 * KERNEL_NULL (in a statement kernel) marks the row null. Four loops each (dense or selected, constant right side or not), so that
 * the compiler vectorises the dense ones. */
#ifndef INTERP_KERNEL_H
#define INTERP_KERNEL_H

#include "interp/fn.h"

#define KERNEL_LOOP(rows, STMT)                                                                                                           \
    do {                                                                                                                                  \
        if ((rows).idx) {                                                                                                                 \
            for (uint32_t k_ = 0; k_ < (rows).n; k_++) {                                                                                  \
                uint32_t row = (rows).idx[k_];                                                                                            \
                STMT;                                                                                                                     \
            }                                                                                                                             \
        } else {                                                                                                                          \
            for (uint32_t row = 0; row < (rows).n; row++) {                                                                               \
                STMT;                                                                                                                     \
            }                                                                                                                             \
        }                                                                                                                                 \
    } while (0)

#define KERNEL_1(NAME, A, R, EXPR)                                                                                                        \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                                              \
    {                                                                                                                                     \
        (void)cx;                                                                                                                         \
        __typeof__(args[0]->A) a_ = args[0]->A;                                                                                           \
        __typeof__(out->R) r_ = out->R;                                                                                                   \
        uint32_t am_ = args[0]->constant ? 0 : UINT32_MAX;                                                                                \
        KERNEL_LOOP(rows, __typeof__(*a_) x = a_[row & am_]; r_[row] = (EXPR));                                                           \
    }

#define KERNEL_2(NAME, A, B, R, EXPR)                                                                                                     \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                                              \
    {                                                                                                                                     \
        (void)cx;                                                                                                                         \
        __typeof__(args[0]->A) a_ = args[0]->A;                                                                                           \
        __typeof__(args[1]->B) b_ = args[1]->B;                                                                                           \
        __typeof__(out->R) r_ = out->R;                                                                                                   \
        if (args[1]->constant && !args[0]->constant) {                                                                                    \
            __typeof__(*b_) y = b_[0];                                                                                                    \
            KERNEL_LOOP(rows, __typeof__(*a_) x = a_[row]; r_[row] = (EXPR));                                                             \
            return;                                                                                                                       \
        }                                                                                                                                 \
        uint32_t am_ = args[0]->constant ? 0 : UINT32_MAX, bm_ = args[1]->constant ? 0 : UINT32_MAX;                                      \
        KERNEL_LOOP(rows, __typeof__(*a_) x = a_[row & am_]; __typeof__(*b_) y = b_[row & bm_]; r_[row] = (EXPR));                        \
    }

/* The same with a statement that sets *r or says KERNEL_NULL. */
#define KERNEL_NULL fn_set_null(out, row)
#define KERNEL_1_STMT(NAME, A, R, STMT)                                                                                                   \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                                              \
    {                                                                                                                                     \
        (void)cx;                                                                                                                         \
        uint32_t am_ = args[0]->constant ? 0 : UINT32_MAX;                                                                                \
        KERNEL_LOOP(rows, __typeof__(*args[0]->A) x = args[0]->A[row & am_]; __typeof__(*out->R) *r = &out->R[row]; STMT);                \
    }
#define KERNEL_2_STMT(NAME, A, B, R, STMT)                                                                                                \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                                              \
    {                                                                                                                                     \
        (void)cx;                                                                                                                         \
        uint32_t am_ = args[0]->constant ? 0 : UINT32_MAX, bm_ = args[1]->constant ? 0 : UINT32_MAX;                                      \
        KERNEL_LOOP(rows, __typeof__(*args[0]->A) x = args[0]->A[row & am_]; __typeof__(*args[1]->B) y = args[1]->B[row & bm_];           \
                    __typeof__(*out->R) *r = &out->R[row]; STMT);                                                                         \
    }

#endif
