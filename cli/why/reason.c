/* reason: why no row of a stage was made of these, and what else is to be said of those that were. */
#include "cli/why/why.h"

#include "base/utf8.h"
#include "interp/ops/join.h"
#include "interp/ops/operators.h"
#include "interp/ops/sort.h"
#include "interp/ops/summarize.h"
#include "interp/ops/where.h"
#include "interp/plan/exprs.h"
#include "tables/dyn.h"

static why_reason *say(why *w, const why_step *s, uint32_t depth, str text)
{
    why_reason *r = ARENA_NEW(w->mem, why_reason);
    *r = (why_reason){.depth = depth, .at = s->stage->node->at, .text = text};
    return r;
}

static void give_values(why *w, why_reason *r, uint32_t n) { r->values = ARENA_ARRAY(w->mem, why_value, n + 1); }

static str name_of(why *w, const expr *e, const schema *cols)
{
    if (e->kind == EX_COLUMN && e->column < cols->n)
        return cols->cols[e->column].name;
    if (e->at.len)
        return why_source(w, e->at);
    buf b = {0};
    expr_text(&b, e, cols);
    str s = arena_str(w->mem, buf_view(&b));
    buf_drop(&b);
    return s;
}

static datum eval_of(why *w, const lineage_stage *in, uint32_t row, const expr *e) { return lineage_eval(w->lineage, in, row, e, w->mem); }

/* ---- where, take, top */

static why_reason *of_where(why *w, const why_step *s)
{
    const where_info *info = s->stage->node->info;
    return why_predicate(w, s->stage->in[0], s->in[0], info->predicate, 0);
}

static why_reason *of_take(why *w, const why_step *s)
{
    return say(w, s, 0, arena_printf(w->mem, "only the first %u of %u rows go on, and this is row %u", s->stage->store.n, s->stage->in[0]->store.n, s->in[0] + 1));
}

static why_reason *of_top(why *w, const why_step *s)
{
    const top_info *info = s->stage->node->info;
    const lineage_stage *in = s->stage->in[0];
    why_reason *r = say(w, s, 0, arena_printf(w->mem, "%u rows come before it, of %u", s->stage->store.n, in->store.n));
    give_values(w, r, 2 * info->keys.n);
    for (uint32_t i = 0; i < info->keys.n; i++) {
        const expr *e = info->keys.exprs[i];
        str name = name_of(w, e, &in->node->cols);
        r->values[r->n_values++] = (why_value){"key", name, eval_of(w, in, s->in[0], e)};
        if (s->stage->store.n) {
            uint32_t last = s->stage->parents[s->stage->store.n - 1].items[0].row;
            r->values[r->n_values++] = (why_value){"key of the last row", arena_printf(w->mem, STR_FMT " of the last row that goes on", STR_ARG(name)), eval_of(w, in, last, e)};
        }
    }
    return r;
}

/* ---- join */

static bool same_keys(why *w, const why_step *s, uint32_t row, uint32_t n_keys, uint32_t skip, uint32_t other)
{
    const join_info *info = s->stage->node->info;
    const lineage_stage *mine = s->stage->in[s->input], *theirs = s->stage->in[!s->input];
    expr *const *a = s->input ? info->right : info->left, *const *b = s->input ? info->left : info->right;
    for (uint32_t i = 0; i < n_keys; i++) {
        if (i != skip && !datum_same(eval_of(w, mine, row, a[i]), eval_of(w, theirs, other, b[i])))
            return false;
    }
    return true;
}

#define LOOK_AT 20000 /* rows of the other side, for the nearest key */

/* The nearest text key on the other side, among rows whose other keys are met where there are such. */
static str nearest_key(why *w, const why_step *s, uint32_t which, bool *others_met)
{
    const join_info *info = s->stage->node->info;
    const lineage_stage *theirs = s->stage->in[!s->input];
    expr *const *a = s->input ? info->right : info->left, *const *b = s->input ? info->left : info->right;
    datum mine = eval_of(w, s->stage->in[s->input], s->in[0], a[which]);
    uint32_t n = 0, count = theirs->store.n < LOOK_AT ? theirs->store.n : LOOK_AT;
    str *items = ARENA_ARRAY(w->mem, str, count + 1);
    *others_met = false;
    for (int only = 1; only >= 0 && !n; only--) {
        for (uint32_t i = 0; i < count; i++) {
            bool met = info->n_keys > 1 && same_keys(w, s, s->in[0], info->n_keys, which, i);
            if (only && !met)
                continue;
            *others_met = *others_met || (only && met);
            datum d = eval_of(w, theirs, i, b[which]);
            if (d.type == T_STRING && d.s.n)
                items[n++] = d.s;
        }
    }
    return mine.type == T_STRING && mine.s.n && n ? why_nearest(w->mem, mine.s, items, n) : (str){0};
}

