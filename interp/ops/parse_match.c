/* parse_match: does a text have the form of a pattern? See parse_pattern.h. */
#include "interp/ops/parse_pattern.h"

static bool by_regex(const parse_pattern *p, str text, regex_span *columns)
{
    uint32_t n = regex_groups(p->re) + 1;
    regex_span few[16], *groups = n <= 16 ? few : NULL;
    arena *mem = groups ? NULL : arena_new();
    groups = groups ? groups : ARENA_ARRAY(mem, regex_span, n);
    bool found = regex_find(p->re, text, 0, groups, n);
    for (uint32_t i = 0; found && i < p->n_columns; i++) {
        columns[i] = groups[p->group[i]];
    }
    arena_drop(mem);
    return found;
}

static bool ends_with(str text, uint32_t from, str end)
{
    return text.n - from >= end.n && memcmp(text.p + text.n - end.n, end.p, end.n) == 0;
}

/* Texts with gaps between them. Each gap is as short as it can be, so every text is found where it stands first; but the pattern must
 * reach the end, so a text that nothing follows is the end of the row's text. */
bool parse_pattern_match(const parse_pattern *p, str text, regex_span *columns)
{
    if (p->re) {
        return by_regex(p, text, columns);
    }
    text.p = text.n ? text.p : "";
    uint32_t at = 0, gap = 0; /* the gap that is open begins here */
    regex_span *column = NULL;
    bool open = false;
    for (uint32_t i = 0; i < p->n; i++) {
        const parse_part *part = &p->parts[i];
        if (part->kind != PART_TEXT) {
            open = true;
            gap = at;
            column = part->kind == PART_COLUMN ? columns++ : NULL;
            continue;
        }
        uint32_t found = at;
        if (i + 1 == p->n) {
            if (!ends_with(text, at, part->text)) {
                return false;
            }
            found = text.n - part->text.n;
        } else if (open) {
            const char *hit = memmem(text.p + at, text.n - at, part->text.p, part->text.n);
            if (!hit) {
                return false;
            }
            found = (uint32_t)(hit - text.p);
        } else if (text.n - at < part->text.n || memcmp(text.p + at, part->text.p, part->text.n) != 0) {
            return false;
        }
        if (!open && found != at) {
            return false; /* nothing may stand between */
        }
        if (column) {
            *column = (regex_span){gap, found - gap};
        }
        at = found + part->text.n;
        open = false;
        column = NULL;
    }
    if (column) {
        *column = (regex_span){gap, text.n - gap};
    }
    return open || at == text.n;
}
