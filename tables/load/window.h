/* window: the stretch of a file's text that is in memory. Records are cut from it; what was cut stays where it is until
 * the next window_fill, so that strings can point into it.
 *
 *   p [ used records | at: not yet cut ......... n | PAD zero bytes ]
 */
#ifndef TABLES_LOAD_WINDOW_H
#define TABLES_LOAD_WINDOW_H

#include "tables/load/shelf.h"
#include "tables/load/source.h"

#define WINDOW_BYTES (1u << 20)
#define WINDOW_PAD   64           /* readable bytes behind n: scanners may load a whole block */
#define RECORD_LIMIT (256u << 20) /* the longest line or record */

typedef struct window {
    source *src;
    const char *name; /* of the part, for messages */
    diags *ds;
    shelf *shelf; /* where p comes from and goes to, or NULL */
    size_t first; /* so much of the file is read at first; 0: as much as there is room for */
    char *p;
    size_t at, n, cap;
    uint64_t line; /* line number at p[at], from 1; whoever moves `at` moves it too */
    bool eof;
} window;

/* One row's text, and the line it begins on. */
typedef struct record {
    const char *p;
    size_t n;
    uint64_t line;
} record;

/* What a cutter found at w->at. */
typedef enum cut {
    CUT_RECORD,
    CUT_MORE, /* no whole record in the window: fill it and ask again */
    CUT_END,
    CUT_ERROR, /* reported */
} cut;

bool window_open(window *w, arena *mem, const part *p, shelf *from, diags *ds);
status
window_fill(window *w); /* forgets what is before `at`; sets eof when nothing more came. ST_DATA, ST_LIMIT: reported */
void window_drop(window *w);

cut window_line(window *w, record *r); /* the next line that is not blank, without its line end */

#endif
