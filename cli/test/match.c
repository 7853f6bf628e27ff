/* match: which row is which of those expected. Each expected row takes a row of its own, and it is found out whether all can: one that is
 * content with several rows leaves to another the one that that needs (augmenting paths in the graph of what fits what). */
#include "cli/load.h"
#include "cli/test/judging.h"

typedef struct matching {
    judging *j;
    const doc **want;
    uint32_t n;
    bool exact;       /* columns that an expected row does not name have to be empty */
    int64_t *row_of;  /* expected row -> row, or -1 */
    int64_t *want_of; /* row -> expected row, or -1 */
    bool *tried;      /* rows, by the search for one way */
} matching;

/* How many of the row's cells are as wanted; all of them: the row fits. */
static uint32_t matching_cells(judging *j, const doc *want, uint32_t row)
{
    uint32_t n = 0;
    for (const doc *d = want->first; d; d = d->next) {
        int at = schema_find(&j->o->rows.cols, d->key);
        n += at >= 0 && value_matches(j->mem, d, judged_row(j, row)[at]);
    }
    return n;
}

static bool fits_cells(judging *j, const doc *want, uint32_t row)
{
    for (const doc *d = want->first; d; d = d->next) {
        int at = schema_find(&j->o->rows.cols, d->key);
        if (at < 0 || !value_matches(j->mem, d, judged_row(j, row)[at]))
            return false;
    }
    return true;
}

static bool names(const doc *want, str name)
{
    for (const doc *d = want->first; d; d = d->next) {
        if (str_eq(d->key, name))
            return true;
    }
    return false;
}

/* Columns that the expected row does not speak of are null or empty. */
static bool is_silent(judging *j, const doc *want, uint32_t row)
{
    for (uint32_t c = 0; c < j->o->rows.cols.n; c++) {
        const datum *d = &judged_row(j, row)[c];
        bool nothing = d->null || (d->type == T_STRING && d->s.n == 0);
        if (!nothing && !names(want, j->o->rows.cols.cols[c].name))
            return false;
    }
    return true;
}

static bool fits(const matching *m, uint32_t want, uint32_t row)
{
    return fits_cells(m->j, m->want[want], row) && (!m->exact || is_silent(m->j, m->want[want], row));
}

/* ---- names of columns: one that the result has not is a mistake of the test */

static bool columns_exist(judging *j, const doc *want, const doc *list)
{
    bool ok = true;
    const schema *cols = &j->o->rows.cols;
    str *all = ARENA_ARRAY(j->mem, str, cols->n + 1);
    for (uint32_t i = 0; i < cols->n; i++)
        all[i] = cols->cols[i].name;
    for (const doc *d = want->first; d; d = d->next) {
        if (schema_find(cols, d->key) >= 0)
            continue;
        str near = diag_nearest(d->key, all, cols->n);
        failure *f = fail(j, "the result has no column '" STR_FMT "'%s" STR_FMT "%s", STR_ARG(d->key), near.n ? " (did you mean " : "", STR_ARG(near), near.n ? "?)" : "");
        f->misnamed = true;
        f->misnamed_at = list->kind == DOC_SCALAR ? list->at : d->key_at; /* of a file of rows the place of its name */
        f->name = d->key;
        j->o->errored = true;
        ok = false;
    }
    return ok;
}

/* The rows of the list whose columns are there. `of`: where the list stands in the test file. */
static matching start(judging *j, const doc *list, const doc *of, bool exact)
{
    matching m = {.j = j, .want = ARENA_ARRAY(j->mem, const doc *, list->n + 1), .exact = exact};
    for (const doc *want = list->first; want; want = want->next) {
        if (want->kind == DOC_MAP && columns_exist(j, want, of))
            m.want[m.n++] = want;
    }
    m.row_of = ARENA_ARRAY(j->mem, int64_t, m.n + 1);
    m.want_of = ARENA_ARRAY(j->mem, int64_t, j->o->rows.n + 1);
    m.tried = ARENA_ARRAY(j->mem, bool, j->o->rows.n + 1);
    for (uint32_t i = 0; i < m.n; i++)
        m.row_of[i] = -1;
    for (uint32_t i = 0; i < j->o->rows.n; i++)
        m.want_of[i] = -1;
    return m;
}

/* ---- who takes which */

static void take(matching *m, uint32_t want, uint32_t row)
{
    m->row_of[want] = row;
    m->want_of[row] = want;
}

/* In order: the first row that fits, behind the one taken last. What comes later has the most to choose from. */
static void take_in_order(matching *m)
{
    uint32_t from = 0;
    for (uint32_t w = 0; w < m->n; w++) {
        for (uint32_t i = from; i < m->j->o->rows.n; i++) {
            if (fits(m, w, i)) {
                take(m, w, i);
                from = i + 1;
                break;
            }
        }
    }
}

static bool take_free(matching *m, uint32_t w, uint32_t from)
{
    uint32_t n = m->j->o->rows.n;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = (from + k) % n;
        if (m->want_of[i] < 0 && fits(m, w, i)) {
            take(m, w, i);
            return true;
        }
    }
    return false;
}

