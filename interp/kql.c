/* The public face: text -> tree -> bound -> plan -> rows. */
#include "interp/kql_parts.h"

#include "base/time_text.h"
#include "interp/geoip.h"
#include "interp/bind/bind_dump.h"
#include "interp/bind/settings.h"
#include "interp/ops/as.h"
#include "interp/ops/render.h"
#include "interp/ops/replay.h"
#include "interp/ops/shared/scan_share.h"
#include "interp/probe/probe_parts.h"
#include "interp/workspace.h"
#include "interp/workspace_functions.h"

#define DEFAULT_MEMORY_LIMIT ((size_t)16 << 30)

kql *kql_open(const kql_options *opt)
{
    arena *mem = arena_new();
    kql *k = ARENA_NEW(mem, kql);
    k->mem = mem;
    k->ds.mem = mem;
    k->opt = opt ? *opt : (kql_options){0};
    k->cat = catalog_new(&k->opt.load);
    const char *why;
    if (k->opt.workspace && k->opt.workspace->functions) {
        workspace_functions_read(mem, k->opt.workspace->functions, &k->functions, &k->ds);
    }
    if (k->opt.geoip && !(k->geoip = geoip_open(k->opt.geoip, &why))) {
        diag_plain(&k->ds, SEV_ERROR, ST_DATA, "cannot read %s: %s", k->opt.geoip, why);
    }
    return k;
}

void kql_close(kql *k)
{
    if (k) {
        geoip_close(k->geoip);
        catalog_drop(k->cat);
        arena_drop(k->mem);
    }
}

catalog *kql_catalog(kql *k) { return k->cat; }
diags *kql_diags(kql *k) { return &k->ds; }

void kql_set_now(kql *k, int64_t ticks)
{
    k->opt.has_now = true;
    k->opt.now = ticks;
}

void kql_set_arrival(kql *k, const kql_arrival *a)
{
    k->arrives = a != NULL;
    if (a)
        k->arrival = *a;
}

static void start_binder(kql_query *q, binder *b)
{
    kql *k = q->engine;
    *b = (binder){.mem = q->mem, .ds = &q->ds, .cat = k->cat, .bind_only = k->opt.bind_only, .params = k->opt.params,
                  .n_params = k->opt.n_params, .workspace = k->opt.workspace,
                  .arrival = k->arrives ? &k->arrival : NULL,
                  .functions = k->functions, .geoip = k->geoip, .agents = k->opt.agents,
                  .now = k->opt.has_now ? k->opt.now : time_now_ticks()};
}

static void make_exec(kql_query *q, const binder *b)
{
    const kql_options *opt = &q->engine->opt;
    q->exec = (exec){.mem = q->mem, .run = q->mem, .ds = &q->ds, .cat = q->engine->cat, .now = b->now, .n_late = b->n_late, .trace = opt->trace};
    q->exec.geoip = q->engine->geoip;
    q->exec.agents = opt->agents;
    q->exec.memory_limit = opt->memory_limit ? opt->memory_limit : DEFAULT_MEMORY_LIMIT;
    q->exec.n_state = q->plan.n_nodes;
    q->exec.state = ARENA_ARRAY(q->mem, void *, q->plan.n_nodes + 1);
    q->exec.shared = shared_rows_new(q->mem, b->n_shared);
    q->exec.late = ARENA_ARRAY(q->mem, late, b->n_late + 1);
}

/* Told from the plan as bound: rewrites may move what only hands rows on. */
static void find_renders(kql_query *q)
{
    q->renders = ARENA_ARRAY(q->mem, const render_spec *, q->plan.n_roots + 1);
    for (uint32_t i = 0; i < q->plan.n_roots; i++) {
        const plan_node *n = q->plan.roots[i];
        if (n->op == &op_as) n = n->in[0]; /* a leg of fork with a name */
        q->renders[i] = n->op == &op_render ? n->info : NULL;
    }
}

static void prepare(kql_query *q)
{
    q->tree = kql_parse(q->text, q->mem, &q->ds);
    if (!q->tree || diags_status(&q->ds) != ST_OK) {
        return;
    }
    binder b;
    start_binder(q, &b);
    q->plan = (plan){.mem = q->mem, .ds = &q->ds};
    if (!bind_query(&b, q->tree, &q->plan.roots, &q->names, &q->plan.n_roots) || diags_status(&q->ds) != ST_OK) {
        q->plan.n_roots = 0;
        return;
    }
    q->plan.n_nodes = b.n_nodes;
    q->ends_in_table = b.ends_in_table;
    q->plan.shared = b.shared;
    q->plan.n_shared = b.n_shared;
    if (b.bind_only) {
        return;
    }
    find_renders(q);
    if (!(q->engine->opt.as_written ? plan_as_written : plan_make)(&q->plan)) {
        q->plan.n_roots = 0;
        return;
    }
    q->truncates = b.settings->truncates && !b.settings->no_truncation;
    q->truncation = b.settings->truncation;
    q->given = ARENA_ARRAY(q->mem, int64_t, q->plan.n_roots + 1);
    make_exec(q, &b);
    q->stage = ARENA_ARRAY(q->mem, kql_stage, q->plan.n_roots + 1);
}

kql_query *kql_prepare(kql *k, str text)
{
    arena *mem = arena_new();
    kql_query *q = ARENA_NEW(mem, kql_query);
    q->mem = mem;
    q->engine = k;
    q->text = text;
    q->ds.mem = mem;
    prepare(q);
    return q;
}

