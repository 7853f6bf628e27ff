/* shelf: rooms for text, between two uses. A new room of a megabyte costs a page fault every 4 KiB, which is as much as a
 * fifth of reading it full; a run that looks at a file's columns and then scans it by several threads needs a dozen. Rooms
 * are taken and put back by one thread. */
#ifndef TABLES_LOAD_SHELF_H
#define TABLES_LOAD_SHELF_H

#include <stddef.h>
#include <stdint.h>

#define SHELF_ROOMS 8

typedef struct shelf {
    struct room {
        char *p;
        size_t cap;
    } room[SHELF_ROOMS];
    uint32_t n;
} shelf;

/* A room of *cap bytes and WINDOW_PAD more, or NULL: there is none. Both may be called with s NULL. */
char *shelf_take(shelf *s, size_t *cap);
void shelf_put(shelf *s, char *p, size_t cap); /* frees what is too large or too many to keep */
void shelf_drop(shelf *s);

#endif
