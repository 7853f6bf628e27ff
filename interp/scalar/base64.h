/* base64: RFC 4648, the ordinary alphabet, padding required. */
#ifndef INTERP_SCALAR_BASE64_H
#define INTERP_SCALAR_BASE64_H

#include "base/arena.h"

str base64_encode(arena *mem, str bytes);
bool base64_decode(arena *mem, str text, str *out); /* false: not base64 */

#endif
