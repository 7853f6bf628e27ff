/* source_text: a piece of a query as it can be shown in a line. */
#ifndef CLI_SOURCE_TEXT_H
#define CLI_SOURCE_TEXT_H

#include "base/diag.h"

/* Ends of lines, and what comments say, become one blank; strings stay as they are. */
str source_on_one_line(arena *mem, str query, span at);

#endif