static bool is_met_alone(why *w, const why_step *s, uint32_t which)
{
    const join_info *info = s->stage->node->info;
    const lineage_stage *theirs = s->stage->in[!s->input];
    datum mine = eval_of(w, s->stage->in[s->input], s->in[0], (s->input ? info->right : info->left)[which]);
    for (uint32_t i = 0; i < theirs->store.n; i++) {
        if (datum_same(mine, eval_of(w, theirs, i, (s->input ? info->left : info->right)[which])))
            return true;
    }
    return false;
}

/* What stands nearest on the other side to a key that is not met. */
static str near_hint(why *w, str name, datum mine, str near, bool others_met)
{
    const char *where = others_met ? ", where the other keys are met," : "";
    if (mine.type == T_STRING && !mine.s.n)
        return arena_printf(w->mem, "its " STR_FMT " is empty", STR_ARG(name));
    if (mine.null)
        return arena_printf(w->mem, "its " STR_FMT " is null, which only meets null", STR_ARG(name));
    if (!near.n || str_eq(near, mine.s))
        return (str){0};
    if (utf8_cmp_fold(near, mine.s) == 0)
        return arena_printf(w->mem, "there is \"" STR_FMT "\"%s which differs only in case: keys are compared exactly", STR_ARG(near), others_met ? where : ",");
    return arena_printf(w->mem, "the nearest " STR_FMT " there%s is \"" STR_FMT "\"", STR_ARG(name), where, STR_ARG(near));
}

/* Which key no row of the other side has: alone, or only together with the others. */
static why_reason *unmet(why *w, const why_step *s)
{
    const join_info *info = s->stage->node->info;
    const lineage_stage *mine = s->stage->in[s->input];
    const schema *cols = &mine->node->cols;
    expr *const *a = s->input ? info->right : info->left;
    const char *other = s->input ? "left" : "right";
    uint32_t count = s->stage->in[!s->input]->store.n;
    why_reason *r = say(w, s, 0, arena_printf(w->mem, "no row on the %s, of %u, has %s", other, count, info->n_keys == 1 ? "its key" : "its keys together"));
    uint32_t missing = 0;
    give_values(w, r, info->n_keys);
    for (uint32_t i = 0; i < info->n_keys; i++) {
        datum d = eval_of(w, mine, s->in[0], a[i]);
        bool others_met, alone = info->n_keys > 1 && is_met_alone(w, s, i);
        r->values[r->n_values++] = (why_value){"key", name_of(w, a[i]->kind == EX_CAST ? a[i]->args[0] : a[i], cols), d};
        str near = nearest_key(w, s, i, &others_met);
        str hint = alone && !others_met ? (str){0} : near_hint(w, r->values[i].name, d, near, others_met);
        if (info->n_keys > 1 && !alone)
            r->text = arena_printf(w->mem, STR_FMT "%s " STR_FMT, STR_ARG(r->text), missing++ ? ", nor its" : "; none has its", STR_ARG(r->values[i].name));
        bool only_case = near.n && d.type == T_STRING && hint.n && utf8_cmp_fold(near, d.s) == 0;
        r->hint = r->hint.n && !only_case ? r->hint : hint;
    }
    if (info->n_keys > 1 && !missing && !r->hint.n)
        r->hint = STR("each of them is there, in different rows");
    return r;
}

static bool is_met(why *w, const why_step *s, uint32_t *partner)
{
    const join_info *info = s->stage->node->info;
    for (uint32_t i = 0; i < s->stage->in[!s->input]->store.n; i++) {
        if (same_keys(w, s, s->in[0], info->n_keys, UINT32_MAX, i)) {
            *partner = i;
            return true;
        }
    }
    return false;
}

static why_reason *of_join(why *w, const why_step *s)
{
    const join_info *info = s->stage->node->info;
    bool left_anti = info->kind == JOIN_LEFTANTI, right_anti = info->kind == JOIN_RIGHTANTI;
    uint32_t partner;
    if ((left_anti && s->input == 1) || (right_anti && s->input == 0))
        return say(w, s, 0, arena_printf(w->mem, "%s keeps rows of the other side only; this one %s", info->word, is_met(w, s, &partner) ? "takes away the rows with its key" : "meets none"));
    if (left_anti || right_anti)
        return say(w, s, 0, is_met(w, s, &partner) ? arena_printf(w->mem, "%s drops it: row %u of the other side has its key", info->word, partner + 1) : STR("its key is met"));
    if (info->kind == JOIN_INNERUNIQUE && s->input == 0 && is_met(w, s, &partner)) {
        why_reason *r = say(w, s, 0, STR("its key is met, but innerunique takes one row of the left for each key, and another came first"));
        r->hint = STR("kind=inner would keep it");
        return r;
    }
    return unmet(w, s);
}

/* ---- those that rows without items end in */

static void first_expr(expr **e, void *arg)
{
    const expr **first = arg;
    *first = *first ? *first : *e;
}

