/* column_list: see the header. Names are found through a small open table, so that wide rows stay linear. */
#include "interp/bind/column_list.h"

#include "base/hash.h"
#include "interp/bind/scope.h"

typedef struct name_slot {
    str name; /* NULL p: free */
    uint32_t last;
    int32_t item; /* whose name it is now; -1: nobody's */
} name_slot;

static name_slot *slot_of(const column_list *l, str name)
{
    for (uint32_t i = (uint32_t)hash_bytes(name.p, name.n);; i++) {
        name_slot *s = &l->slots[i & (l->n_slots - 1)];
        if (!s->name.p || str_eq(s->name, name)) return s;
    }
}

static void grow_slots(column_list *l, uint32_t n_slots)
{
    column_list bigger = *l;
    bigger.n_slots = n_slots;
    bigger.slots = ARENA_ARRAY(l->b->mem, name_slot, bigger.n_slots);
    for (uint32_t i = 0; i < l->n_slots; i++)
        if (l->slots[i].name.p) *slot_of(&bigger, l->slots[i].name) = l->slots[i];
    *l = bigger;
}

/* The slot of a name that is there, or NULL. */
static name_slot *find(const column_list *l, str name)
{
    name_slot *s = l->n_slots ? slot_of(l, name) : NULL;
    return s && s->name.p ? s : NULL;
}

static void grow_items(column_list *l, uint32_t cap)
{
    column_item *bigger = ARENA_ARRAY(l->b->mem, column_item, cap);
    if (l->n) memcpy(bigger, l->items, l->n * sizeof *bigger);
    l->items = bigger;
    l->cap = cap;
}

static void append(column_list *l, column_item item)
{
    if (item.col.value->is_type) bind_unsupported(l->b, item.col.value->at, "typeof() as a value");
    if (l->n == l->cap) grow_items(l, l->cap ? l->cap * 2 : 16);
    if (l->n * 2 >= l->n_slots) grow_slots(l, l->n_slots ? l->n_slots * 2 : 64);
    name_slot *s = slot_of(l, item.col.name);
    *s = (name_slot){item.col.name, 0, (int32_t)l->n};
    l->items[l->n++] = item;
}

static str numbered(column_list *l, name_slot *taken)
{
    for (;;) {
        str name = arena_printf(l->b->mem, STR_FMT "%u", STR_ARG(taken->name), ++taken->last);
        if (!find(l, name)) return name;
    }
}

/* extend's own columns are there already: naming one again adds nothing. */
static bool is_row_itself(const column_list *l, const name_slot *s, const named_expr *c)
{
    const column_item *item = &l->items[s->item];
    return item->row && c->value->kind == EX_COLUMN && c->value->column == item->col.value->column;
}

static column_item *add(column_list *l, named_expr c, bool replace)
{
    name_slot *s = find(l, c.name);
    if (s && is_row_itself(l, s, &c)) return &l->items[s->item];
    if (s && replace) {
        column_item *item = &l->items[s->item];
        item->col = c;
        item->row = false;
        return item;
    }
    if (s) c.name = numbered(l, s);
    append(l, (column_item){.col = c});
    return &l->items[l->n - 1];
}

void column_add(column_list *l, named_expr c, bool replace)
{
    if (c.name.n == 0) c.name = column_made_up_name(l->b, false);
    add(l, c, replace);
}

void column_declare(column_list *l, named_expr c, bool replace)
{
    name_slot *s = find(l, c.name);
    if (s && l->items[s->item].declared) {
        diag_error(l->b->ds, ST_COMPILE, "KS171", c.at, "a column named '" STR_FMT "' is there already", STR_ARG(c.name));
        return;
    }
    add(l, c, replace)->declared = true;
}

void column_list_row(column_list *l)
{
    uint32_t n = l->b->row ? l->b->row->n : 0, slots = 64;
    while (slots < 2 * (n + 16)) slots *= 2;
    grow_items(l, n + 16); /* a wide row and a few columns more: the usual extend needs to grow no further */
    grow_slots(l, slots);
    for (uint32_t i = 0; i < n; i++)
        append(l, (column_item){.col = {l->b->row->cols[i].name, bind_column(l->b, i, (span){0, 0}), (span){0, 0}, false}, .row = true});
}

str column_made_up_name(binder *b, bool row_too)
{
    for (;;) {
        str name = arena_printf(b->mem, "Column%u", ++b->n_made_up);
        bool taken = (row_too && b->row && schema_find(b->row, name) >= 0) || scope_find(b->scope, name) || catalog_find(b->cat, name);
        if (!taken) return name;
    }
}
