#include "tables/load/lanes.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#define MOST_THREADS 64
#define LEAST_BYTES  (64u << 10)
#define MOST_BYTES   (512u << 10) /* the chunks of a ring together should stay in the caches that the threads share */
#define TAIL_BYTES   (8u << 10) /* a line, for a start: what is read behind a chunk is read again with the next one */

typedef enum lane_state { LANE_EMPTY, LANE_FED, LANE_BUSY, LANE_DONE } lane_state;

typedef struct lane {
    reader r; /* without a source: its window is one chunk */
    cells cells;
    diags ds; /* what it says is never shown */
    arena *mem;
    uint64_t begin, end; /* of its chunk in the file, when lanes read for themselves */
    size_t first;        /* where its first line begins in the window */
    bool unread;
    int error; /* errno of a reading that failed */
    lane_state state;
    status st;
    cut last;
    uint32_t n;
} lane;

struct lanes {
    reader *from;
    cells *told; /* faults of all lanes, by slot */
    uint64_t lines; /* before the oldest lane's chunk */
    size_t chunk;   /* bytes to aim at */
    char *carry;    /* the beginning of a line whose end is still to come */
    size_t carried, carry_cap;
    bool ended;
    int fd;               /* lanes read for themselves from here; -1: the feeder reads */
    uint64_t start, next; /* of the lanes' first chunk, of the next one */
    lane *given; /* whose rows the caller has */
    lane *ring;
    uint32_t n_lanes, n_threads;
    uint64_t head, tail; /* lanes fed and not given back: [head, tail) */
    pthread_mutex_t lock; /* states, tail, stop */
    pthread_cond_t fed, done;
    bool stop;
    pthread_t threads[MOST_THREADS];
};

static lane *lane_at(lanes *l, uint64_t i) { return &l->ring[i % l->n_lanes]; }

/* ---- a lane's work */
static bool grow(char **p, size_t *cap, size_t want)
{
    char *more = want <= 2 * (size_t)RECORD_LIMIT ? realloc(*p, want + WINDOW_PAD) : NULL;
    if (more) {
        *p = more;
        *cap = want;
    }
    return more != NULL;
}

static status read_more(const lanes *l, lane *w, uint64_t at, size_t n, bool *end)
{
    window *win = &w->r.w;
    if (win->n + n > win->cap && !grow(&win->p, &win->cap, win->n + n + TAIL_BYTES)) {
        return ST_LIMIT;
    }
    int64_t got = file_read(l->fd, at, win->p + win->n, n);
    if (got < 0) {
        w->error = errno;
        return ST_DATA;
    }
    win->n += (size_t)got;
    *end = (size_t)got < n;
    return ST_OK;
}

/* The lines that begin in the chunk: from behind the first line end (the byte before the chunk may be it), to the end of
 * the last one, which may lie behind the chunk. */
static status read_chunk(const lanes *l, lane *w)
{
    window *win = &w->r.w;
    uint64_t from = w->begin - (w->begin > l->start);
    size_t want = (size_t)(w->end - from);
    bool end = false;
    win->at = win->n = w->first = 0;
    win->line = 1;
    status st = read_more(l, w, from, want, &end);
    const char *nl = st == ST_OK && w->begin > l->start && win->n ? memchr(win->p, '\n', win->n) : NULL;
    if (st == ST_OK && w->begin > l->start) {
        w->first = nl ? (size_t)(nl - win->p) + 1 : win->n;
    }
    bool none = w->first == win->n;
    size_t tail = TAIL_BYTES;
    for (size_t seen = win->n - 1; st == ST_OK && !none && !end && !memchr(win->p + seen, '\n', win->n - seen);) {
        seen = win->n;
        st = read_more(l, w, from + win->n, tail, &end);
        tail *= 2;
    }
    if (st == ST_OK && !none && win->n > want) { /* up to the first line end at or behind the chunk's last byte */
        nl = memchr(win->p + want - 1, '\n', win->n - want + 1);
        win->n = nl ? (size_t)(nl - win->p) + 1 : win->n;
    }
    win->at = w->first;
    win->n = none ? w->first : win->n;
    if (st == ST_OK && win->p) {
        memset(win->p + win->n, 0, WINDOW_PAD);
    }
    return st;
}

static void work(const lanes *l, lane *w)
{
    w->st = w->unread ? read_chunk(l, w) : ST_OK;
    w->n = 0;
    if (w->st == ST_OK) {
        w->unread = false;
        w->st = reader_fill_window(&w->r, &w->n, &w->last);
    }
}

/* The oldest fed lane, now busy; under the lock. */
static lane *take_fed(lanes *l)
{
    for (uint64_t i = l->head; i < l->tail; i++) {
        if (lane_at(l, i)->state == LANE_FED) {
            lane_at(l, i)->state = LANE_BUSY;
            return lane_at(l, i);
        }
    }
    return NULL;
}

