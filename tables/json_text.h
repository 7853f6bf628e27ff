/* json_text: how text becomes a JSON string; for dynamic values and for the output formats. */
#ifndef TABLES_JSON_TEXT_H
#define TABLES_JSON_TEXT_H

#include "base/buf.h"

/* Appends s with quotes around it. Only what JSON demands is escaped (quote, backslash, control characters); text beyond
 * ASCII stays as it is. Bytes that are not UTF-8 become U+FFFD. */
void json_quote(buf *out, str s);

#endif
