#include "tables/load/infer.h"

#include "base/hash.h"
#include "base/number_text.h"
#include "tables/load/json_walk.h"

enum { SAW_BOOL = 1, SAW_LONG = 2, SAW_REAL = 4, SAW_DATETIME = 8, SAW_STRING = 16, SAW_TREE = 32 };

#define INDEX_SIZE (4 * INFER_COLUMNS)

void infer_init(infer *f, arena *mem)
{
    *f = (infer){.mem = mem, .index = ARENA_ARRAY(mem, uint32_t, INDEX_SIZE)};
}

static guess *add(infer *f, str name)
{
    if (f->n == f->cap) {
        uint32_t cap = f->cap ? 2 * f->cap : 64;
        guess *cols = ARENA_ARRAY(f->mem, guess, cap);
        if (f->n) {
            memcpy(cols, f->cols, f->n * sizeof *cols);
        }
        f->cols = cols;
        f->cap = cap;
    }
    f->cols[f->n] = (guess){arena_str(f->mem, name), 0, T_UNKNOWN};
    return &f->cols[f->n++];
}

static guess *find(infer *f, str name)
{
    uint32_t next = f->last + 1;
    if (next < f->n && str_eq(f->cols[next].name, name)) {
        f->last = next;
        return &f->cols[next];
    }
    uint32_t at = (uint32_t)hash_str(name) & (INDEX_SIZE - 1);
    while (f->index[at] && !str_eq(f->cols[f->index[at] - 1].name, name)) {
        at = (at + 1) & (INDEX_SIZE - 1);
    }
    if (f->index[at]) {
        f->last = f->index[at] - 1;
        return &f->cols[f->last];
    }
    if (f->n == INFER_COLUMNS) {
        f->overflow = true;
        return NULL;
    }
    guess *g = add(f, name);
    f->index[at] = f->n;
    f->last = f->n - 1;
    return g;
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

typedef struct look {
    infer *f;
    reader *r;
} look;

static void field(void *ctx, str name, str value, bool plain)
{
    look *l = ctx;
    guess *g = find(l->f, name);
    if (g && !(g->seen & SAW_TREE)) {
        g->seen |= plain ? judge_plain(l->r->scratch, value) : judge_json(value);
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

/* The columns that the file itself declares, in its order. */
static void declare(infer *f, const reader *r)
{
    for (uint32_t i = 0; i < r->header.n; i++) {
        guess *g = find(f, r->header.cols[i].name);
        if (g && g->declared == T_UNKNOWN) {
            g->declared = r->header.cols[i].type;
        }
    }
}

status infer_part(infer *f, const part *p, bool lenient, uint64_t bytes, bool *whole, diags *ds)
{
    reader r;
    if (!reader_open(&r, p, false, lenient, ds)) {
        return ST_DATA;
    }
    declare(f, &r);
    look l = {f, &r};
    status st = reader_look(&r, bytes, field, &l, whole);
    r.dropped.count = 0; /* the scan will report it */
    reader_drop(&r);
    return st;
}
