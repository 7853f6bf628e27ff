/* check: a learner's query against the solution, over the lesson's data; and what is different, in words. */
#include "cli/learn/learn.h"

#define ROWS_MOST 1000
#define SHOWN 3
#define CHANGES_MOST 200

kql *lesson_open(arena *mem, const lesson *l, const char *scratch)
{
    kql *k = kql_open(&(kql_options){.load = {.threads = 1, .quiet = true}});
    bool ok = true;
    for (const lesson_table *t = l->tables; t && ok; t = t->next) {
        const char *path = arena_printf(mem, "%s/" STR_FMT ".jsonl", scratch, STR_ARG(t->name)).p;
        FILE *f = fopen(path, "wb");
        ok = f && fwrite(t->rows.p, 1, t->rows.n, f) == t->rows.n;
        ok = f && fclose(f) == 0 && ok;
        ok = ok && catalog_add_file(kql_catalog(k), t->name, path, kql_diags(k)) == ST_OK;
    }
    int64_t newest;
    if (ok && catalog_newest_time(kql_catalog(k), &newest, kql_diags(k)))
        kql_set_now(k, newest);
    if (ok)
        return k;
    fprintf(stderr, "kql: error: the lesson's data cannot be written to %s\n", scratch);
    kql_close(k);
    return NULL;
}

/* ---- columns */

static bool columns_differ(const answer *got, const answer *want, buf *why)
{
    size_t before = why->n;
    for (uint32_t i = 0; i < want->cols.n; i++) {
        const column *c = &want->cols.cols[i];
        int at = schema_find(&got->cols, c->name);
        if (at < 0)
            buf_printf(why, "there is no column " STR_FMT "\n", STR_ARG(c->name));
        else if (got->cols.cols[at].type != c->type)
            buf_printf(why, STR_FMT " is of type %s, and %s is wanted\n", STR_ARG(c->name), type_name(got->cols.cols[at].type), type_name(c->type));
    }
    uint32_t extra = 0;
    for (uint32_t i = 0; i < got->cols.n; i++)
        extra += schema_find(&want->cols, got->cols.cols[i].name) < 0;
    if (extra > 5)
        buf_printf(why, "there are %u columns that nobody asked for: name those that are wanted in a project\n", extra);
    for (uint32_t i = 0; i < got->cols.n && extra <= 5; i++) {
        if (schema_find(&want->cols, got->cols.cols[i].name) < 0)
            buf_printf(why, "nobody asked for the column " STR_FMT "\n", STR_ARG(got->cols.cols[i].name));
    }
    bool ordered = why->n > before || got->cols.n != want->cols.n;
    for (uint32_t i = 0; i < want->cols.n && !ordered; i++) {
        if (!str_eq(want->cols.cols[i].name, got->cols.cols[i].name)) {
            buf_printf(why, "the columns come in another order: " STR_FMT " is number %u\n", STR_ARG(want->cols.cols[i].name), i + 1);
            ordered = true;
        }
    }
    return why->n > before;
}

/* ---- rows, of the same columns */

static bool same_row(const answer *a, uint32_t i, const answer *b, uint32_t k)
{
    for (uint32_t c = 0; c < a->cols.n; c++) {
        if (!datum_same(answer_at(a, i, c), answer_at(b, k, c)))
            return false;
    }
    return true;
}

static void put_row(arena *mem, const answer *a, uint32_t row, buf *why)
{
    for (uint32_t c = 0; c < a->cols.n; c++) {
        str text = datum_text(mem, answer_at(a, row, c));
        buf_printf(why, "%s" STR_FMT "=" STR_FMT, c ? "  " : "    ", STR_ARG(a->cols.cols[c].name), STR_ARG(text));
    }
    buf_text(why, "\n");
}

