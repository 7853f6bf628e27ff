/* query_text: the queries that a file holds, and where each of their characters stands in it: positions are told in the file as it is. */
#ifndef CLI_QUERY_TEXT_H
#define CLI_QUERY_TEXT_H

#include "base/arena.h"
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

/* The queries of a file: a .kql file is one; .md holds fenced blocks, .yaml and .yml rules with `query:`, .json rules with "query":. `path`
 * tells the form by its ending; `file` must outlive the result. */
uint32_t query_texts(arena *mem, str path, str file, query_text **out);

/* query_forms.c */
uint32_t queries_of_markdown(arena *mem, str file, query_text **out);
uint32_t queries_of_yaml(arena *mem, str file, query_text **out);
uint32_t queries_of_json(arena *mem, str file, query_text **out);

span query_text_place(const query_text *q, span in_query); /* the same stretch in the file */

#endif
