#include "cli/github_text.h"

void github_text(buf *out, str s, bool property)
{
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ',' || c == ':')))
            buf_printf(out, "%%%02X", (unsigned char)c);
        else
            buf_put(out, &c, 1);
    }
}