static why_reason *of_expand(why *w, const why_step *s)
{
    const plan_node *n = s->stage->node;
    const lineage_stage *in = s->stage->in[0];
    const expr *e = NULL;
    n->op->visit((plan_node *)n, first_expr, &e);
    why_reason *r = say(w, s, 0, arena_printf(w->mem, "%s makes no row of it", n->op->name));
    give_values(w, r, 1);
    datum d = e ? eval_of(w, in, s->in[0], e) : datum_null(T_DYNAMIC);
    if (e)
        r->values[r->n_values++] = (why_value){"expanded", name_of(w, e, &in->node->cols), d};
    if (d.null)
        r->hint = STR("there is nothing to expand: the value is null");
    else if (d.type == T_DYNAMIC && d.dy->kind == DYN_ARRAY && !d.dy->n)
        r->hint = STR("an empty array gives no rows");
    else if (n->op == &op_mv_apply)
        r->hint = STR("its subquery gives no row for these items");
    return r;
}

static why_reason *of_parse_where(why *w, const why_step *s)
{
    const plan_node *n = s->stage->node;
    const lineage_stage *in = s->stage->in[0];
    const expr *e = NULL;
    why_reason *r = say(w, s, 0, STR("the text does not fit the pattern"));
    if (n->op->visit)
        n->op->visit((plan_node *)n, first_expr, &e);
    give_values(w, r, 1);
    if (e)
        r->values[r->n_values++] = (why_value){"text", name_of(w, e, &in->node->cols), eval_of(w, in, s->in[0], e)};
    return r;
}

/* ---- summarize: which group, and whose values arg_max and arg_min took */

static bool prefers(const bound_agg *a) { return strcmp(a->call->row->name, "arg_max") == 0 || strcmp(a->call->row->name, "arg_min") == 0; }

static why_reason *of_extreme(why *w, const why_step *s, const bound_agg *a, uint32_t at, uint32_t out)
{
    const lineage_stage *in = s->stage->in[0];
    datum taken = rows_get(&s->stage->store, out, at), own = datum_null(a->args[0]->type);
    bool is = false;
    for (uint32_t i = 0; i < s->n_in && !is; i++) {
        own = eval_of(w, in, s->in[i], a->args[0]);
        is = own.type == taken.type && datum_same(own, taken);
    }
    str name = name_of(w, a->args[0], &in->node->cols);
    why_reason *r = say(w, s, 0, is ? arena_printf(w->mem, "%s: its " STR_FMT " is the one that counts", a->call->row->name, STR_ARG(name))
                                    : arena_printf(w->mem, "%s: another row of the group is taken", a->call->row->name));
    give_values(w, r, 2);
    r->values[r->n_values++] = (why_value){"own", name, own};
    if (!is)
        r->values[r->n_values++] = (why_value){"taken", arena_printf(w->mem, STR_FMT " of the row taken", STR_ARG(name)), taken};
    return r;
}

static why_reason *of_summarize(why *w, const why_step *s)
{
    const summarize_info *info = s->stage->node->info;
    uint32_t out = s->out[0], all = s->stage->parents[out].n;
    why_reason *r = say(w, s, 0, arena_printf(w->mem, "group %u of %u, with %u row%s", out + 1, s->stage->store.n, all, all == 1 ? "" : "s"));
    give_values(w, r, info->n_by);
    for (uint32_t i = 0; i < info->n_by; i++) {
        if (lineage_has_column(s->stage, i))
            r->values[r->n_values++] = (why_value){"group", info->by[i].name, rows_get(&s->stage->store, out, i)};
    }
    for (uint32_t i = 0; i < info->n_aggs; i++) {
        const bound_agg *a = &info->aggs[i];
        for (uint32_t f = 0; prefers(a) && f < info->n_finals; f++) {
            uint32_t at = info->n_by + f;
            if (str_eq(info->finals[f].name, a->names[0]) && lineage_has_column(s->stage, at)) {
                why_add(&r, of_extreme(w, s, a, at, out));
                break;
            }
        }
    }
    return r;
}

static why_reason *of_distinct(why *w, const why_step *s)
{
    uint32_t n = s->stage->parents[s->out[0]].n;
    return n < 2 ? NULL : say(w, s, 0, arena_printf(w->mem, "%u rows are the same here, and one goes on for all", n));
}

static const struct {
    const op_class *op;
    why_reason *(*ended)(why *w, const why_step *s);
    why_reason *(*went_on)(why *w, const why_step *s);
} tellers[] = {
    {&op_where, of_where, NULL}, {&op_take, of_take, NULL}, {&op_top, of_top, NULL}, {&op_join, of_join, NULL}, {&op_lookup, of_join, NULL},
    {&op_mv_expand, of_expand, NULL}, {&op_mv_apply, of_expand, NULL}, {&op_parse_where, of_parse_where, NULL},
    {&op_summarize, NULL, of_summarize}, {&op_distinct, NULL, of_distinct},
};

why_reason *why_reasons(why *w, const why_step *s)
{
    for (size_t i = 0; i < sizeof tellers / sizeof *tellers; i++) {
        if (tellers[i].op == s->stage->node->op) {
            why_reason *(*tell)(why *, const why_step *) = s->n_out ? tellers[i].went_on : tellers[i].ended;
            return tell ? tell(w, s) : NULL;
        }
    }
    return s->n_out ? NULL : say(w, s, 0, STR("nothing is made of it here"));
}
