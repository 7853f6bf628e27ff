/* parse_fragment: see parse_pattern.h. Two walks: the first pairs the parentheses, the second writes the fragment. */
#include "interp/ops/parse_pattern.h"

/* Where a bracketed class ends (the byte behind it); classes nest, and a `]` at the very start stands for itself. */
static uint32_t class_end(str s, uint32_t i)
{
    uint32_t depth = 0;
    for (bool first = false; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\\') {
            i++;
            first = false;
        } else if (c == '[') {
            depth++;
            first = true;
            i += i + 1 < s.n && s.p[i + 1] == '^';
        } else if (c == ']' && !first) {
            if (--depth == 0) {
                return i + 1;
            }
        } else {
            first = false;
        }
    }
    return s.n;
}

/* mark[i] of a byte outside classes and escapes: a parenthesis with a partner ('p'), or a bar ('|'). */
static void mark_structure(arena *mem, str s, char *mark)
{
    uint32_t *open = ARENA_ARRAY(mem, uint32_t, s.n + 1), n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '\\': i++; break;
        case '[': i = class_end(s, i) - 1; break;
        case '(': open[n++] = i; break;
        case '|': mark[i] = '|'; break;
        case ')':
            if (n) {
                mark[open[--n]] = mark[i] = 'p';
            }
            break;
        default: break;
        }
    }
}

static bool bar_outside(str s, const char *mark)
{
    uint32_t depth = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (mark[i] == '|' && depth == 0) {
            return true;
        }
        if (mark[i] == 'p') {
            depth += s.p[i] == '(' ? 1u : -1u;
        }
    }
    return false;
}

str parse_fragment(arena *mem, str s, bool *alternation)
{
    char *mark = ARENA_ARRAY(mem, char, s.n + 1);
    char *out = arena_alloc(mem, 2 * (size_t)s.n + 1);
    uint32_t n = 0;
    mark_structure(mem, s, mark);
    *alternation = bar_outside(s, mark);
    for (uint32_t i = 0; i < s.n;) {
        uint32_t end = i + 1;
        if (s.p[i] == '\\') {
            end = i + 2 < s.n ? i + 2 : s.n;
        } else if (s.p[i] == '[') {
            end = class_end(s, i);
        } else if ((s.p[i] == '(' || s.p[i] == ')') && mark[i] != 'p') {
            out[n++] = '\\';
        }
        memcpy(out + n, s.p + i, end - i);
        n += end - i;
        i = end;
    }
    return (str){out, n};
}