/* A row for w, if whoever has it can do with another. */
static bool find_way(matching *m, uint32_t w)
{
    for (uint32_t i = 0; i < m->j->o->rows.n; i++) {
        if (m->tried[i] || !fits(m, w, i))
            continue;
        m->tried[i] = true;
        if (m->want_of[i] < 0 || find_way(m, (uint32_t)m->want_of[i])) {
            take(m, w, i);
            return true;
        }
    }
    return false;
}

static void take_any(matching *m)
{
    uint32_t from = 0;
    for (uint32_t w = 0; w < m->n; w++) {
        if (take_free(m, w, from))
            from = (uint32_t)m->row_of[w] + 1; /* rows mostly come as they are expected */
    }
    for (uint32_t w = 0; w < m->n; w++) {
        if (m->row_of[w] >= 0)
            continue;
        memset(m->tried, 0, m->j->o->rows.n);
        find_way(m, w);
    }
}

/* The free row that is most like it; of all rows when none is free. */
static int64_t nearest_row(const matching *m, uint32_t w)
{
    int64_t nearest = -1;
    uint32_t best = 0;
    for (int free = 1; free >= 0 && nearest < 0; free--) {
        for (uint32_t i = 0; i < m->j->o->rows.n; i++) {
            uint32_t n = free && m->want_of[i] >= 0 ? 0 : matching_cells(m->j, m->want[w], i);
            if ((!free || m->want_of[i] < 0) && (nearest < 0 || n > best)) {
                best = n;
                nearest = i;
            }
        }
    }
    return nearest;
}

static void tell_missing(matching *m, const char *what, bool ordered)
{
    bool taken = false; /* by an earlier expected row */
    for (uint32_t w = 0; w < m->n; w++) {
        if (m->row_of[w] < 0) {
            failure *f = fail(m->j, "%s: no %srow is like this one", what, ordered && taken ? "later " : "");
            f->row = m->want[w];
            f->nearest = nearest_row(m, w);
        }
        taken = taken || m->row_of[w] >= 0;
    }
}

void judge_contains(judging *j, const doc *list, bool ordered)
{
    matching m = start(j, list, list, false);
    if (ordered)
        take_in_order(&m);
    else
        take_any(&m);
    tell_missing(&m, "contains", ordered);
}

void judge_excludes(judging *j, const doc *list)
{
    matching m = start(j, list, list, false);
    for (uint32_t w = 0; w < m.n; w++) {
        for (uint32_t i = 0; i < j->o->rows.n; i++) {
            if (!fits(&m, w, i))
                continue;
            failure *f = fail(j, "excludes: row %u is like this one", i + 1);
            f->row = m.want[w];
            f->nearest = i;
            break;
        }
    }
}

/* ---- exactly */

/* Rows of a JSON lines file, as a list. */
static const doc *rows_of_file(judging *j, const doc *d)
{
    buf b = {0}, list = {0};
    const char *path = test_path(j->mem, j->c->of, doc_text(d));
    if (!load_file(path, &b)) {
        fail(j, "exactly: cannot read %s", path);
        buf_drop(&b);
        return NULL;
    }
    buf_text(&list, "[");
    for (size_t i = 0, from = 0; i <= b.n; i++) {
        if (i < b.n && b.p[i] != '\n')
            continue;
        if (i > from + 1)
            buf_printf(&list, "%s%.*s", list.n > 1 ? "," : "", (int)(i - from), b.p + from);
        from = i + 1;
    }
    buf_text(&list, "]");
    document read = document_read(j->mem, STR(".json"), arena_str(j->mem, buf_view(&list)));
    buf_drop(&b);
    buf_drop(&list);
    if (read.wrong)
        fail(j, "exactly: %s holds no JSON lines: %s", path, read.wrong);
    return read.wrong ? NULL : read.first;
}

/* Rows that are as expected in all columns that are named, and have values in others: told as that, and as nothing else. */
static void tell_too_much(matching *m)
{
    for (uint32_t i = 0; i < m->j->o->rows.n; i++) {
        for (uint32_t w = 0; w < m->n && m->want_of[i] < 0; w++) {
            if (m->row_of[w] >= 0 || !fits_cells(m->j, m->want[w], i) || is_silent(m->j, m->want[w], i))
                continue;
            failure *f = fail(m->j, "exactly: row %u has columns with values that are not expected", i + 1);
            f->row = m->want[w];
            f->nearest = i;
            take(m, w, i);
        }
    }
}

void judge_exactly(judging *j, const doc *list, bool ordered)
{
    const doc *of = list;
    list = list->kind == DOC_SCALAR ? rows_of_file(j, list) : list;
    if (!list)
        return;
    matching m = start(j, list, of, true);
    if (list->n != j->o->rows.n)
        fail(j, "exactly: expected %u row%s, got %u", list->n, list->n == 1 ? "" : "s", j->o->rows.n);
    if (ordered)
        take_in_order(&m);
    else
        take_any(&m);
    tell_too_much(&m);
    tell_missing(&m, "exactly", ordered);
    for (uint32_t i = 0; i < j->o->rows.n; i++) {
        if (m.want_of[i] < 0)
            fail(j, "exactly: row %u is not expected", i + 1)->nearest = i;
    }
}
