/* document: a YAML or JSON file as a tree in which every value knows its place in the file: what rules, templates and tests are read from.
 *
 *   rule.yaml     DOC_MAP
 *                   name: DOC_SCALAR "Local account"
 *                   tactics: DOC_LIST
 *                     DOC_SCALAR "Persistence"
 *                   query: DOC_SCALAR, and where each of its characters stands
 */
#ifndef CLI_DOCUMENT_DOCUMENT_H
#define CLI_DOCUMENT_DOCUMENT_H

#include "cli/query_text.h"

typedef enum doc_kind { DOC_SCALAR, DOC_LIST, DOC_MAP } doc_kind;

typedef struct doc {
    doc_kind kind;
    bool quoted;      /* scalar: written as text, so that "5" is text and 5 a number */
    span at;          /* the whole value */
    query_text value; /* scalar: escapes and folding undone */
    str key;          /* of a map's entry ... */
    span key_at;      /* ... and where that stands */
    struct doc *first, *last, *next; /* entries in the order of the file; next: the one behind this one */
    uint32_t n;       /* entries */
    uint32_t size;    /* values in it, all aliases followed, itself too */
} doc;

typedef struct document {
    str file;          /* what places are in: the file, as UTF-8 */
    doc *first;        /* the documents of the file, of which YAML may have several; NULL: none */
    const char *wrong; /* NULL, or why the file could not be read ... */
    span wrong_at;     /* ... and where; what was read up to there is in `first` */
} document;

bool path_ends_in(str path, const char *ending); /* in any case */
str document_utf8(arena *mem, str file);         /* a file that is no UTF-8 is Windows-1252 */

/* In the form that the ending of `path` says: .json is JSON (with comments, as templates may have), all else YAML. `file` must
 * outlive the result. */
document document_read(arena *mem, str path, str file);

const doc *doc_find(const doc *map, const char *key);   /* NULL when it is no map, or has no such entry */
str doc_text(const doc *d);                             /* of a scalar; else empty */
bool doc_is_null(const doc *d);                         /* nothing, `null` or `~`, not in quotes */
bool doc_bool(const doc *d, bool *out);                 /* false when it is none: true and false in any case */
bool doc_long(const doc *d, int64_t *out);              /* false when it is none */

/* ---- for the two readers */

#define DOC_DEPTH 256        /* nesting */
#define DOC_SIZE (1u << 20) /* values: aliases of aliases could make any number of few bytes */

typedef struct doc_builder {
    arena *mem;
    document *out;
    doc *open[DOC_DEPTH];
    uint32_t depth;
    str key;        /* of the next entry of the innermost map, once it was read */
    span key_at;
    bool has_key;
} doc_builder;

doc *doc_add(doc_builder *b, doc_kind kind, span at); /* as the next entry of the innermost list or map, or as the next document */
bool doc_enter(doc_builder *b, doc *d);               /* false when too deep, which is reported */
doc *doc_leave(doc_builder *b);                       /* NULL when too large, which is reported */
void doc_wrong(doc_builder *b, const char *why, uint32_t at);

void document_read_yaml(arena *mem, document *d);
void document_read_json(arena *mem, document *d);

#endif
