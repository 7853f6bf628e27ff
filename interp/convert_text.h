/* convert_text: what texts mean as values where base/ has no one answer. For convert.c. */
#ifndef INTERP_CONVERT_TEXT_H
#define INTERP_CONVERT_TEXT_H

#include "tables/type.h"

str text_trim(str s); /* without ASCII blanks around */

/* "true", "false" in any case; an integer, which is true unless 0. */
bool bool_from_text(str s, bool *out);

/* The first 32 hex digits, hyphens between whole bytes skipped, braces as in base/guid; what follows is ignored
 * (toguid-function.md). */
bool guid_from_text(str s, guid *out);

#endif
