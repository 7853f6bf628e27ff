/* period: the period of a series, as given, or found out where only one answer is possible.
 *
 * How the engine finds periods and scores them is not published. What is: a period has at least 4 items and at most half of the series, and
 * counts when its score, from 0 to 1, reaches the threshold. The page's one series is like itself after 14 items by 0.96, or by 0.74 when
 * the missing overlap counts as unlike; it scores 0.84 there. So a score lies between the two. Source: series-periods-detect-function.md
 *
 * No lag can be a period where the largest of all likenesses is clearly below the threshold. The others may be one. The answer is certain
 *   - when there is none of them: nothing repeats;
 *   - when each of them gives the same repeating part, and that is 0 throughout, as in a series that is mostly 0: it does not matter
 *     then whether one is found, and which;
 *   - when each of them gives the same repeating part, as multiples do where every period is like every other, and one of them must be
 *     found: its smallest likeness is clearly above the threshold, and its wave at least as strong as on the page.
 * All other series are refused. */
#include "interp/series/decompose.h"
#include "interp/series/likeness.h"

#include <math.h>

#define SHORTEST 4
#define MARGIN   0.1
#define STRONG   0.42  /* the part of the page's variance that a wave of 14 items explains */
#define EXTREME  1e100 /* from here on squares may overflow or vanish, and what the engine finds then is not known */
#define LONGEST  16384 /* items: all likenesses of more take too long */

typedef struct search {
    const numbers *s;
    int64_t ahead;
    double threshold;
    arena *keep, *spare; /* spare is emptied after each lag */
    double *part;        /* what repeats with each possible period so far; NULL: none is possible so far */
    int64_t period;      /* the first of them */
    uint32_t views, sure; /* views of the series, and those in which a period must be found */
} search;

static bool is_constant(const double *v, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        if (v[i] != v[0]) return false;
    return true;
}

/* Another period may be found; false: it repeats something else than those before it. */
static bool add_possible(search *q, int64_t period)
{
    uint32_t n = q->s->n;
    double *part = ARENA_ARRAY(q->part ? q->spare : q->keep, double, n);
    bool same = seasonal_part(q->spare, q->s, period, q->ahead, part);
    for (uint32_t i = 0; same && q->part && i < n; i++) same = part[i] == q->part[i];
    if (!q->part) {
        q->part = part;
        q->period = period;
    }
    arena_reset(q->spare);
    return same;
}

/* Looks at the first n items. False: periods that differ are possible. */
static bool look(search *q, uint32_t n)
{
    q->views++;
    if (n < 2 * SHORTEST || is_constant(q->s->v, n)) return true;
    if (n > LONGEST) return false;
    flat_series flat = flat_series_of(q->keep, q->s->v, n);
    bool sure = false, ordinary = flat.scale > 1 / EXTREME && flat.scale < EXTREME;
    for (uint32_t lag = SHORTEST; lag <= (n + 1) / 2; lag++) {
        likeness like = likeness_at(&flat, lag);
        if (like.most <= q->threshold - MARGIN) continue;
        if (!add_possible(q, lag)) return false;
        sure = sure || (ordinary && like.least >= fmax(q->threshold, PERIOD_THRESHOLD) + MARGIN && wave_at(&flat, lag) >= STRONG);
    }
    q->sure += sure;
    return true;
}

static bool settle(search *q, int64_t *period)
{
    uint32_t n = q->s->n, learn = n - (uint32_t)q->ahead;
    if (!look(q, learn)) return false;
    if (q->ahead > 0 && (!numbers_begin_complete(q->s, n) || !look(q, n))) return false; /* which part it looks at is not said */
    if (!q->part || (is_constant(q->part, n) && q->part[0] == 0)) return true;
    *period = q->period;
    return q->sure == q->views;
}

static bool is_settled(arena *mem, const numbers *s, const period_ask *ask, int64_t *period)
{
    int64_t ahead = ask->ahead;
    if (ahead < 0 || ahead >= s->n || !numbers_begin_complete(s, s->n - (uint32_t)ahead)) return true; /* null, whatever the period */
    search q = {.s = s, .ahead = ahead, .threshold = ask->threshold, .keep = mem, .spare = arena_new()};
    bool settled = settle(&q, period);
    arena_drop(q.spare);
    return settled;
}

bool period_read(fn_ctx *cx, const numbers *s, const period_ask *ask, int64_t *period)
{
    *period = ask->given;
    if (*period != -1) return true;
    *period = 0;
    if (is_settled(cx->mem, s, ask, period)) return true;
    if (!cx->ds || diags_status(cx->ds) != ST_OK) return false; /* said once */
    diag *d = diag_error(cx->ds, ST_UNSUPPORTED, NULL, cx->call->at, "%s() cannot find the period of this series by itself", cx->call->row->name);
    diag_hint(cx->ds, d, "give the period in items, or 0 when nothing repeats");
    return false;
}
