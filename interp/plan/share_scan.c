/* Scans of one table that filter are made one pass (ops/shared/scan_share.h), and one that does not filter may join them. More without
 * a filter would have to hold the whole table; those read for themselves. Late plans are left out: they run at a time of their own. */
#include "interp/ops/operators.h"
#include "interp/ops/scan.h"
#include "interp/plan/plan.h"

typedef struct found {
    plan_node **scans;
    uint32_t n, cap;
} found;

static void collect(plan *p, plan_node *n, found *f)
{
    if (n->op == &op_scan) {
        if (f->n == f->cap) {
            f->cap = f->cap ? 2 * f->cap : 16;
            plan_node **more = ARENA_ARRAY(p->mem, plan_node *, f->cap);
            if (f->n) {
                memcpy(more, f->scans, f->n * sizeof *more);
            }
            f->scans = more;
        }
        f->scans[f->n++] = n;
    }
    /* a subquery of mv-apply and the like opens its scans again for every row: no part of a pass that happens once */
    for (uint32_t i = 0; i < (n->op->repeats ? 1 : n->n_in); i++) {
        collect(p, n->in[i], f);
    }
}

static scan_group *group_of(plan *p, const found *f, uint32_t first)
{
    scan_group *g = ARENA_NEW(p->mem, scan_group);
    table *t = ((scan_info *)f->scans[first]->info)->table;
    *g = (scan_group){.table = t, .readers = ARENA_ARRAY(p->mem, const plan_node *, f->n)};
    uint32_t columns = 0;
    bool whole = false;
    for (uint32_t i = first; i < f->n; i++) {
        const scan_info *info = f->scans[i]->info;
        if (info->table == t && !info->share && (info->filter || !whole)) {
            whole = whole || !info->filter;
            g->readers[g->n++] = f->scans[i];
            columns = columns > f->scans[i]->cols.n ? columns : f->scans[i]->cols.n;
        }
    }
    g->read = colset_new(p->mem, columns);
    return g;
}

void plan_share_scan(plan *p)
{
    found f = {0};
    uint32_t groups = 0;
    for (uint32_t i = 0; i < p->n_roots; i++) {
        collect(p, p->roots[i], &f);
    }
    for (uint32_t i = 0; i < f.n; i++) {
        if (((scan_info *)f.scans[i]->info)->share || !table_has_data(((scan_info *)f.scans[i]->info)->table)) {
            continue;
        }
        scan_group *g = group_of(p, &f, i);
        g->id = ++groups;
        for (uint32_t k = 0; g->n > 1 && k < g->n; k++) {
            scan_info *info = g->readers[k]->info;
            info->share = g->id;
            info->group = g;
            scan_read_columns(g->readers[k], &g->read);
        }
    }
}