static void work_unlocked(lanes *l, lane *w)
{
    pthread_mutex_unlock(&l->lock);
    work(l, w);
    pthread_mutex_lock(&l->lock);
    w->state = LANE_DONE;
    pthread_cond_signal(&l->done);
}

static void *thread(void *arg)
{
    lanes *l = arg;
    pthread_mutex_lock(&l->lock);
    while (!l->stop) {
        lane *w = take_fed(l);
        if (w) {
            work_unlocked(l, w);
        } else {
            pthread_cond_wait(&l->fed, &l->lock);
        }
    }
    pthread_mutex_unlock(&l->lock);
    return NULL;
}

/* ---- feeding */
static bool keep_rest(lanes *l, window *w, size_t from)
{
    size_t rest = w->n - from;
    if (rest > l->carry_cap && !grow(&l->carry, &l->carry_cap, 2 * rest)) {
        return false;
    }
    memcpy(l->carry, w->p + from, rest);
    l->carried = rest;
    w->n = from;
    return true;
}

/* As many bytes as make about a batch, judged by the lines of the first window. */
static size_t chunk_bytes(const window *w)
{
    size_t a_line = w->at / (w->line > 1 ? w->line - 1 : 1), want = a_line * (BATCH_ROWS - BATCH_ROWS / 8);
    return want > MOST_BYTES ? MOST_BYTES : want < 2 * LEAST_BYTES ? 2 * LEAST_BYTES : want;
}

/* Fills the window with whole lines: what was carried over, and as much more as makes a chunk. */
static status fill_chunk(lanes *l, window *w)
{
    size_t want = l->chunk > 2 * l->carried ? l->chunk : 2 * l->carried + LEAST_BYTES;
    w->at = w->n = 0;
    w->line = 1;
    if (w->cap < want && !grow(&w->p, &w->cap, want)) {
        return ST_LIMIT;
    }
    memcpy(w->p, l->carry, l->carried);
    w->n = l->carried;
    l->carried = 0;
    for (;;) {
        int64_t got = source_read(l->from->w.src, w->p + w->n, want - w->n);
        if (got < 0) {
            return ST_DATA;
        }
        l->ended = got == 0;
        w->n += (size_t)got;
        const char *end = w->n ? memrchr(w->p, '\n', w->n) : NULL;
        if (l->ended || (end && want - w->n < LEAST_BYTES)) {
            if (!l->ended && !keep_rest(l, w, (size_t)(end - w->p) + 1)) {
                return ST_LIMIT;
            }
            memset(w->p + w->n, 0, WINDOW_PAD);
            return ST_OK;
        }
        if (want - w->n < WINDOW_PAD) { /* a line longer than a chunk */
            want *= 2;
            if (!grow(&w->p, &w->cap, want)) {
                return ST_LIMIT;
            }
        }
    }
}

/* Where the lane is to read, or what it is to read. */
static status give_chunk(lanes *l, lane *w)
{
    uint64_t end = l->from->part->at + l->from->part->bytes;
    if (l->fd < 0) {
        w->first = 0;
        return fill_chunk(l, &w->r.w);
    }
    w->begin = l->next;
    l->next = w->end = end - l->next > l->chunk ? l->next + l->chunk : end;
    l->ended = l->next == end;
    w->unread = w->end > w->begin;
    w->r.w.n = w->unread; /* not known yet; 0: nothing is left */
    return ST_OK;
}

static status feed(lanes *l)
{
    while (!l->ended && l->tail - l->head < l->n_lanes) {
        lane *w = lane_at(l, l->tail);
        status st = give_chunk(l, w);
        if (st == ST_LIMIT) {
            diag_plain(l->from->w.ds, SEV_ERROR, ST_LIMIT, "%s: a record is longer than %u MiB", l->from->w.name,
                       RECORD_LIMIT >> 20);
        }
        if (st) {
            return st;
        }
        if (w->r.w.n == 0) {
            break;
        }
        pthread_mutex_lock(&l->lock);
        w->state = LANE_FED;
        l->tail++;
        pthread_cond_signal(&l->fed);
        pthread_mutex_unlock(&l->lock);
    }
    return ST_OK;
}

/* ---- taking */
static void add_fault(fault *to, fault *f, uint64_t lines)
{
    if (f->count && !to->count) {
        *to = *f;
        to->line += lines;
    } else {
        to->count += f->count;
    }
    *f = (fault){0};
}

static void tell_faults(lanes *l, lane *w)
{
    for (uint32_t i = 0; i < w->cells.n; i++) {
        add_fault(&l->told->slots[i].bad, &w->cells.slots[i].bad, l->lines);
        add_fault(&l->told->slots[i].bytes, &w->cells.slots[i].bytes, l->lines);
    }
    add_fault(&l->from->dropped, &w->r.dropped, l->lines);
}

