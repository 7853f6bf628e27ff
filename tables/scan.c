/* scan: a table's rows as batches, from its files or from memory. All that changes while it runs is in one struct. */
#include "tables/load/lanes.h"
#include "tables/scan_loaded.h"
#include "tables/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct scan {
    catalog *cat;
    table *table;
    diags *ds;
    arena *mem;                  /* of the scan */
    schema schema;               /* the table's, as it was when the scan began */
    colset need;                 /* what the caller asked for */
    const scan_decider *by;      /* or NULL */
    scan_decider by_time;
    int first_time, second_time; /* TimeGenerated and Timestamp when they fill one another, else -1 */
    const vec **cols;            /* of the batch */
    /* files */
    cells cells;
    reader reader;
    colset read; /* columns that are decoded */
    lanes *lanes; /* the rest of the part by several threads, or NULL */
    bool open;
    uint32_t part; /* the next one to read */
    /* memory */
    const chunk *chunk;
    scan_loaded *loaded;
    struct timespec began, shown;
    bool showing;
};

static double seconds(struct timespec a, struct timespec b)
{
    return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

/* The two time columns are both read when one is asked for. */
static colset decide_need(scan *s, const colset *need)
{
    const schema *cols = &s->schema;
    colset all = colset_new(s->mem, cols->n);
    s->need = colset_new(s->mem, cols->n);
    for (uint32_t i = 0; i < cols->n && i < need->n; i++) {
        if (colset_has(need, i)) {
            colset_add(&all, i);
            colset_add(&s->need, i);
        }
    }
    s->first_time = s->second_time = -1;
    int a = schema_find(cols, STR("TimeGenerated")), b = schema_find(cols, STR("Timestamp"));
    if (s->table->two_times && (colset_has(&all, (uint32_t)a) || colset_has(&all, (uint32_t)b))) {
        colset_add(&all, (uint32_t)a);
        colset_add(&all, (uint32_t)b);
        s->first_time = a;
        s->second_time = b;
    }
    return all;
}

/* A table that is known but was given no data reads as empty; whoever wonders at no rows should know. */
static void say_empty(const catalog *c, table *t, diags *ds)
{
    if (t->has_data || t->memory || t->said_empty || c->opt.quiet) return;
    t->said_empty = true;
    diag_plain(ds, SEV_NOTE, ST_OK, "no data was given for " STR_FMT ", so it has no rows", STR_ARG(t->name));
}

static scan *scan_new(catalog *c, table *t, const colset *need, diags *ds, colset *all)
{
    say_empty(c, t, ds);
    arena *mem = arena_new();
    scan *s = ARENA_NEW(mem, scan);
    s->cat = c;
    s->table = t;
    s->ds = ds;
    s->mem = mem;
    s->schema = t->cols;
    *all = decide_need(s, need);
    s->cols = ARENA_ARRAY(mem, const vec *, t->cols.n + 1);
    clock_gettime(CLOCK_MONOTONIC, &s->began);
    return s;
}

scan *scan_open_files(catalog *c, table *t, const colset *need, diags *ds)
{
    colset all;
    scan *s = scan_new(c, t, need, ds, &all);
    s->read = all;
    cells_init(&s->cells, s->mem, &s->schema, &all);
    s->cells.strict = c->opt.strict;
    return s;
}

scan *scan_open(catalog *c, table *t, const colset *need, diags *ds)
{
    colset all;
    if (!t->memory && !c->opt.keep) {
        return scan_open_files(c, t, need, ds);
    }
    scan *s = scan_new(c, t, need, ds, &all);
    if (t->memory) {
        s->chunk = t->memory->first;
    } else if (table_load(t, &all, ds)) {
        s->loaded = scan_loaded_new(s->mem, t->loaded, &s->need);
    } else {
        arena_drop(s->mem);
        return NULL;
    }
    return s;
}

bool scan_is_loaded(const scan *s) { return s->loaded != NULL; }

void scan_decide(scan *s, const scan_decider *by)
{
    bool time = s->first_time >= 0 && ((int)by->column == s->first_time || (int)by->column == s->second_time);
    if (s->loaded && by->ordered) {
        return; /* batches in memory know their least and most */
    }
    s->by = by;
    if (time) { /* one may stand for the other */
        s->by_time = *by;
        s->by_time.nulls_stay = true;
        s->by = &s->by_time;
    }
    if (s->loaded && !time) {
        scan_loaded_decide(s->loaded, by);
    }
}

static void show_progress(scan *s)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds(s->began, now) < 0.5 || (s->showing && seconds(s->shown, now) < 0.1)) {
        return;
    }
    const part *p = s->reader.part;
    double share = p->bytes ? 100.0 * (double)(s->lanes ? lanes_at(s->lanes) : source_at(s->reader.w.src)) / (double)p->bytes : 100.0;
    fprintf(stderr, "\rreading %s: %3.0f%%\033[K", p->name, share > 100 ? 100 : share);
    fflush(stderr);
    s->shown = now;
    s->showing = true;
}