/* Rows of a that b has not, each of b's serving once. */
static uint32_t lacking(arena *mem, const answer *a, const answer *b, const char *word, buf *why)
{
    bool *used = ARENA_ARRAY(mem, bool, b->rows.n + 1);
    bool *lacks = ARENA_ARRAY(mem, bool, a->rows.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->rows.n; i++) {
        uint32_t k = 0;
        while (k < b->rows.n && (used[k] || !same_row(a, i, b, k)))
            k++;
        lacks[i] = k == b->rows.n;
        n += lacks[i];
        if (k < b->rows.n)
            used[k] = true;
    }
    if (n && why)
        buf_printf(why, "%u row%s %s\n", n, n == 1 ? " is" : "s are", word);
    for (uint32_t i = 0, shown = 0; why && i < a->rows.n && shown < SHOWN; i++) {
        if (lacks[i]) {
            put_row(mem, a, i, why);
            shown++;
        }
    }
    return n;
}

static bool is_sorted_by_solution(const lesson *l) { return memmem(l->solution.p, l->solution.n, "| sort", 6) || memmem(l->solution.p, l->solution.n, "| top", 5); }

static bool in_order(const answer *a, const answer *b)
{
    for (uint32_t i = 0; i < a->rows.n; i++) {
        if (!same_row(a, i, b, i))
            return false;
    }
    return true;
}

static bool is_right(arena *mem, const lesson *l, const answer *got, const answer *want, buf *why)
{
    if (columns_differ(got, want, why))
        return false;
    uint32_t missing = lacking(mem, want, got, "missing, such as", why), extra = lacking(mem, got, want, "too many, such as", why);
    if (missing || extra)
        return false;
    if (is_sorted_by_solution(l) && !in_order(got, want)) {
        buf_text(why, "the rows are right, and come in another order\n");
        return false;
    }
    return true;
}

/* ---- one small change that would do: those that mutation testing makes; one word for another rather than a part left out */

static bool would_do(arena *mem, kql *k, const lesson *l, str query, const mutant *m, const answer *want)
{
    buf changed = {0}, ignored = {0};
    buf_put(&changed, query.p, m->at.start);
    buf_str(&changed, m->text);
    buf_put(&changed, query.p + m->at.start + m->at.len, query.n - m->at.start - m->at.len);
    answer a = answer_of(mem, k, arena_str(mem, buf_view(&changed)), ROWS_MOST);
    bool right = !a.failed.n && is_right(mem, l, &a, want, &ignored);
    buf_drop(&changed);
    buf_drop(&ignored);
    return right;
}

/* The likelier the earlier: an exchange, a negation, a part left out. */
static int rank(const mutant *m) { return !strstr(m->what, " for ") ? 2 : m->what[0] == '!'; }

static void find_change(arena *mem, kql *k, const lesson *l, str query, const answer *want, buf *why)
{
    kql_query *q = kql_prepare(k, query);
    mutant_list all = kql_query_mutants(q);
    const mutant *found = NULL;
    for (int r = 0; r < 3 && !found; r++) {
        for (uint32_t i = 0; i < all.n && i < CHANGES_MOST && !found; i++) {
            if (rank(&all.items[i]) == r && would_do(mem, k, l, query, &all.items[i], want))
                found = &all.items[i];
        }
    }
    if (found) {
        uint32_t line, col;
        diag_place(query, found->at.start, &line, &col);
        buf_printf(why, "one small change at %u:%u would do: %s\n", line, col, found->what);
    }
    kql_query_drop(q);
}

verdict lesson_check(arena *mem, kql *k, const lesson *l, str query, buf *why)
{
    answer want = answer_of(mem, k, l->solution, ROWS_MOST), got = answer_of(mem, k, query, ROWS_MOST);
    if (got.failed.n) {
        buf_str(why, got.failed);
        return VERDICT_FAILED;
    }
    if (is_right(mem, l, &got, &want, why))
        return VERDICT_RIGHT;
    find_change(mem, k, l, query, &want, why);
    return VERDICT_WRONG;
}
