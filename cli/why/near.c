/* near: the item that a value nearly is, by the fewest letters to be changed, added or left out; letters in another case count less. */
#include "cli/why/why.h"

#include "base/utf8.h"

#define LONGEST 96 /* code points looked at */

static uint32_t letters(str s, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t at = 0; at < s.n && n < LONGEST;)
        out[n++] = utf8_next(s, &at);
    return n;
}

/* Ten for a letter, one for its case. */
static uint32_t cost(uint32_t a, uint32_t b) { return a == b ? 0 : utf8_fold(a) == utf8_fold(b) ? 1 : 10; }

static uint32_t distance(str x, str y)
{
    uint32_t a[LONGEST], b[LONGEST], row[LONGEST + 1], n = letters(x, a), m = letters(y, b);
    for (uint32_t k = 0; k <= m; k++)
        row[k] = 10 * k;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t corner = row[0];
        row[0] = 10 * i;
        for (uint32_t k = 1; k <= m; k++) {
            uint32_t best = corner + cost(a[i - 1], b[k - 1]), above = row[k] + 10, left = row[k - 1] + 10;
            corner = row[k];
            best = above < best ? above : best;
            row[k] = left < best ? left : best;
        }
    }
    return row[m];
}

str why_nearest(arena *mem, str value, const str *items, uint32_t n)
{
    uint32_t best = 0, least = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t d = distance(value, items[i]);
        if (d < least) {
            least = d;
            best = i;
        }
    }
    return n ? arena_str(mem, items[best]) : (str){0};
}
