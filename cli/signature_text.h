/* signature: a signature as readers see it. Rows write "(x: stringordynamic) -> T0" for the binder; readers get
 * "(x: string or dynamic) -> type of x". */
#ifndef CLI_SIGNATURE_TEXT_H
#define CLI_SIGNATURE_TEXT_H

#include "base/buf.h"

void signature_write(buf *out, const char *sig); /* sig NULL: nothing */

#endif
