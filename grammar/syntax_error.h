/* syntax_error: one good sentence about the token the parser could not use. Internal to grammar/. */
#ifndef GRAMMAR_SYNTAX_ERROR_H
#define GRAMMAR_SYNTAX_ERROR_H

#include "grammar/build.h"

#define SYNTAX_EXPECTED_MAX 160

/* `expected` holds the token kinds that could stand at `at`. */
void syntax_error(parse *p, span at, const int *expected, int n);

#endif
