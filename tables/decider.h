/* decider: what tells a scan early which rows it need not decode. */
#ifndef TABLES_DECIDER_H
#define TABLES_DECIDER_H

#include "tables/vec.h"

/* A filter over one column that can tell early that a row is not wanted: `keep` writes the rows to keep to `out` (room for
 * BATCH_ROWS) and gives their number; all but cols[column] is NULL in `in`. Rows that it would not keep may still come. */
typedef struct scan_decider {
    uint32_t column;
    bool ordered; /* what it keeps may lie together (times in the order of time): whether it pays is to be asked again and again */
    bool nulls_stay; /* rows without a value, whatever keep says: another column will fill it */
    uint32_t (*keep)(void *ctx, const batch *in, arena *mem, uint16_t *out);
    /* Only over columns in memory, where it may be NULL: sees the column's last rows before any is asked for. A decider that has
     * it is asked for the rows of every batch, as what it keeps may become less and less. */
    void (*preview)(void *ctx, const batch *in);
    void *ctx;
} scan_decider;

#endif
