/* plain: text of anybody's as a terminal may show it. */
#ifndef BASE_PLAIN_H
#define BASE_PLAIN_H

#include "base/buf.h"

#define PLAIN_RIGHT 79 /* cells of a line of prose */

/* The text with what a terminal may not get shown as ?: control characters but the tab, broken bytes, and the marks that turn the
 * direction of writing, which make a text look like another one. */
void plain_put(buf *out, str s);

/* Cells of the code point at *at, which moves behind it, and of a text; a tab counts for one. */
uint32_t plain_cells_next(str s, uint32_t *at);
uint32_t plain_cells(str s);

/* Writes text from column `at` on, broken at blanks so that no line passes PLAIN_RIGHT; further lines begin with `indent` blanks. A word
 * that is longer than a line stands on its own. No line end behind. */
void plain_wrap(buf *out, str text, uint32_t at, uint32_t indent);

#endif
