/* value: one value as text. */
#ifndef TABLES_WRITE_VALUE_H
#define TABLES_WRITE_VALUE_H

#include "base/buf.h"
#include "tables/vec.h"

/* A value as JSON; and as bare text, where a null is empty. A dynamic is JSON in both, except that value_shown leaves a
 * dynamic string without its quotes. */
void value_json(buf *out, datum v);
void value_plain(buf *out, datum v);
void value_shown(buf *out, datum v);

/* Appends s for human eyes: control characters and marks that reorder text become \n, \x1b, \u202e, so that data cannot
 * steer a terminal. */
void show_text(buf *out, str s);

#endif
