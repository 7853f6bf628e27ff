/* query_text: the queries that a file holds, and where each of their characters stands in it: places are told in the file as it is.
 *
 *   .yaml .yml    a Sentinel rule: `query`
 *   .json         an ARM template or an exported rule: `query`, at the top or among `properties`
 *   .md           fenced blocks of kql or kusto
 *   others        one query, the whole file
 */
#ifndef CLI_QUERY_TEXT_H
#define CLI_QUERY_TEXT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

/* From this offset of the query on, its bytes follow one another in the file from that offset on. */
typedef struct query_mark {
    uint32_t in_query, in_file;
} query_mark;

typedef struct query_text {
    str text;
    query_mark *marks; /* ascending; the first is for offset 0 */
    uint32_t n_marks;
} query_text;

typedef struct query_texts {
    str file;          /* what places are in: the file, as UTF-8 */
    query_text *items;
    uint32_t n;
    const char *wrong; /* NULL, or why the file could not be read ... */
    span wrong_at;     /* ... and where */
} query_texts;

/* `path` tells the form by its ending; `file` must outlive the result. */
query_texts query_texts_read(arena *mem, str path, str file);

span query_text_place(const query_text *q, span in_query); /* the same stretch in the file */

/* ---- for the readers of the forms */

typedef struct query_builder {
    arena *mem;
    buf text;
    query_mark *marks;
    uint32_t n_marks, cap;
} query_builder;

void query_build(query_builder *b, const char *bytes, uint32_t n, uint32_t in_file); /* the next bytes of the query, and where they stand */
query_text query_end(query_builder *b);                                              /* what was built; the builder is empty again */
void query_add(arena *mem, query_texts *out, query_text q);

void query_read_rules(arena *mem, str path, str file, query_texts *out);
void query_read_markdown(arena *mem, str file, query_texts *out);

#endif
