#include "tables/load/cells.h"

#include "base/utf8.h"

void fault_text(fault *f, str text)
{
    uint32_t n = 0, at = 0;
    while (at < text.n && n + 8 < sizeof f->text) {
        uint32_t cp = utf8_next(text, &at);
        n += utf8_put(cp < 0x20 || cp == 0x7f ? ' ' : cp, f->text + n);
    }
    memcpy(f->text + n, at < text.n ? "..." : "", at < text.n ? 4 : 1);
}

static void slot_init(arena *mem, slot *s, const column *col, uint32_t at)
{
    *s = (slot){.name = col->name, .column = at, .v = {.type = col->type}};
    size_t bytes = type_size(col->type) * BATCH_ROWS;
    s->v.data = arena_alloc(mem, bytes + BATCH_ROWS); /* rows are written before they are read */
    s->null = (uint8_t *)s->v.data + bytes;
}

void cells_init(cells *c, arena *mem, const schema *s, const colset *need)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        n += colset_has(need, i);
    }
    *c = (cells){.slots = ARENA_ARRAY(mem, slot, n + 1)};
    for (uint32_t i = 0; i < s->n; i++) {
        if (colset_has(need, i)) {
            slot_init(mem, &c->slots[c->n++], &s->cols[i], i);
        }
    }
}

void cells_begin(cells *c)
{
    c->n_doubts = c->cap_doubts = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        c->slots[i].rows = 0;
        c->slots[i].has_null = false;
    }
}

void cells_at(cells *c, uint32_t row, uint64_t line)
{
    c->row = row;
    c->line = line;
    if (c->line_of) {
        c->line_of[row] = line;
    }
}

void cell_note(cells *c, fault *f, str text, uint64_t line)
{
    if (f->count++ == 0) {
        fault_text(f, text);
        f->file = c->file;
        f->line = line;
    }
    c->failed = c->failed || c->strict;
}

void cells_undo(cells *c, uint32_t row)
{
    while (c->n_doubts && c->doubts[c->n_doubts - 1].row >= row) {
        c->n_doubts--;
    }
    for (uint32_t i = 0; i < c->n; i++) {
        slot *s = &c->slots[i];
        s->rows = s->rows < row ? s->rows : row;
    }
}

/* Rows rows..to-1 of one slot become null. */
static void fill(slot *s, uint32_t to)
{
    size_t size = type_size(s->v.type), n = to - s->rows;
    memset((char *)s->v.data + s->rows * size, 0, n * size);
    if (s->v.type != T_STRING) {
        memset(s->null + s->rows, 1, n);
        s->has_null = true;
    }
    s->rows = to;
}

void cells_finish(cells *c, uint32_t rows)
{
    for (uint32_t i = 0; i < c->n; i++) {
        slot *s = &c->slots[i];
        if (s->rows < rows) {
            fill(s, rows);
        }
        s->v.null = s->has_null ? s->null : NULL;
    }
}

void cell_put_null(slot *s, uint32_t row)
{
    s->rows = s->rows < row ? s->rows : row;
    fill(s, row + 1);
}
