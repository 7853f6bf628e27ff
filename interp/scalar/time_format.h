/* time_format: the format strings of format_datetime() and format_timespan(), read once into pieces. */
#ifndef INTERP_SCALAR_TIME_FORMAT_H
#define INTERP_SCALAR_TIME_FORMAT_H

#include "interp/fn.h"

typedef struct format_piece {
    char what;     /* y M d h H m s f F t, or the delimiter itself */
    uint8_t width; /* how often the letter stands there; 0: a delimiter */
} format_piece;

typedef struct time_format {
    format_piece *pieces;
    uint32_t n;
} time_format;

/* Reads argument 1. `widths` says for each letter how often it may stand, as "y124M12..." ; anything else is refused by
 * name. */
bool time_format_prepare(fn_call *call, arena *mem, diags *ds, const char *widths);

void format_number(buf *out, int64_t v, uint32_t width);       /* with zeros in front up to width */
void format_fraction(buf *out, int64_t ticks, format_piece p); /* f..., F...: ticks within the second */

#endif
