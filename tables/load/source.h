/* source: the text of one data file, decoded, as a stream of UTF-8 bytes. Undoes gzip, zstd, zip and UTF-16, drops a
 * BOM.
 *
 *   file --pread--> [inflate | zstd] --bytes--> [UTF-16 -> UTF-8 | drop BOM] --> source_read
 *
 * Invalid UTF-8 passes through: the readers judge it value by value. */
#ifndef TABLES_LOAD_SOURCE_H
#define TABLES_LOAD_SOURCE_H

#include "tables/load/file.h"

typedef enum packing { PACK_NONE, PACK_GZIP, PACK_ZSTD, PACK_DEFLATE } packing;

/* One stream of text in a file: the whole file, or one member of a zip. */
typedef struct part {
    file *file;
    const char *name; /* for messages: the path, "archive.zip/member" */
    packing packing;
    uint64_t at, bytes; /* where the packed bytes lie in the file */
    bool csv, tsv;      /* by the name's ending; else the content decides */
    bool told;          /* what was left out of it has been reported */
} part;

typedef struct part_list {
    arena *mem;
    part *items;
    uint32_t n, cap;
} part_list;

/* Adds the parts of `f` to `out`: one, or one a data member of a zip. */
status part_find(file *f, part_list *out, diags *ds);
part *part_add(part_list *l);

/* zip.c: adds one part a member that holds data; skips folders, __MACOSX and ._ files. */
status zip_find(file *f, int fd, part_list *out, diags *ds);

typedef struct source source;
source *source_open(arena *mem, const part *p, diags *ds); /* NULL: reported */
int64_t source_read(source *s, char *dst, size_t n);       /* n >= 64; bytes, 0 at the end, -1: reported */
void source_drop(source *s);
uint64_t source_at(const source *s); /* packed bytes consumed */
bool source_is_file(const source *s); /* its bytes are the file's, and none is held back */

/* unpack.c: the packed layer below. */
typedef struct unpack unpack;
unpack *unpack_open(arena *mem, const part *p, diags *ds);
int64_t unpack_read(unpack *u, char *dst, size_t n); /* bytes, 0 at the end, -1: reported */
void unpack_drop(unpack *u);
uint64_t unpack_at(const unpack *u);
bool unpack_is_file(const unpack *u); /* not packed */

#endif