/* The lane's chunk again, with the right line numbers, for what there is to say. */
static status fail_aloud(lanes *l, lane *w)
{
    uint32_t n = 0;
    cut last = CUT_RECORD;
    if (w->unread) {
        diag_plain(l->from->w.ds, SEV_ERROR, w->st, "cannot read %s: %s", l->from->w.name,
                   w->st == ST_LIMIT ? "a record is too long" : strerror(w->error));
        return w->st;
    }
    w->r.w.ds = l->from->w.ds;
    w->r.w.at = w->first;
    w->r.w.line = l->lines + 1;
    w->r.dropped = (fault){0};
    lines_restart(&w->r.lines);
    status st = ST_OK;
    while (st == ST_OK && (n > 0 || last == CUT_RECORD)) {
        st = reader_fill_window(&w->r, &n, &last);
    }
    return st ? st : w->st;
}

static void wait_for(lanes *l, const lane *w)
{
    pthread_mutex_lock(&l->lock);
    while (w->state != LANE_DONE) {
        lane *other = take_fed(l);
        if (other) {
            work_unlocked(l, other);
        } else {
            pthread_cond_wait(&l->done, &l->lock);
        }
    }
    pthread_mutex_unlock(&l->lock);
}

/* The rows of the oldest lane were taken: the next ones of its chunk, or the lane is free. */
static void go_on(lanes *l, lane *w)
{
    tell_faults(l, w);
    if (w->last == CUT_RECORD) {
        work(l, w);
        return;
    }
    l->lines += w->r.w.line - 1;
    pthread_mutex_lock(&l->lock);
    w->state = LANE_EMPTY;
    l->head++;
    pthread_mutex_unlock(&l->lock);
}

status lanes_fill(lanes *l, cells **rows, uint32_t *n)
{
    *n = 0;
    if (l->given) {
        go_on(l, l->given);
        l->given = NULL;
    }
    for (;;) {
        status st = feed(l);
        if (st || l->head == l->tail) {
            return st;
        }
        lane *w = lane_at(l, l->head);
        wait_for(l, w);
        if (w->st) {
            return fail_aloud(l, w);
        }
        if (w->n > 0) {
            l->given = w;
            *rows = &w->cells;
            *n = w->n;
            return ST_OK;
        }
        go_on(l, w);
    }
}

/* ---- beginning and end */
static void lane_open(lane *w, const reader *from, const schema *cols, const colset *need, const scan_decider *by)
{
    w->mem = arena_new();
    w->ds.mem = w->mem;
    w->r = (reader){.part = from->part, .lenient = from->lenient, .quiet = true, .masks = from->masks, .form = from->form,
                    .mem = arena_new(), .scratch = arena_new()};
    w->r.w = (window){.name = from->w.name, .ds = &w->ds, .shelf = from->w.shelf, .eof = true};
    w->r.w.p = shelf_take(w->r.w.shelf, &w->r.w.cap);
    cells_init(&w->cells, w->mem, cols, need);
    reader_bind(&w->r, &w->cells, by, cols);
    lines_decide_as(&w->r.lines, &from->lines);
}

lanes *lanes_open(reader *from, const schema *cols, const colset *need, const scan_decider *by, int threads)
{
    lanes *l = ARENA_NEW(from->mem, lanes);
    window *w = &from->w;
    l->from = from;
    l->told = from->cells;
    l->lines = w->line - 1;
    l->chunk = chunk_bytes(w);
    l->n_lanes = 2 * (uint32_t)threads;
    l->ring = ARENA_ARRAY(from->mem, lane, l->n_lanes);
    for (uint32_t i = 0; i < l->n_lanes; i++) {
        lane_open(&l->ring[i], from, cols, need, by);
    }
    l->fd = source_is_file(w->src) ? file_descriptor(from->part->file) : -1;
    l->start = l->next = from->part->at + source_at(w->src) - (w->n - w->at);
    if (l->fd < 0) {
        keep_rest(l, w, w->at);
    }
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->fed, NULL);
    pthread_cond_init(&l->done, NULL);
    for (int i = 1; i < threads && i < MOST_THREADS; i++) {
        if (pthread_create(&l->threads[l->n_threads], NULL, thread, l) == 0) {
            l->n_threads++; /* with fewer, even none, it only takes longer */
        }
    }
    return l;
}

void lanes_drop(lanes *l)
{
    if (!l) {
        return;
    }
    pthread_mutex_lock(&l->lock);
    l->stop = true;
    pthread_cond_broadcast(&l->fed);
    pthread_mutex_unlock(&l->lock);
    for (uint32_t i = 0; i < l->n_threads; i++) {
        pthread_join(l->threads[i], NULL);
    }
    pthread_cond_destroy(&l->fed);
    pthread_cond_destroy(&l->done);
    pthread_mutex_destroy(&l->lock);
    for (uint32_t i = 0; i < l->n_lanes; i++) {
        reader_drop(&l->ring[i].r);
        arena_drop(l->ring[i].mem);
    }
    free(l->carry);
    if (l->fd >= 0) {
        file_release(l->from->part->file, l->fd);
    }
}

uint64_t lanes_at(const lanes *l)
{
    return l->fd >= 0 ? l->next - l->from->part->at : source_at(l->from->w.src);
}
