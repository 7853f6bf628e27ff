#include "tables/load/shelf.h"

#include "tables/load/window.h"

#include <stdlib.h>

char *shelf_take(shelf *s, size_t *cap)
{
    if (!s || s->n == 0) {
        return NULL;
    }
    struct room last = s->room[--s->n];
    *cap = last.cap;
    return last.p;
}

void shelf_put(shelf *s, char *p, size_t cap)
{
    if (p && s && s->n < SHELF_ROOMS && cap <= 2 * WINDOW_BYTES) {
        s->room[s->n++] = (struct room){p, cap};
    } else {
        free(p);
    }
}

void shelf_drop(shelf *s)
{
    while (s->n) {
        free(s->room[--s->n].p);
    }
}
