/* summarize: binding. Output: the by-columns, then the aggregates. The running part is summarize_run.c. */
#include "interp/ops/summarize_run.h"

#include "interp/ops/shared/exprs_bind.h"
#include "interp/plan/exprs.h"

static bool bind_by(binder *b, const ast *list, summarize_info *info)
{
    bool ok = list->n == 0 || bind_columns(b, list->kid, list->n, COLUMNS_BY, &info->by, &info->n_by);
    for (uint32_t i = 0; ok && i < info->n_by; i++) {
        ok = check_not_dynamic(b, info->by[i].value) && ok;
    }
    return ok;
}

static void inner_schema(binder *b, summarize_info *info)
{
    for (uint32_t i = 0; i < info->n_by; i++) {
        schema_add(b->mem, &info->inner, info->by[i].name, info->by[i].value->type);
    }
    for (uint32_t i = 0; i < info->n_aggs; i++) {
        const bound_agg *a = &info->aggs[i];
        schema_add(b->mem, &info->inner, a->names[0], a->call->result);
        for (uint32_t j = 0; j < a->call->n_extra; j++) {
            schema_add(b->mem, &info->inner, a->names[1 + j], a->call->extra_types[j]);
        }
    }
}

static plan_node *summarize_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"hint.strategy", "shuffle"}, {"hint.num_partitions", "long"}, {"hint.*", "any"}};
    bind_params(b, node->kid[0], rules, 3);
    bind_shuffle_keys(b, node->kid[0], in);
    summarize_info *info = ARENA_NEW(b->mem, summarize_info);
    const schema *old = bind_rows(b, &in->cols);
    bool ok = bind_by(b, node->kid[2], info);
    ok = bind_aggregates(b, node->kid[1]->kid, node->kid[1]->n, info->by, info->n_by, &info->aggs, &info->n_aggs, &info->finals,
                         &info->n_finals) && ok;
    bind_rows(b, old);
    if (ok && node->kid[1]->n + node->kid[2]->n == 0) {
        bind_unsupported(b, node->at, "summarize of nothing by nothing");
        ok = false;
    }
    if (!ok) {
        return NULL;
    }
    inner_schema(b, info);
    plan_node *out = node_over(b, &op_summarize, node->at, in, info);
    if (out) {
        out->cols = (schema){0};
        out->serialized = out->open_columns = false;
        for (uint32_t i = 0; i < info->n_by; i++) {
            schema_add(b->mem, &out->cols, info->by[i].name, info->by[i].value->type);
        }
        for (uint32_t i = 0; i < info->n_finals; i++) {
            schema_add(b->mem, &out->cols, info->finals[i].name, info->finals[i].value->type);
        }
    }
    return out;
}

static void summarize_need(plan_node *n)
{
    const summarize_info *info = n->info;
    for (uint32_t i = 0; i < info->n_by; i++) {
        expr_columns(info->by[i].value, &n->in[0]->need);
    }
    for (uint32_t i = 0; i < info->n_aggs; i++) {
        for (uint32_t j = 0; j < info->aggs[i].n_args; j++) {
            expr_columns(info->aggs[i].args[j], &n->in[0]->need);
        }
    }
}

static void summarize_describe(buf *out, const plan_node *n)
{
    const summarize_info *info = n->info;
    for (uint32_t i = 0; i < info->n_finals; i++) {
        buf_printf(out, "%s" STR_FMT, i ? ", " : "", STR_ARG(info->finals[i].name));
    }
    for (uint32_t i = 0; i < info->n_by; i++) {
        buf_text(out, i ? ", " : info->n_finals ? " by " : "by ");
        expr_text(out, info->by[i].value, &n->in[0]->cols);
    }
}

static void summarize_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    summarize_info *info = n->info;
    for (uint32_t i = 0; i < info->n_by; i++) {
        each(&info->by[i].value, arg);
    }
    for (uint32_t i = 0; i < info->n_aggs; i++) {
        for (uint32_t j = 0; j < info->aggs[i].n_args; j++) {
            each(&info->aggs[i].args[j], arg);
        }
    }
}

const op_class op_summarize = {.name = "summarize", .code = OP_SUMMARIZE, .bind = summarize_bind, .need = summarize_need,
                               .open = summarize_open, .next = summarize_next, .close = summarize_close,
                               .describe = summarize_describe, .visit = summarize_visit};
