/* prove: what the data at hand says: what a mend does to the result, how many rows a join lost, needles that are never whole terms. */
#include "cli/answer.h"
#include "cli/lint/lint_file.h"

typedef struct outcome {
    bool ok;
    uint64_t rows, hash; /* the sum of the rows' hashes: their order does not count */
} outcome;

static outcome run(kql *engine, str text)
{
    kql_query *q = kql_prepare(engine, text);
    uint32_t n = kql_query_results(q);
    outcome o = {.ok = kql_query_status(q) == ST_OK && n > 0};
    batch rows;
    step s = o.ok ? kql_step(q, n - 1, &rows) : STEP_ERROR;
    for (; s == STEP_ROWS; s = kql_step(q, n - 1, &rows)) {
        o.rows += rows.sel.n;
        for (uint32_t k = 0; k < rows.sel.n; k++) {
            uint64_t h = 0;
            for (uint32_t c = 0; c < rows.n_cols; c++)
                h = h * 0x9E3779B97F4A7C15u + (rows.cols[c] ? vec_hash(rows.cols[c], sel_row(rows.sel, k)) : 0);
            o.hash += h ^ (h >> 29);
        }
    }
    o.ok = o.ok && s == STEP_END;
    kql_query_drop(q);
    return o;
}

static str mended_query(arena *mem, const lint_hit *h)
{
    buf b = {0};
    uint32_t at = 0;
    str text = h->query->text;
    for (uint32_t i = 0; i < h->finding->n_edits; i++) {
        const lint_edit *e = &h->finding->edits[i];
        buf_put(&b, text.p + at, e->at.start - at);
        buf_str(&b, e->text);
        at = e->at.start + e->at.len;
    }
    buf_put(&b, text.p + at, text.n - at);
    str s = arena_str(mem, buf_view(&b));
    buf_drop(&b);
    return s;
}

/* ---- joins: counted where they stand */

typedef struct stage_search {
    uint32_t start;            /* a place in the query ... */
    const query_stage *found;  /* ... and the innermost join that it is in */
    uint32_t number, found_number;
} stage_search;

static void search_join(const query_branch *b, stage_search *s)
{
    for (; b; b = b->next) {
        for (uint32_t i = 0; i < b->n; i++) {
            const query_stage *st = &b->stages[i];
            uint32_t number = s->number++;
            if (strcmp(st->word, "join") == 0 && st->at.start <= s->start && s->start < st->at.start + st->at.len) {
                s->found = st;
                s->found_number = number;
            }
            search_join(st->branches, s);
        }
    }
}

static const query_stage *nth_stage(const query_branch *b, uint32_t *n)
{
    for (; b; b = b->next) {
        for (uint32_t i = 0; i < b->n; i++) {
            if ((*n)-- == 0)
                return &b->stages[i];
            const query_stage *inner = nth_stage(b->stages[i].branches, n);
            if (inner)
                return inner;
        }
    }
    return NULL;
}

/* The join's rows as it is written, and as it is mended: a mend that only names a kind leaves the stages as they are. */
static void count_join(arena *mem, kql *engine, lint_hit *h)
{
    kql_query *plain = kql_prepare(engine, h->query->text), *mended = kql_prepare(engine, mended_query(mem, h));
    stage_search s = {.start = h->finding->at.start};
    search_join(kql_query_stages(plain), &s);
    uint32_t n = s.found_number;
    const query_stage *other = s.found ? nth_stage(kql_query_stages(mended), &n) : NULL;
    if (other) {
        answer a = answer_of(mem, engine, s.found->rows, 0), b = answer_of(mem, engine, other->rows, 0);
        h->proof.joins = !a.failed.n && !b.failed.n;
        h->proof.join_rows = a.n;
        h->proof.mended_join_rows = b.n;
    }
    kql_query_drop(plain);
    kql_query_drop(mended);
}

/* ---- needles that are in the data, and never as whole terms */

static const lint_row *row_of(const char *code)
{
    for (const lint_row *const *family = lint_rows(); *family; family++) {
        for (const lint_row *r = *family; r->code; r++) {
            if (strcmp(r->code, code) == 0)
                return r;
        }
    }
    return NULL;
}

