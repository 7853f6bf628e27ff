/* diff: two versions of a query on the same data: which rows came, went and changed, and by which part of the edit.
 *
 *   OLD, NEW --clauses--> edits: the stretches of text that differ, clause by clause
 *   both run --rows--> rows only in OLD, only in NEW
 *   NEW with one edit taken back, run --> the rows that are then as before are that edit's */
#ifndef CLI_DIFF_DIFF_H
#define CLI_DIFF_DIFF_H

#include "cli/cli.h"
#include "cli/query_text.h"

typedef struct diff_version {
    const char *name;      /* of the file, or REV:file */
    str file;              /* its text */
    const query_text *query;
} diff_version;

/* A part of the edit: this text of NEW stands where that text of OLD stood; either may be empty. */
typedef struct diff_edit {
    span old_at, new_at;   /* in the queries */
} diff_edit;

/* The text is cut before | and `and` and `or`, and behind ; — outside of texts and comments. */
uint32_t diff_clauses(arena *mem, str old, str new, diff_edit **out);
str diff_take_back(arena *mem, str old, str new, const diff_edit *edits, uint32_t n, uint32_t which); /* NEW without that edit */

typedef struct diff_rows {
    schema cols;
    datum *cells;          /* row by row */
    uint64_t *hash;        /* of each row */
    uint32_t n;
} diff_rows;

typedef struct diff_row {
    uint32_t row;          /* in its version */
    int64_t pair;          /* the row of the other version with the same key; -1: none */
    int edit;              /* the edit that decided it; -1: not told by one alone */
} diff_row;

typedef struct diff_result {
    const diff_version *old_version, *new_version;
    diff_rows old_rows, new_rows;
    diff_row *lost, *gained;  /* `changed` rows are in both, each the other's pair */
    uint32_t n_lost, n_gained;
    diff_edit *edits;
    uint32_t n_edits;
} diff_result;

/* A file as it was in a revision of git; REV:PATH names another place. False: reported. */
bool diff_read_git(arena *mem, const char *rev, const char *path, buf *out);
bool diff_run(arena *mem, kql *k, str query, diff_rows *out, diags *ds);                          /* false: it failed, which is in ds */
void diff_compare(arena *mem, diff_result *d, const char *const *keys, uint32_t n_keys);
void diff_blame(arena *mem, kql *k, diff_result *d);
bool diff_is_same(const diff_result *d);

void diff_text(arena *mem, const diff_result *d, bool color, buf *out);
void diff_json(arena *mem, const diff_result *d, buf *out);

#endif
