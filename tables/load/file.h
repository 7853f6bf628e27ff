/* file: bytes on disk that can be read more than once and from any place. What is no regular file (standard input, a
 * pipe) is copied to an unnamed temporary file when it is opened. */
#ifndef TABLES_LOAD_FILE_H
#define TABLES_LOAD_FILE_H

#include "base/diag.h"

typedef struct file {
    const char *name; /* for messages: the path as given, "stdin" for "-" */
    const char *path; /* opened again for every reading; NULL when spooled */
    int spool;        /* descriptor of the copy, or -1 */
    uint64_t size;    /* bytes */
} file;

/* Lives as long as `a`; file_close frees the spool. */
status file_open(arena *a, const char *path, file **out, diags *ds);
void file_close(file *f);

int file_descriptor(const file *f); /* to read with file_read; give it back with file_release */
void file_release(const file *f, int fd);
int64_t file_read(int fd, uint64_t at, void *dst,
                  size_t n); /* bytes read, 0 at the end, -1 with errno; never short but at the end */

#endif