status kql_query_status(const kql_query *q) { return diags_status(&q->ds); }
diags *kql_query_diags(kql_query *q) { return &q->ds; }
uint32_t kql_query_results(const kql_query *q) { return q->plan.n_roots; }
bool kql_query_ends_in_table(const kql_query *q) { return q->ends_in_table; }
const schema *kql_query_columns(const kql_query *q, uint32_t result) { return &q->plan.roots[result]->cols; }
bool kql_query_open(const kql_query *q, uint32_t result) { return q->plan.roots[result]->open_columns; }
str kql_query_name(const kql_query *q, uint32_t result) { return q->names ? q->names[result] : (str){0}; }
const render_spec *kql_query_render(const kql_query *q, uint32_t result)
{
    return q->renders && result < q->plan.n_roots ? q->renders[result] : NULL;
}

/* An expression cannot fail, what it runs can: a late plan that reported an error. */
static step check(kql_query *q, step got, uint32_t diags_before)
{
    return q->ds.n != diags_before && diags_status(&q->ds) != ST_OK ? STEP_ERROR : got;
}

static void finish(kql_query *q, uint32_t result, step got)
{
    exec_close(&q->exec, q->plan.roots[result]);
    q->stage[result] = got == STEP_END ? STAGE_ENDED : STAGE_FAILED;
    warnings_report(&q->exec.warn, &q->ds);
    q->exec.warn.n = 0;
}

/* The rows up to the limit are given; one more is an error, as the service has it. */
static step truncate(kql_query *q, uint32_t result, step got, batch *out)
{
    if (got != STEP_ROWS || !q->truncates) {
        return got;
    }
    if (q->given[result] >= q->truncation && out->sel.n) {
        return exec_fail(&q->exec, ST_LIMIT, q->plan.roots[result]->at, "the result has more than %lld rows, which truncationmaxrecords allows", (long long)q->truncation);
    }
    int64_t left = q->truncation - q->given[result];
    bool more = out->sel.n > left;
    out->sel.n = more ? (uint32_t)left : out->sel.n;
    q->given[result] += out->sel.n;
    if (more) {
        diag_error(&q->ds, ST_LIMIT, NULL, q->plan.roots[result]->at, "the result has more than %lld rows, which truncationmaxrecords allows", (long long)q->truncation);
        q->stage[result] = STAGE_CUT; /* closed with the next step: the rows given now are still to be read */
    }
    return got;
}

step kql_step(kql_query *q, uint32_t result, batch *out)
{
    if (!q->stage || result >= q->plan.n_roots || q->stage[result] == STAGE_FAILED) {
        return STEP_ERROR;
    }
    if (q->stage[result] == STAGE_ENDED) {
        return STEP_END;
    }
    if (q->stage[result] == STAGE_CUT) {
        finish(q, result, STEP_ERROR);
        return STEP_ERROR;
    }
    const plan_node *root = q->plan.roots[result];
    uint32_t before = q->ds.n;
    step got = STEP_ROWS;
    if (q->stage[result] == STAGE_READY) {
        q->stage[result] = STAGE_OPEN;
        got = exec_open(&q->exec, root) ? STEP_ROWS : STEP_ERROR;
    }
    got = check(q, got == STEP_ROWS ? exec_next(&q->exec, root, out) : got, before);
    got = truncate(q, result, got, out);
    if (got != STEP_ROWS) {
        finish(q, result, got);
    }
    return got;
}

probe_list kql_query_probes(kql_query *q) { return q->tree ? probes_of(q->mem, q->text, q->tree) : (probe_list){0}; }
const query_branch *kql_query_stages(kql_query *q) { return q->tree ? stages_of(q->mem, q->text, q->tree) : NULL; }
mutant_list kql_query_mutants(kql_query *q) { return q->tree ? mutants_of(q->mem, q->text, q->tree) : (mutant_list){0}; }

void kql_query_drop(kql_query *q)
{
    if (!q) {
        return;
    }
    for (uint32_t i = 0; q->stage && i < q->plan.n_roots; i++) {
        if (q->stage[i] == STAGE_OPEN || q->stage[i] == STAGE_CUT) {
            exec_close(&q->exec, q->plan.roots[i]);
        }
    }
    shares_drop(&q->exec);
    arena_drop(q->mem);
}

/* The tree as bound, before any rewrite: bound again, since the rewrites change it in place. */
static void dump_bound(kql_query *q, buf *out)
{
    arena *mem = arena_new();
    diags ds = {.mem = mem};
    kql_query again = {.mem = mem, .ds = ds, .engine = q->engine};
    plan_node **roots;
    binder b;
    str *names;
    uint32_t n;
    start_binder(&again, &b);
    if (bind_query(&b, q->tree, &roots, &names, &n)) {
        for (uint32_t i = 0; i < n; i++) {
            bind_dump(out, roots[i]);
        }
    }
    arena_drop(mem);
}

bool kql_query_dump(kql_query *q, char view, buf *out)
{
    switch (view) {
    case 't': ast_dump_tokens(out, q->text); return true;
    case 's':
        if (q->tree) {
            ast_dump(out, q->tree);
        }
        return true;
    case 'b':
        if (q->plan.n_roots) {
            dump_bound(q, out);
        }
        return true;
    case 'p': plan_dump(out, &q->plan); return true;
    default: return false;
    }
}
