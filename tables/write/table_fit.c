/* table_fit: how wide each column of a table may be. */
#include "tables/write/table.h"

static bool may_cut(kql_type t)
{
    return t == T_STRING || t == T_DYNAMIC;
}

static uint32_t least(uint32_t natural, kql_type t)
{
    return may_cut(t) && natural > TABLE_MIN_TEXT ? TABLE_MIN_TEXT : natural;
}

/* The cells taken when no text column may be wider than `cap`. */
static uint64_t total(const uint32_t *widths, const schema *cols, uint32_t cap)
{
    uint64_t sum = cols->n ? (uint64_t)TABLE_GAP * (cols->n - 1) : 0;
    for (uint32_t i = 0; i < cols->n; i++) {
        uint32_t low = least(widths[i], cols->cols[i].type);
        sum += widths[i] <= cap ? widths[i] : low > cap ? low : cap;
    }
    return sum;
}

static void cut_to(uint32_t *widths, const schema *cols, uint32_t cap, uint64_t spare)
{
    for (uint32_t i = 0; i < cols->n; i++) {
        if (!may_cut(cols->cols[i].type) || widths[i] <= cap)
            continue;
        widths[i] = cap;
        if (spare) { /* less than a cell for each: the first ones get it */
            widths[i]++;
            spare--;
        }
    }
}

bool table_fit(uint32_t *widths, const schema *cols, uint32_t width)
{
    if (!width || total(widths, cols, UINT32_MAX) <= width)
        return true;
    uint32_t cap = TABLE_MIN_TEXT;
    if (total(widths, cols, cap) > width)
        return false;
    while (total(widths, cols, cap + 1) <= width)
        cap++;
    cut_to(widths, cols, cap, width - total(widths, cols, cap));
    return true;
}
