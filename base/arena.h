/* arena: memory that lives and dies together. One for a query, one a batch.
 * An `arena *` argument means "what I return lives as long as it". Running out of memory ends the process with one line
 * on stderr (exit 6): no caller checks for NULL. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

#include <stdarg.h>
#include <stddef.h>

typedef struct arena arena;

arena *arena_new(void);
void arena_drop(arena *a);               /* NULL is fine */
void arena_reset(arena *a);              /* forgets everything, keeps the first blocks for the next round */
void *arena_alloc(arena *a, size_t size); /* 16-byte aligned, not cleared; size 0 gives a usable pointer */
void *arena_zero(arena *a, size_t size);  /* the same, cleared */
void arena_on_drop(arena *a, void (*drop)(void *), void *what); /* drop(what) at the next reset or drop; the last one first */
size_t arena_bytes(const arena *a);       /* bytes held from the system: what resource limits count */

char *arena_dup(arena *a, const void *p, size_t n); /* a copy with a NUL behind it */
str arena_str(arena *a, str s);                     /* a copy */
str arena_printf(arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
str arena_vprintf(arena *a, const char *fmt, va_list ap);

#define ARENA_NEW(a, T) ((T *)arena_zero((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_zero((a), sizeof(T) * (size_t)(n)))

#endif
