/* nearest: which of the names somebody could have meant. */
#include "base/diag.h"

#define LONGEST 64

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

/* Edit distance (insert, delete, replace, swap of neighbours), ignoring ASCII case. Both at most LONGEST bytes. */
static uint32_t distance(str a, str b)
{
    uint32_t row[3][LONGEST + 1];
    for (uint32_t j = 0; j <= b.n; j++) row[1][j] = j;
    for (uint32_t i = 1; i <= a.n; i++) {
        uint32_t *now = row[2], *last = row[1], *before = row[0];
        now[0] = i;
        for (uint32_t j = 1; j <= b.n; j++) {
            uint32_t same = lower(a.p[i - 1]) == lower(b.p[j - 1]) ? 0 : 1;
            now[j] = least(least(now[j - 1] + 1, last[j] + 1), last[j - 1] + same);
            if (i > 1 && j > 1 && lower(a.p[i - 1]) == lower(b.p[j - 2]) && lower(a.p[i - 2]) == lower(b.p[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
        memcpy(row[0], row[1], sizeof row[0]);
        memcpy(row[1], row[2], sizeof row[1]);
    }
    return row[1][b.n];
}

str diag_nearest(str name, const str *candidates, uint32_t n)
{
    str best = {0};
    if (name.n == 0 || name.n > LONGEST) return best;
    uint32_t limit = name.n <= 3 ? 1 : name.n <= 6 ? 2 : 3, found = limit + 1;
    for (uint32_t i = 0; i < n; i++) {
        str c = candidates[i];
        if (c.n == 0 || c.n > LONGEST || c.n > name.n + limit || name.n > c.n + limit || str_eq(c, name)) continue;
        uint32_t d = distance(name, c);
        if (d < found) {
            found = d;
            best = c;
        }
    }
    return best;
}