static void hide_progress(scan *s)
{
    if (s->showing) {
        fputs("\r\033[K", stderr);
        s->showing = false;
    }
}

/* Whichever of the two times a row lacks is taken from the other. */
static void fill_times(vec *a, vec *b, uint32_t n)
{
    vec *both[2] = {a, b};
    for (int side = 0; side < 2; side++) {
        vec *to = both[side];
        const vec *from = both[1 - side];
        if (!to->null) {
            continue;
        }
        bool left = false;
        uint8_t *mark = (uint8_t *)to->null;
        for (uint32_t i = 0; i < n; i++) {
            if (mark[i] && !(from->null && from->null[i])) {
                to->l[i] = from->l[i];
                mark[i] = 0;
            }
            left = left || mark[i];
        }
        to->null = left ? to->null : NULL;
    }
}

static vec *slot_vec(cells *c, int at)
{
    for (uint32_t i = 0; i < c->n; i++) {
        if ((int)c->slots[i].column == at) {
            return &c->slots[i].v;
        }
    }
    return NULL;
}

static void give(scan *s, batch *out, uint32_t n)
{
    *out = (batch){.n_rows = n, .sel = {NULL, n}, .n_cols = s->schema.n, .cols = s->cols};
}

static step give_cells(scan *s, cells *c, batch *out, uint32_t n)
{
    if (s->first_time >= 0) {
        fill_times(slot_vec(c, s->first_time), slot_vec(c, s->second_time), n);
    }
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t at = c->slots[i].column;
        s->cols[at] = colset_has(&s->need, at) ? &c->slots[i].v : NULL;
    }
    give(s, out, n);
    return STEP_ROWS;
}

/* Large files are worth several threads, if they are of lines. */
static bool could_share(const part *p) { return p->packing != PACK_NONE || p->bytes > 2 * WINDOW_BYTES; }

static bool open_part(scan *s)
{
    part *p = &s->table->parts.items[s->part++];
    const load_options *with = &s->cat->opt;
    reader_options opt = {.raw = s->table->raw, .lenient = with->lenient, .quiet = with->quiet, .masks = with->masks,
                          .shelf = &s->cat->shelf, .first = could_share(p) ? WINDOW_BYTES / 4 : 0};
    s->open = reader_open(&s->reader, p, opt, s->ds);
    if (s->open) {
        reader_bind(&s->reader, &s->cells, s->by, &s->schema);
    }
    return s->open;
}

static void close_part(scan *s)
{
    lanes_drop(s->lanes);
    s->lanes = NULL;
    if (s->open) {
        reader_drop(&s->reader);
    }
    s->open = false;
}

/* Several threads read once the first window is through, from which keys and what a decider brings are learned. */
static bool wants_lanes(const scan *s)
{
    return s->cat->opt.threads > 1 && s->reader.blocks && !s->reader.w.eof && could_share(s->reader.part);
}

/* The next rows of the open part, into *c; *n 0: there are no more. */
static status fill(scan *s, cells **c, uint32_t *n)
{
    cut last = CUT_END;
    *c = &s->cells;
    if (!s->lanes && wants_lanes(s)) {
        status st = reader_fill_window(&s->reader, n, &last);
        if (st || *n > 0 || last == CUT_END) {
            return st;
        }
        s->lanes = lanes_open(&s->reader, &s->schema, &s->read, s->by, s->cat->opt.threads);
    }
    return s->lanes ? lanes_fill(s->lanes, c, n) : reader_fill(&s->reader, n);
}

