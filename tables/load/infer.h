/* infer: what columns a file has, and of which type, judged by its values.
 * bool, long, real (long and real mix to real), datetime (ISO text with date and time), dynamic (as soon as one object
 * or array is seen), else string. Nulls and empty text say nothing; nothing but them is string. Never int, never guid.
 */
#ifndef TABLES_LOAD_INFER_H
#define TABLES_LOAD_INFER_H

#include "tables/load/reader.h"

#define INFER_SAMPLE  (1u << 20)  /* bytes of text looked at ... */
#define INFER_WHOLE   (16u << 20) /* ... but all of a smaller file */
#define INFER_COLUMNS 16384       /* more different keys are not columns */

enum { SAW_BOOL = 1, SAW_LONG = 2, SAW_REAL = 4, SAW_DATETIME = 8, SAW_STRING = 16, SAW_TREE = 32 };

typedef struct guess {
    str name;
    uint8_t seen;      /* bits SAW_ */
    kql_type declared; /* T_UNKNOWN, or what the file says */
} guess;

typedef struct infer {
    arena *mem;
    guess *cols;     /* in order of first appearance */
    uint32_t n, cap; /* cap is a power of two */
    uint32_t *index; /* hash table of column numbers + 1, 4 * cap places */
    uint32_t last;   /* the column met before this one */
    bool overflow;
} infer;

void infer_init(infer *f, arena *mem);
/* Looks at the first `bytes` of text (UINT64_MAX: all). *whole is cleared if there is more. */
status infer_part(infer *f, part *p, reader_options opt, uint64_t bytes, bool *whole, diags *ds);
kql_type infer_type(const guess *g);

/* The number of a column, which may be new; -1: there are too many. */
int32_t infer_column(infer *f, str name);
/* A value as JSON text or, from CSV, plain. */
void infer_value(infer *f, int32_t at, str value, bool plain, arena *scratch);

/* No more of such values can change what the column is. */
static inline bool infer_settled(const guess *g, bool string)
{
    return (g->seen & SAW_TREE) || (string && (g->seen & SAW_STRING));
}

#endif
