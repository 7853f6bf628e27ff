#include "tables/load/decide.h"

#include "tables/load/json_walk.h"

#define DEEPEST 60 /* brackets in brackets; deeper lines are left */
#define ENOUGH  256 /* lines to judge by, once for all */
#define A_FEW   32  /* and to judge the next block by */

static bool is_plain_key(str name)
{
    for (uint32_t i = 0; i < name.n; i++) {
        char c = name.p[i], low = (char)(c | 32);
        if (!(low >= 'a' && low <= 'z') && !(c >= '0' && c <= '9') && c != '_') {
            return false;
        }
    }
    return name.n > 0 && name.n <= MARK_KEY_BYTES;
}

decide *decide_new(arena *mem, const scan_decider *by, const schema *cols)
{
    if (!is_plain_key(cols->cols[by->column].name)) {
        return NULL;
    }
    decide *d = arena_alloc(mem, sizeof *d);
    *d = (decide){.by = by, .mem = arena_new(), .n_cols = cols->n};
    colset one = colset_new(mem, cols->n);
    colset_add(&one, by->column);
    cells_init(&d->values, mem, cols, &one);
    d->values.mem = d->mem;
    d->key = (mark_key){d->values.slots[0].name.p, d->values.slots[0].name.n};
    d->cols = ARENA_ARRAY(mem, const vec *, cols->n);
    return d;
}

void decide_drop(decide *d)
{
    if (d) {
        arena_drop(d->mem);
    }
}

static bool pays(const decide *d) { return d->looked == 0 || d->left * 3 < d->looked; }

void decide_settle(decide *d, const decide *as)
{
    d->pays = as->settled ? as->pays : pays(as);
    d->settled = true;
}

bool decide_pays(decide *d)
{
    if (d->by->ordered && d->looked >= A_FEW) {
        d->pays = pays(d);
        d->settled = true;
        d->looked = d->left = 0;
    }
    if (!d->settled && d->looked >= ENOUGH) {
        decide_settle(d, d);
    }
    return !d->settled || d->pays;
}

/* What the places of one line tell. */
typedef struct look {
    uint64_t kinds; /* open brackets, the innermost lowest: 1 for a brace */
    uint32_t depth;
    uint32_t closed; /* where the object ended, or 0 */
    const char *value;
    bool odd;
} look;

static void see_bracket(look *k, char c, bool first, uint32_t at)
{
    bool opens = c == '{' || c == '[', brace = c == '{' || c == '}';
    if (opens) {
        k->odd |= k->depth == 0 ? !first || !brace : k->depth >= DEEPEST;
        k->kinds = k->kinds << 1 | brace;
        k->depth++;
    } else if (k->depth == 0 || (k->kinds & 1) != brace) {
        k->odd = true;
    } else {
        k->kinds >>= 1;
        k->closed = --k->depth == 0 ? at : 0;
    }
}

/* p: an opening quote. A string of that text is the key when a colon follows. */
static void see_key(look *k, const decide *d, const char *p, const char *e)
{
    if (k->depth != 1 || memcmp(p + 1, d->key.text, d->key.n) != 0) {
        return;
    }
    const char *colon = json_blank(p + d->key.n + 2, e);
    if (colon < e && *colon == ':') {
        k->odd |= k->value != NULL;
        k->value = json_blank(colon + 1, e);
    }
}

static void see(look *k, const decide *d, const char *text, uint32_t at, uint32_t from, const char *e)
{
    switch (text[at]) {
    case '{':
    case '}':
    case '[':
    case ']':
        see_bracket(k, text[at], at == from, at);
        break;
    case '"':
        see_key(k, d, text + at, e);
        break;
    default:
        k->odd = true;
    }
}

/* Puts the line's value as row n of the values; false: the line has to be read. */
static bool take_value(decide *d, const look *k, const char *text, uint32_t to, uint32_t n)
{
    slot *s = &d->values.slots[0];
    const char *e = text + to;
    if (k->odd || k->depth || !k->closed || json_blank(text + k->closed + 1, e) != e) {
        return false;
    }
    if (!k->value) {
        return true; /* null, when the slot is filled up */
    }
    if (k->value >= e || !row_walk_value(&d->values, s, k->value, e, n)) {
        return false;
    }
    bool bad = s->bad.count || s->bytes.count; /* counted when the row is read */
    s->bad.count = s->bytes.count = 0;
    return !bad;
}

/* The line that begins at `from`: what its places tell. */
static look look_at(const decide *d, const char *text, const marks *m, uint32_t *place, uint32_t from)
{
    look k = {0};
    const char *e = text + m->n;
    for (; text[m->places[*place]] != '\n'; ++*place) {
        see(&k, d, text, m->places[*place], from, e);
    }
    k.odd |= m->broken && m->places[*place] + 1 == m->n;
    return k;
}

static uint32_t with_nulls(const vec *values, uint32_t n, const uint16_t *kept, uint32_t n_kept, uint16_t *out)
{
    uint32_t m = 0;
    for (uint32_t row = 0, k = 0; row < n; row++) {
        bool stays = k < n_kept && kept[k] == row;
        k += stays;
        out[m] = (uint16_t)row;
        m += stays || vec_is_null(values, row);
    }
    return m;
}

uint32_t decide_keep(decide *d, const vec *values, uint32_t n, uint16_t *kept)
{
    uint16_t by_value[BATCH_ROWS];
    bool nulls = d->by->nulls_stay && values->null;
    batch b = {.n_rows = n, .sel = {NULL, n}, .n_cols = d->n_cols, .cols = d->cols};
    d->cols[d->by->column] = values;
    uint32_t n_kept = n ? d->by->keep(d->by->ctx, &b, d->mem, nulls ? by_value : kept) : 0;
    return nulls ? with_nulls(values, n, by_value, n_kept, kept) : n_kept;
}

/* The rows that the filter keeps, and those of which nothing is sure, in order. */
static void choose(decide *d, uint32_t n)
{
    uint16_t by_value[BATCH_ROWS];
    cells_finish(&d->values, n);
    uint32_t kept = decide_keep(d, &d->values.slots[0].v, n, by_value);
    d->n = d->at = 0;
    for (uint32_t i = 0, k = 0; i < n; i++) {
        bool wanted = k < kept && by_value[k] == i;
        k += wanted;
        if (wanted || !d->sure[i]) {
            d->kept[d->n++] = (uint16_t)i;
        }
    }
    d->looked += n;
    d->left += d->n;
}

void decide_lines(decide *d, const char *text, const marks *m, uint32_t most, uint32_t *place, uint32_t *from,
                  uint32_t *number)
{
    uint32_t n = 0;
    arena_reset(d->mem);
    cells_begin(&d->values);
    while (n < most && *place < m->n_places) {
        look k = look_at(d, text, m, place, *from);
        uint32_t to = m->places[(*place)++];
        d->line[n] = (decide_line){*from, to, (*number)++};
        *from = to + 1;
        d->sure[n] = take_value(d, &k, text, to, n);
        n++;
    }
    choose(d, n);
}
