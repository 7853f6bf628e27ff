#include "tables/load/infer.h"

#include "base/hash.h"
#include "base/number_text.h"
#include "tables/load/json_walk.h"

void infer_init(infer *f, arena *mem)
{
    *f = (infer){.mem = mem, .cap = 64};
    f->cols = ARENA_ARRAY(mem, guess, f->cap);
    f->index = ARENA_ARRAY(mem, uint32_t, 4 * f->cap);
}

static uint32_t *place(const infer *f, str name)
{
    uint32_t at = (uint32_t)hash_str(name) & (4 * f->cap - 1);
    while (f->index[at] && !str_eq(f->cols[f->index[at] - 1].name, name)) {
        at = (at + 1) & (4 * f->cap - 1);
    }
    return &f->index[at];
}

static void grow(infer *f)
{
    guess *cols = ARENA_ARRAY(f->mem, guess, 2 * f->cap);
    memcpy(cols, f->cols, f->n * sizeof *cols);
    f->cols = cols;
    f->cap *= 2;
    f->index = ARENA_ARRAY(f->mem, uint32_t, 4 * f->cap);
    for (uint32_t i = 0; i < f->n; i++) {
        *place(f, cols[i].name) = i + 1;
    }
}

static int32_t add(infer *f, str name)
{
    if (f->n == f->cap) {
        grow(f);
    }
    f->cols[f->n] = (guess){arena_str(f->mem, name), 0, T_UNKNOWN};
    *place(f, f->cols[f->n].name) = f->n + 1;
    f->last = f->n;
    return (int32_t)f->n++;
}

int32_t infer_column(infer *f, str name)
{
    uint32_t next = f->last + 1;
    if (next < f->n && str_eq(f->cols[next].name, name)) {
        f->last = next;
        return (int32_t)next;
    }
    uint32_t known = *place(f, name);
    if (known) {
        f->last = known - 1;
        return (int32_t)f->last;
    }
    if (f->n == INFER_COLUMNS) {
        f->overflow = true;
        return -1;
    }
    return add(f, name);
}

/* "9999-99-99T99:99", and what follows it. */
static bool looks_like_datetime(str t)
{
    static const char shape[] = "dddd-dd-ddTdd:dd";
    if (t.n < 16 || t.n > 40) {
        return false;
    }
    for (int i = 0; shape[i]; i++) {
        bool ok = shape[i] == 'd' ? t.p[i] >= '0' && t.p[i] <= '9' : t.p[i] == shape[i];
        if (!ok) {
            return false;
        }
    }
    return true;
}

static uint8_t judge_number(str t)
{
    int64_t l;
    double d;
    bool integer = !memchr(t.p, '.', t.n) && !memchr(t.p, 'e', t.n) && !memchr(t.p, 'E', t.n);
    if (integer && int64_parse(t, &l)) {
        return SAW_LONG;
    }
    return double_parse(t, &d) ? SAW_REAL : SAW_STRING;
}

static bool starts_number(str t)
{
    char c = t.p[0];
    return (c >= '0' && c <= '9') || (c == '-' && t.n > 1 && t.p[1] >= '0' && t.p[1] <= '9');
}

static uint8_t judge_json(str t)
{
    switch (t.p[0]) {
    case '"':
        t = str_sub(t, 1, t.n - 2);
        return t.n == 0 ? 0 : looks_like_datetime(t) ? SAW_DATETIME : SAW_STRING;
    case '{':
    case '[':
        return SAW_TREE;
    case 't':
    case 'f':
        return SAW_BOOL;
    case 'n':
        return 0;
    default:
        return judge_number(t);
    }
}

/* A CSV cell has no quotes to tell text from numbers: 007 and 1e5 stay text, as a number would lose their look. */
static uint8_t judge_plain(arena *a, str t)
{
    const dyn *d;
    if (t.n == 0) {
        return 0;
    }
    if (str_is(t, "true") || str_is(t, "false") || str_is(t, "True") || str_is(t, "False")) {
        return SAW_BOOL;
    }
    if (t.p[0] == '{' || t.p[0] == '[') {
        return dyn_parse(a, t, &d) ? SAW_TREE : SAW_STRING;
    }
    if (starts_number(t) && json_is_value(t) && !memchr(t.p, 'e', t.n) && !memchr(t.p, 'E', t.n)) {
        return judge_number(t);
    }
    return looks_like_datetime(t) ? SAW_DATETIME : SAW_STRING;
}

void infer_value(infer *f, int32_t at, str value, bool plain, arena *scratch)
{
    guess *g = at < 0 ? NULL : &f->cols[at];
    if (g && !infer_settled(g, value.n && *value.p == '"')) {
        g->seen |= plain ? judge_plain(scratch, value) : judge_json(value);
    }
}

kql_type infer_type(const guess *g)
{
    if (g->declared != T_UNKNOWN) {
        return g->declared;
    }
    if (g->seen & SAW_TREE) {
        return T_DYNAMIC;
    }
    switch (g->seen) {
    case SAW_BOOL:
        return T_BOOL;
    case SAW_LONG:
        return T_LONG;
    case SAW_REAL:
    case SAW_REAL | SAW_LONG:
        return T_REAL;
    case SAW_DATETIME:
        return T_DATETIME;
    default:
        return T_STRING;
    }
}