static bool is_in(span at, span outer) { return at.start >= outer.start && at.start + at.len <= outer.start + outer.len; }

static str exchanged(arena *mem, str text, span within, const mutant *m)
{
    uint32_t before = m->at.start - within.start, behind = m->at.start + m->at.len;
    return arena_printf(mem, "%.*s" STR_FMT "%.*s", (int)before, text.p + within.start, STR_ARG(m->text), (int)(within.start + within.len - behind), text.p + behind);
}

typedef struct needle_check {
    arena *mem;
    kql *engine;
    lint_file *f;
    const query_text *query;
    const mutant *m;
} needle_check;

/* The condition with `has`, and the same with `contains`, over the rows in front of its filter. */
static void ask_needle(const needle_check *c, const query_stage *front, span condition)
{
    str text = c->query->text, with = exchanged(c->mem, text, condition, c->m);
    answer a = answer_of(c->mem, c->engine,
                         arena_printf(c->mem, STR_FMT "\n| summarize a = countif(%.*s\n), b = countif(" STR_FMT "\n)", STR_ARG(front->rows), (int)condition.len, text.p + condition.start, STR_ARG(with)), 1);
    if (a.failed.n || a.rows.n != 1 || answer_at(&a, 0, 0).l != 0 || answer_at(&a, 0, 1).l == 0)
        return;
    lint_finding *found = ARENA_NEW(c->mem, lint_finding);
    lint_edit *edit = ARENA_NEW(c->mem, lint_edit);
    *edit = (lint_edit){c->m->at, arena_str(c->mem, c->m->text)};
    *found = (lint_finding){.row = row_of("KL105"), .at = c->m->at, .edits = edit, .n_edits = 1,
                            .message = arena_printf(c->mem, "on this data `%.*s` never holds, and with contains it does for %lld row%s", (int)condition.len, text.p + condition.start,
                                                    (long long)answer_at(&a, 0, 1).l, answer_at(&a, 0, 1).l == 1 ? "" : "s")};
    lint_hit h = {.finding = found, .query = c->query, .at = query_text_place(c->query, c->m->at)};
    if (!lint_is_waved_through(c->f->queries.file, h.at, "KL105"))
        lint_add_hit(c->mem, c->f, h);
}

static void check_needle(const needle_check *c, const query_branch *b)
{
    for (; b; b = b->next) {
        for (uint32_t i = 0; i < b->n; i++) {
            const query_stage *s = &b->stages[i];
            for (uint32_t k = 0; i && k < s->n_conditions; k++) {
                if (is_in(c->m->at, s->conditions[k]))
                    ask_needle(c, &b->stages[i - 1], s->conditions[k]);
            }
            check_needle(c, s->branches);
        }
    }
}

static void check_needles(arena *mem, kql *engine, lint_file *f, const query_text *query)
{
    kql_query *q = kql_prepare(engine, query->text);
    mutant_list all = kql_query_status(q) == ST_OK ? kql_query_mutants(q) : (mutant_list){0};
    for (uint32_t i = 0; i < all.n; i++) {
        needle_check c = {mem, engine, f, query, &all.items[i]};
        if (strcmp(all.items[i].what, "contains for has") == 0)
            check_needle(&c, kql_query_stages(q));
    }
    kql_query_drop(q);
}

/* ---- all of it */

void lint_file_prove(arena *mem, kql *engine, lint_file *f)
{
    const query_text *of = NULL;
    outcome plain = {0};
    for (uint32_t i = 0; i < f->queries.n; i++)
        check_needles(mem, engine, f, &f->queries.items[i]);
    for (uint32_t i = 0; i < f->n_hits; i++) {
        lint_hit *h = &f->hits[i];
        if (!h->finding->n_edits)
            continue;
        if (of != h->query)
            plain = run(engine, h->query->text);
        of = h->query;
        outcome mended = run(engine, mended_query(mem, h));
        if (plain.ok && mended.ok)
            h->proof = (lint_proof){.known = true, .rows = plain.rows, .mended_rows = mended.rows, .same = plain.rows == mended.rows && plain.hash == mended.hash};
        if (strcmp(h->finding->row->code, "KL201") == 0)
            count_join(mem, engine, h);
    }
}
