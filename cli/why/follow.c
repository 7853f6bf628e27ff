/* follow: the ways of an event. A way begins where the query reads the event's table and goes on with the rows that were made of it, until
 * the result, or until nothing is made of them any more. Where a stage is read twice (materialize) the way parts. */
#include "cli/why/why.h"

static bool has(const uint32_t *all, uint32_t n, uint32_t row) { return lineage_holds((lineage_set){all, n}, row); }

/* Rows of the stage that have one of these as a parent. */
static void become(why *w, why_step *s)
{
    const lineage_stage *st = s->stage;
    uint32_t *out = ARENA_ARRAY(w->mem, uint32_t, st->store.n + 1);
    for (uint32_t r = 0; r < st->store.n; r++) {
        bool is = false;
        for (uint32_t i = 0; !is && i < st->parents[r].n; i++)
            is = st->parents[r].items[i].in == s->input && has(s->in, s->n_in, st->parents[r].items[i].row);
        if (is)
            out[s->n_out++] = r;
    }
    s->out = out;
}

static void finish(why *w, why_way *way, why_way ***end)
{
    why_way *made = ARENA_NEW(w->mem, why_way);
    *made = *way;
    made->steps = ARENA_ARRAY(w->mem, why_step, way->n + 1);
    memcpy(made->steps, way->steps, way->n * sizeof *made->steps);
    for (uint32_t i = 1; i < made->n; i++)
        made->steps[i].reasons = why_reasons(w, &made->steps[i]);
    **end = made;
    *end = &made->next;
}

static void go_on(why *w, why_way *way, why_way ***end)
{
    const why_step *last = &way->steps[way->n - 1];
    way->arrives = last->n_out && last->stage == w->result;
    way->into = NULL;
    if (!last->n_out || way->arrives)
        finish(w, way, end);
    for (const lineage_aside *a = w->lineage->asides; last->n_out && a; a = a->next) {
        if (a->stage == last->stage) {
            way->into = a;
            finish(w, way, end);
            way->into = NULL;
        }
    }
    if (!last->n_out || way->arrives)
        return;
    for (uint32_t k = last->stage->number + 1; k < w->lineage->n_stages; k++) {
        const lineage_stage *next = w->lineage->stages[k];
        for (uint32_t i = 0; i < next->n_in; i++) {
            if (next->in[i] != last->stage)
                continue;
            why_step *s = &way->steps[way->n++];
            *s = (why_step){.stage = next, .input = i, .in = last->out, .n_in = last->n_out};
            become(w, s);
            go_on(w, way, end);
            way->n--;
        }
    }
}

void why_follow(why *w, why_event *e)
{
    why_way **end = &e->ways;
    why_way way = {.steps = ARENA_ARRAY(w->mem, why_step, w->lineage->n_stages + 1)};
    for (uint32_t k = 0; k < w->lineage->n_stages; k++) {
        const lineage_stage *s = w->lineage->stages[k];
        if (s->table != e->table->of)
            continue;
        uint32_t *row = ARENA_ARRAY(w->mem, uint32_t, 1);
        *row = e->row;
        way.n = 1;
        way.steps[0] = (why_step){.stage = s, .out = row, .n_out = 1};
        go_on(w, &way, &end);
    }
}
