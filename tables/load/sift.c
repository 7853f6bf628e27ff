#include "tables/load/sift.h"

static slot *slot_of(cells *c, uint32_t at)
{
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->slots[i].column == at) {
            return &c->slots[i];
        }
    }
    return NULL;
}

void sift_begin(const decide *d, cells *c, uint64_t *line_of)
{
    bool sift = d && d->by->ordered && slot_of(c, d->by->column);
    c->line_of = sift ? line_of : NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        slot *s = &c->slots[i];
        s->late = sift && s->v.type == T_STRING && s->column != d->by->column;
    }
}

void sift_doubt(cells *c, fault *f, str text)
{
    if (c->n_doubts == c->cap_doubts) {
        doubt *more = arena_alloc(c->mem, (2 * c->cap_doubts + 16) * sizeof *more);
        if (c->n_doubts) {
            memcpy(more, c->doubts, c->n_doubts * sizeof *more);
        }
        c->doubts = more;
        c->cap_doubts = 2 * c->cap_doubts + 16;
    }
    c->doubts[c->n_doubts++] = (doubt){f, c->row, text};
}

/* Rows and doubts are both in ascending order. A bad value of the column that decides counts even so: it is why its row falls out. */
static void settle_doubts(cells *c, const slot *by, const uint16_t *kept, uint32_t n)
{
    for (uint32_t i = 0, k = 0; i < c->n_doubts; i++) {
        const doubt *d = &c->doubts[i];
        while (k < n && kept[k] < d->row) {
            k++;
        }
        if ((k < n && kept[k] == d->row) || d->of == &by->bad || d->of == &by->bytes) {
            cell_note(c, d->of, d->text, c->line_of[d->row]);
        }
    }
    c->n_doubts = 0;
}

/* From now on bad texts count: the row stays. */
static void take_texts(cells *c, slot *s, const uint64_t *line_of, const uint16_t *kept, uint32_t n)
{
    s->late = false;
    s->rows = 0;
    for (uint32_t i = 0; i < n; i++) {
        str text = s->v.s[kept[i]];
        if (text.n & LATE_TEXT) {
            c->line = line_of[kept[i]];
            row_walk_string(c, s, i, text.p, text.n & ~LATE_TEXT);
        } else {
            s->v.s[i] = text;
            s->rows = i + 1;
        }
    }
}

static void take_values(slot *s, const uint16_t *kept, uint32_t n)
{
    size_t size = type_size(s->v.type);
    char *data = s->v.data;
    for (uint32_t i = 0; size != sizeof(int64_t) && i < n; i++) {
        memmove(data + i * size, data + kept[i] * size, size);
    }
    for (uint32_t i = 0; size == sizeof(int64_t) && i < n; i++) {
        s->v.l[i] = s->v.l[kept[i]];
    }
    for (uint32_t i = 0; s->has_null && i < n; i++) {
        s->null[i] = s->null[kept[i]];
    }
    s->rows = n;
}

uint32_t sift_finish(decide *d, cells *c, uint32_t n)
{
    const uint64_t *line_of = c->line_of;
    uint16_t kept[BATCH_ROWS];
    if (!line_of) {
        return n;
    }
    const slot *by = slot_of(c, d->by->column);
    arena_reset(d->mem);
    uint32_t n_kept = decide_keep(d, &by->v, n, kept);
    if (!d->pays) { /* deciding counts for itself */
        d->looked += n;
        d->left += n_kept;
    }
    settle_doubts(c, by, kept, n_kept);
    c->line_of = NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        slot *s = &c->slots[i];
        if (s->late) {
            take_texts(c, s, line_of, kept, n_kept);
        } else if (n_kept < n) {
            take_values(s, kept, n_kept);
        }
    }
    return n_kept;
}
