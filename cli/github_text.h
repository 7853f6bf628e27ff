/* github_text: text within a workflow command of GitHub: % and line ends are escaped, and in properties , and : too. */
#ifndef CLI_GITHUB_TEXT_H
#define CLI_GITHUB_TEXT_H

#include "base/buf.h"

void github_text(buf *out, str s, bool property);

#endif
