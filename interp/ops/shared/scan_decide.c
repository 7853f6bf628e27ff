#include "interp/ops/shared/scan_decide.h"

#include "interp/ops/scan.h"
#include "interp/plan/exprs.h"

typedef struct by_column {
    scan_decider decider;
    exec *x;
    const expr **parts; /* one a reader */
    uint32_t n;
} by_column;

/* How well a comparison tells rows apart, guessed by its name. */
enum { NOT_AT_ALL, ORDERED, SOME, FEW };

static uint32_t worth(const char *name)
{
    static const char *const few[] = {"==", "=~", "in", "in~"};
    static const char *const ordered[] = {"<", "<=", ">", ">=", "between"};
    static const char *const some[] = {"has", "has_cs", "has_any", "has_all", "contains", "contains_cs", "startswith", "startswith_cs",
                                       "endswith", "endswith_cs", "hasprefix", "hasprefix_cs", "hassuffix", "hassuffix_cs"};
    for (size_t i = 0; i < sizeof few / sizeof *few; i++) {
        if (strcmp(name, few[i]) == 0) {
            return FEW;
        }
    }
    for (size_t i = 0; i < sizeof ordered / sizeof *ordered; i++) {
        if (strcmp(name, ordered[i]) == 0) {
            return ORDERED;
        }
    }
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        if (strcmp(name, some[i]) == 0) {
            return SOME;
        }
    }
    return NOT_AT_ALL;
}

/* The column alone, or cast, or a constant. */
static bool is_operand(const expr *e, uint32_t col)
{
    if (e->kind == EX_CAST) {
        e = e->args[0];
    }
    return (e->kind == EX_COLUMN && e->column == col) || (e->kind == EX_CONST && !e->late);
}

static uint32_t min(uint32_t a, uint32_t b) { return a < b ? a : b; }

/* What a part of a filter is worth when only the column is known. */
static uint32_t part_worth(const expr *e, uint32_t col)
{
    uint32_t w = FEW;
    if (e->late || !e->row_bound) {
        return 0;
    }
    if (e->kind == EX_OR) {
        for (uint32_t i = 0; i < e->n_args; i++) {
            w = min(w, part_worth(e->args[i], col));
        }
        return w;
    }
    if (e->kind != EX_CALL || e->call->row->volatile_) {
        return 0;
    }
    for (uint32_t i = 0; i < e->n_args; i++) {
        w = is_operand(e->args[i], col) ? w : 0;
    }
    return min(w, worth(e->call->row->name));
}

static const expr *best_part(const expr *filter, uint32_t col, uint32_t *most)
{
    const expr *best = NULL;
    uint32_t parts = filter->kind == EX_AND ? filter->n_args : 1;
    *most = 0;
    for (uint32_t i = 0; i < parts; i++) {
        const expr *part = filter->kind == EX_AND ? filter->args[i] : filter;
        uint32_t w = part_worth(part, col);
        if (w > *most) {
            *most = w;
            best = part;
        }
    }
    return best;
}

static uint32_t column_worth(const plan_node *const *readers, uint32_t n, uint32_t col, const expr **parts)
{
    uint32_t all = FEW, w;
    for (uint32_t i = 0; i < n && all; i++) {
        const scan_info *info = readers[i]->info;
        w = 0;
        parts[i] = info->filter ? best_part(info->filter, col, &w) : NULL;
        all = min(all, w);
    }
    return all;
}

static uint32_t keep(void *ctx, const batch *in, arena *mem, uint16_t *out)
{
    const by_column *by = ctx;
    uint8_t wanted[BATCH_ROWS] = {0};
    uint32_t n = 0;
    for (uint32_t i = 0; i < by->n; i++) {
        sel kept = eval_filter(by->x, by->parts[i], in, in->sel, mem, out);
        for (uint32_t j = 0; j < kept.n; j++) {
            wanted[sel_row(kept, j)] = 1;
        }
    }
    for (uint32_t row = 0; row < in->n_rows; row++) {
        out[n] = (uint16_t)row;
        n += wanted[row];
    }
    return n;
}

void scan_decide_by(exec *x, scan *s, const plan_node *const *readers, uint32_t n)
{
    uint32_t best = 0, columns = readers[0]->cols.n;
    const expr **parts = ARENA_ARRAY(x->mem, const expr *, n);
    by_column *by = ARENA_NEW(x->mem, by_column);
    for (uint32_t c = 0; c < columns && best < FEW; c++) {
        uint32_t w = column_worth(readers, n, c, parts);
        if (w > best) {
            best = w;
            *by = (by_column){{.column = c, .ordered = w == ORDERED, .keep = keep, .ctx = by}, x, ARENA_ARRAY(x->mem, const expr *, n), n};
            memcpy(by->parts, parts, n * sizeof *parts);
        }
    }
    if (best) {
        scan_decide(s, &by->decider);
    }
}
