/* diag: what is wrong, where, and what to do about it. Errors are values: they are collected here and shown at the end. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"
#include "base/buf.h"

/* What a whole run came to; the values are the exit codes of the command line. */
typedef enum status {
    ST_OK = 0,
    ST_DIFFERENT = 1,   /* a test failed, a difference was found */
    ST_USAGE = 2,       /* the command line is wrong */
    ST_COMPILE = 3,     /* the query does not compile */
    ST_DATA = 4,        /* the data is bad or cannot be read */
    ST_UNSUPPORTED = 5, /* valid KQL that is not built yet */
    ST_LIMIT = 6,       /* a resource limit was hit */
} status;

/* A stretch of the query text, in bytes. */
typedef struct span {
    uint32_t start, len;
} span;

static inline span span_join(span a, span b)
{
    uint32_t ea = a.start + a.len, eb = b.start + b.len, s = a.start < b.start ? a.start : b.start;
    return (span){s, (ea > eb ? ea : eb) - s};
}

typedef enum severity { SEV_ERROR, SEV_WARNING, SEV_NOTE } severity;

typedef struct diag {
    severity severity;
    status status;    /* for an error: what kind of failure this is */
    const char *code; /* "KS142", or NULL where Microsoft has none; static */
    bool has_span;
    span span;        /* in the query text */
    str message;      /* one sentence, no full stop needed */
    str hint;         /* what to do ("did you mean ...?"), or empty */
    bool no_table;    /* all that is wrong is that a table is not there */
} diag;

/* A list of them, in the order reported. `muted` > 0 drops what is added (a second look at text already reported on). */
typedef struct diags {
    arena *mem;
    diag *items;
    uint32_t n, cap;
    int muted;
} diags;

/* The returned diag can be given a hint with diag_hint; never NULL. */
diag *diag_error(diags *ds, status st, const char *code, span at, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
diag *diag_warn(diags *ds, const char *code, span at, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The same without a place in the query: files, limits. */
diag *diag_plain(diags *ds, severity sev, status st, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void diags_append(diags *ds, const diags *more); /* of the same arena, or one that lives as long */
void diag_hint(diags *ds, diag *d, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* OK without errors; otherwise the gravest kind: compile before data before limit before unsupported. */
status diags_status(const diags *ds);

/* Line and column of a byte offset, both from 1; columns count code points. */
void diag_place(str text, uint32_t offset, uint32_t *line, uint32_t *col);

/* Writes one diag for a person:
 *   query.kql:3:9: error KS142: no column named 'AccountUPN'
 *     3 | | where AccountUPN == "x"
 *       |         ^~~~~~~~~~ did you mean AccountUpn?
 * `name` is what the text is called ("-e", a path); `color` turns on ANSI colours. */
void diag_render(buf *out, const diag *d, str name, str text, bool color);

/* The candidate nearest to `name` by edit distance (ignoring case first), or an empty str if none is near. */
str diag_nearest(str name, const str *candidates, uint32_t n);

#endif
