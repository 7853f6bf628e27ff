/* evaluate: asking the engine what stands behind each stage. */
#include "cli/explain/explain.h"
#include "cli/source_text.h"

#include <time.h>

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- columns */

static void compare_columns(const explanation *e, shown_stage *s)
{
    const schema *was = s->before ? &s->before->cols : NULL;
    s->change = ARENA_ARRAY(e->mem, column_change, s->cols.n + 1);
    for (uint32_t i = 0; was && i < s->cols.n; i++) {
        int at = schema_find(was, s->cols.cols[i].name);
        s->change[i] = at < 0 ? COLUMN_ADDED : was->cols[at].type != s->cols.cols[i].type ? COLUMN_RETYPED : COLUMN_KEPT;
    }
    column *gone = ARENA_ARRAY(e->mem, column, (was ? was->n : 0) + 1);
    for (uint32_t i = 0; was && i < was->n; i++) {
        if (schema_find(&s->cols, was->cols[i].name) < 0)
            gone[s->n_gone++] = was->cols[i];
    }
    s->gone = gone;
}

/* Behind these operators the rows are those in front, one for one. */
static bool keeps_rows(const char *word)
{
    static const char *const words[] = {"extend", "project", "project-away", "project-keep", "project-rename", "project-reorder", "parse", "parse-kv", "serialize", "as"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i]) == 0)
            return true;
    }
    return false;
}

bool explain_changed(const shown_stage *s, uint32_t row, uint32_t col)
{
    if (s->change[col] != COLUMN_KEPT)
        return true;
    if (!s->before || s->before->failed.n || !keeps_rows(s->of->word) || row >= s->before->sample.n)
        return false;
    int was = schema_find(&s->before->cols, s->cols.cols[col].name);
    return was >= 0 && !datum_same(s->before->sample.cells[(size_t)row * s->before->cols.n + (uint32_t)was], s->sample.cells[(size_t)row * s->cols.n + col]);
}

/* ---- stages */

static void count_conditions(const explanation *e, shown_stage *s)
{
    answer a = answer_of(e->mem, e->engine, s->of->counts, 1);
    if (a.failed.n || a.rows.n != 1 || a.cols.n != s->of->n_conditions)
        return;
    s->kept = ARENA_ARRAY(e->mem, uint64_t, a.cols.n + 1);
    for (uint32_t i = 0; i < a.cols.n; i++)
        s->kept[i] = a.rows.cells[i].null ? 0 : (uint64_t)a.rows.cells[i].l;
}

static shown_branch *run_branches(explanation *e, const query_branch *list, const shown_stage *front);

static void run_stage(explanation *e, shown_stage *s)
{
    s->branches = run_branches(e, s->of->branches, s->before);
    s->number = ++e->n;
    double from = seconds_now();
    answer a = answer_of(e->mem, e->engine, s->of->rows, e->sample);
    s->seconds = seconds_now() - from;
    double front = s->before ? s->before->seconds : 0;
    s->own = s->seconds > front ? s->seconds - front : 0;
    s->failed = a.failed;
    s->cols = a.cols;
    s->rows = a.n;
    s->sample = a.rows;
    compare_columns(e, s);
    if (s->of->n_conditions && !s->failed.n)
        count_conditions(e, s);
    if (s->of->left_out.n && !s->failed.n)
        s->left_out = answer_of(e->mem, e->engine, s->of->left_out, (e->sample + 1) / 2).rows;
}

static bool run_value(const explanation *e, shown_branch *b)
{
    answer a = b->of->value.n ? answer_of(e->mem, e->engine, b->of->value, 1) : (answer){.failed = STR("no value")};
    b->is_value = !a.failed.n && a.rows.n == 1 && a.cols.n == 1;
    if (b->is_value)
        b->value = a.rows.cells[0];
    return b->is_value;
}

/* front: the stage in front of the operator that they belong to. */
static shown_branch *run_branches(explanation *e, const query_branch *list, const shown_stage *front)
{
    shown_branch *first = NULL, **last = &first;
    for (; list; list = list->next) {
        shown_branch *b = ARENA_NEW(e->mem, shown_branch);
        *last = b;
        last = &b->next;
        b->of = list;
        if (run_value(e, b))
            continue;
        b->n = list->n;
        b->stages = ARENA_ARRAY(e->mem, shown_stage, list->n + 1);
        for (uint32_t i = 0; i < list->n; i++) {
            b->stages[i] = (shown_stage){.of = &list->stages[i], .before = i ? &b->stages[i - 1] : list->continues ? front : NULL};
            run_stage(e, &b->stages[i]);
        }
    }
    return first;
}

void explain_run(explanation *e, const query_branch *branches) { e->branches = run_branches(e, branches, NULL); }

/* ---- for the forms */

static span place(const explanation *e, span at) { return e->source.query ? query_text_place(e->source.query, at) : at; }

uint32_t explain_line(const explanation *e, span at)
{
    uint32_t line, col;
    diag_place(e->source.text, place(e, at).start, &line, &col);
    return line;
}

str explain_source(const explanation *e, span at) { return source_on_one_line(e->mem, query_source_text(&e->source), at); }

void explain_count(buf *out, uint64_t n)
{
    char digits[24];
    int k = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    for (int i = 0; i < k; i++) {
        if (i && (k - i) % 3 == 0)
            buf_char(out, ',');
        buf_char(out, digits[i]);
    }
}

bool explain_wanted(const explanation *e, const shown_stage *s) { return !e->o->stage || e->o->stage == s->number; }

static void each_branch(const shown_branch *b, uint32_t depth, void (*each)(const shown_branch *, const shown_stage *, uint32_t, void *), void *arg)
{
    for (; b; b = b->next) {
        each(b, NULL, depth, arg); /* its title */
        for (uint32_t i = 0; i < b->n; i++) {
            each_branch(b->stages[i].branches, depth + 1, each, arg);
            each(b, &b->stages[i], depth, arg);
        }
    }
}

void explain_each(const explanation *e, void (*each)(const shown_branch *b, const shown_stage *s, uint32_t depth, void *arg), void *arg)
{
    each_branch(e->branches, 0, each, arg);
}