static step next_from_files(scan *s, batch *out)
{
    for (;;) {
        if (!s->open && s->part == s->table->parts.n) {
            return STEP_END;
        }
        if (!s->open && !open_part(s)) {
            return STEP_ERROR;
        }
        uint32_t n = 0;
        cells *c;
        if (fill(s, &c, &n) != ST_OK) {
            return STEP_ERROR;
        }
        if (s->cat->opt.progress) {
            show_progress(s);
        }
        if (n > 0) {
            return give_cells(s, c, out, n);
        }
        close_part(s);
    }
}

/* A vec of nulls for a column that the rows in memory do not have. */
static const vec *nulls_for(scan *s, uint32_t at)
{
    vec *v = vec_new(s->mem, s->schema.cols[at].type);
    if (v->type != T_STRING) {
        memset(vec_nulls(s->mem, v), 1, BATCH_ROWS);
    }
    return v;
}

/* The batch may change its time columns, the table may not. */
static vec *own_copy(scan *s, const vec *from, uint32_t n)
{
    vec *v = vec_new(s->mem, T_DATETIME);
    memcpy(v->l, from->l, n * sizeof *v->l);
    if (from->null) {
        memcpy(vec_nulls(s->mem, v), from->null, n);
    }
    return v;
}

static void fill_memory_times(scan *s, uint32_t n)
{
    vec *a = own_copy(s, s->cols[s->first_time], n), *b = own_copy(s, s->cols[s->second_time], n);
    fill_times(a, b, n);
    s->cols[s->first_time] = colset_has(&s->need, (uint32_t)s->first_time) ? a : NULL;
    s->cols[s->second_time] = colset_has(&s->need, (uint32_t)s->second_time) ? b : NULL;
}

static step next_from_memory(scan *s, batch *out)
{
    const chunk *c = s->chunk;
    if (!c) {
        return STEP_END;
    }
    for (uint32_t i = 0; i < s->schema.n; i++) {
        int32_t from = s->table->memory->column[i];
        bool time = (int)i == s->first_time || (int)i == s->second_time;
        if (!time && !colset_has(&s->need, i)) {
            continue;
        }
        if (from >= 0) {
            s->cols[i] = &c->cols[from];
        } else if (!s->cols[i] || time) {
            s->cols[i] = nulls_for(s, i);
        }
    }
    if (s->first_time >= 0) {
        fill_memory_times(s, c->n);
    }
    s->chunk = c->next;
    give(s, out, c->n);
    return STEP_ROWS;
}

static step next_from_loaded(scan *s, batch *out)
{
    sel which;
    uint32_t n = scan_loaded_next(s->loaded, s->cols, &which);
    give(s, out, n);
    out->sel = which;
    return n ? STEP_ROWS : STEP_END;
}

step scan_next(scan *s, batch *out)
{
    if (s->loaded) {
        return next_from_loaded(s, out);
    }
    return s->table->memory ? next_from_memory(s, out) : next_from_files(s, out);
}

static void report(scan *s, const slot *l, const fault *f, const char *what, const char *became)
{
    if (f->count) {
        diag_plain(s->ds, SEV_WARNING, ST_OK,
                   "column " STR_FMT " of " STR_FMT ": %llu value%s not %s%s; the first is %s:%llu: %s",
                   STR_ARG(l->name), STR_ARG(s->table->name), (unsigned long long)f->count,
                   f->count == 1 ? " is" : "s are", what, became, f->file, (unsigned long long)f->line, f->text);
    }
}

static void report_faults(scan *s)
{
    for (uint32_t i = 0; i < s->cells.n; i++) {
        const slot *l = &s->cells.slots[i];
        bool *warned = &s->table->warned[l->column];
        if ((l->bad.count || l->bytes.count) && !*warned && !s->cat->opt.quiet) {
            *warned = true;
            report(s, l, &l->bad, type_name(l->v.type), " and read as null");
            report(s, l, &l->bytes, "valid UTF-8", ", its bad bytes read as U+FFFD");
        }
    }
}

void scan_close(scan *s)
{
    if (!s) {
        return;
    }
    close_part(s);
    hide_progress(s);
    if (!s->cat->opt.strict) {
        report_faults(s);
    }
    arena_drop(s->mem);
}
