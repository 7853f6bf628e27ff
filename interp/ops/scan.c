#include "interp/ops/scan.h"

#include "interp/exec.h"
#include "interp/ops/shared/scan_decide.h"
#include "interp/ops/shared/scan_share.h"
#include "interp/plan/exprs.h"

plan_node *scan_bind(binder *b, table *t, span at)
{
    binder_reads(b, t);
    scan_info *info = ARENA_NEW(b->mem, scan_info);
    info->table = t;
    plan_node *n = bind_node(b, &op_scan, at, 0, NULL, info);
    const schema *cols = table_schema(t);
    if (n) { /* a copy: the table may learn of more columns later */
        n->cols = (schema){ARENA_ARRAY(b->mem, column, cols->n + 1), cols->n - (table_lends_time(t) && !b->names_timestamp)};
        for (uint32_t i = 0; i < n->cols.n; i++) {
            n->cols.cols[i] = cols->cols[i];
        }
    }
    return n;
}

void scan_read_columns(const plan_node *n, colset *out)
{
    const scan_info *info = n->info;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (!n->need.bits || colset_has(&n->need, i)) {
            colset_add(out, i);
        }
    }
    if (info->filter) {
        expr_columns(info->filter, out);
    }
}

static void need_nothing(plan_node *n) { (void)n; }

typedef struct state {
    scan *scan;
    arena *batch;
    struct share_reader *reader; /* when the table is read together with others */
    uint16_t kept[BATCH_ROWS];
} state;

static bool open(exec *x, const plan_node *n, void **out)
{
    const scan_info *info = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    *out = s;
    if (info->share) {
        s->reader = share_join(x, n);
        return s->reader != NULL;
    }
    colset read = colset_new(x->mem, n->cols.n);
    scan_read_columns(n, &read);
    s->scan = scan_open(x->cat, info->table, &read, x->ds);
    if (s->scan && info->filter) {
        scan_decide_by(x, s->scan, &n, 1);
    }
    return s->scan != NULL;
}

void scan_offer(exec *x, const plan_node *n, const scan_decider *by)
{
    const scan_info *info = n->info;
    state *s = x->state[n->id];
    if (n->op == &op_scan && s && s->scan && !info->filter && scan_is_loaded(s->scan)) {
        scan_decide(s->scan, by);
    }
}

static step next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    const scan_info *info = n->info;
    if (s->reader) {
        return share_next(x, s->reader, out);
    }
    step got = scan_next(s->scan, out);
    if (got == STEP_ROWS && info->filter && out->sel.n) {
        arena_reset(s->batch);
        out->sel = eval_filter(x, info->filter, out, out->sel, s->batch, s->kept);
    }
    return got;
}

static void close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    state *s = st;
    if (s->reader) {
        share_leave(s->reader);
    } else if (s->scan) {
        scan_close(s->scan);
    }
    arena_drop(s->batch);
}

static void describe(buf *out, const plan_node *n)
{
    const scan_info *info = n->info;
    arena *mem = arena_new();
    colset read = colset_new(mem, n->cols.n);
    scan_read_columns(n, &read);
    uint32_t count = 0;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        count += colset_has(&read, i);
    }
    buf_printf(out, STR_FMT ", %u of %u columns", STR_ARG(table_name(info->table)), count, n->cols.n);
    if (info->share) {
        buf_printf(out, ", read once with %u other%s (pass %u)", info->group->n - 1, info->group->n == 2 ? "" : "s", info->share);
    }
    if (info->filter) {
        buf_text(out, ", where ");
        expr_text(out, info->filter, &n->cols);
    }
    arena_drop(mem);
}

static void visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    scan_info *info = n->info;
    if (info->filter) {
        each(&info->filter, arg);
    }
}

const op_class op_scan = {.name = "scan", .code = -1, .need = need_nothing, .open = open, .next = next, .close = close,
                          .describe = describe, .visit = visit};
