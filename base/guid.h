/* guid: 128 bits with a text form, kept in the order of that text so that bytes compare as text does. */
#ifndef BASE_GUID_H
#define BASE_GUID_H

#include "base/str.h"

typedef struct guid {
    uint8_t byte[16];
} guid;

bool guid_parse(str text, guid *out); /* with or without dashes, braces or parentheses; surrounding blanks allowed */
/* What toguid() takes: dashes or not, and anything may follow. Source: toguid-function.md */
bool guid_parse_start(str text, guid *out);
void guid_print(guid g, char out[37]); /* 8-4-4-4-12, lower case, NUL behind */

#endif
