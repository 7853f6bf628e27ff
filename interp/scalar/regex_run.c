/* regex_run: all ways through the program at once, one code point after the other: steps x text in time, never more. A thread is a step
 * and where its groups began and ended; of two threads at one step the first, which the pattern prefers, lives. */
#include "base/utf8.h"
#include "interp/scalar/regex_own.h"

#include <stdlib.h>

/* Threads in order of preference; place[step] < n and step[place[step]] == step say whether a step is in it. */
typedef struct threads {
    uint32_t n;
    uint32_t *step, *place, *slots;
} threads;

typedef struct runner {
    const regex_program *p;
    str text;
    uint32_t at, n_slots;
    uint32_t before, behind;   /* the code points around `at`, or UINT32_MAX */
    uint32_t *stack, *scratch; /* scratch: the slots of the thread that is being followed */
} runner;

static bool word(uint32_t cp) { return cp != UINT32_MAX && class_is_word(cp); }
static bool word_ascii(uint32_t cp) { return cp < 128 && class_is_word(cp); }

static bool holds(const runner *r, regex_assert what)
{
    uint32_t a = r->before, b = r->behind;
    switch (what) {
    case AT_TEXT_START: return a == UINT32_MAX;
    case AT_TEXT_END: return b == UINT32_MAX;
    case AT_LINE_START: return a == UINT32_MAX || a == '\n';
    case AT_LINE_END: return b == UINT32_MAX || b == '\n';
    case AT_LINE_START_CRLF: return a == UINT32_MAX || a == '\n' || (a == '\r' && b != '\n');
    case AT_LINE_END_CRLF: return b == UINT32_MAX || b == '\r' || (b == '\n' && a != '\r');
    case AT_WORD: return word(a) != word(b);
    case AT_NOT_WORD: return word(a) == word(b);
    case AT_WORD_ASCII: return word_ascii(a) != word_ascii(b);
    case AT_NOT_WORD_ASCII: return word_ascii(a) == word_ascii(b);
    case AT_WORD_START: return !word(a) && word(b);
    case AT_WORD_END: return word(a) && !word(b);
    case AT_WORD_START_HALF: return !word(a);
    case AT_WORD_END_HALF: return !word(b);
    }
    return false;
}

static bool has(const threads *l, uint32_t step) { return l->place[step] < l->n && l->step[l->place[step]] == step; }

/* The stack holds steps to follow, and slots to put back: slot, old value, RESTORE. */
#define RESTORE UINT32_MAX

static uint32_t push_restore(runner *r, uint32_t top, uint32_t slot)
{
    r->stack[top++] = slot;
    r->stack[top++] = r->scratch[slot];
    r->stack[top++] = RESTORE;
    return top;
}

/* Follows everything that takes no text. */
static void follow(runner *r, threads *to, uint32_t from)
{
    uint32_t top = 0;
    r->stack[top++] = from;
    while (top) {
        uint32_t pc = r->stack[--top];
        if (pc == RESTORE) {
            r->scratch[r->stack[top - 2]] = r->stack[top - 1];
            top -= 2;
            continue;
        }
        while (!has(to, pc)) {
            const own_step *s = &r->p->steps[pc];
            to->place[pc] = to->n;
            to->step[to->n++] = pc;
            if (s->op == OWN_JUMP) {
                pc = s->to;
            } else if (s->op == OWN_SPLIT) {
                r->stack[top++] = s->to;
                pc++;
            } else if (s->op == OWN_SPLIT_LAZY) {
                r->stack[top++] = pc + 1;
                pc = s->to;
            } else if (s->op == OWN_SAVE) {
                if (s->to < r->n_slots) {
                    top = push_restore(r, top, s->to);
                    r->scratch[s->to] = r->at;
                }
                pc++;
            } else if (s->op == OWN_ASSERT && holds(r, (regex_assert)s->to)) {
                pc++;
            } else { /* a set or the end: the thread waits here; a failed assertion leads nowhere */
                if (r->n_slots) memcpy(to->slots + (size_t)pc * r->n_slots, r->scratch, r->n_slots * sizeof *r->scratch);
                break;
            }
        }
    }
}

static bool takes(const own_set *s, uint32_t cp)
{
    return cp < 128 ? s->ascii[cp >> 6] >> (cp & 63) & 1 : cp != UINT32_MAX && set_has(s->set, cp);
}

/* Moves the threads over the next code point; a thread at the end cuts off all that are less wanted. */
static bool move(runner *r, const threads *now, threads *next, uint32_t *best)
{
    uint32_t cp = r->behind;
    runner ahead = *r;
    if (cp != UINT32_MAX) utf8_next(r->text, &ahead.at);
    ahead.before = cp;
    uint32_t peek = ahead.at;
    ahead.behind = peek < r->text.n ? utf8_next(r->text, &peek) : UINT32_MAX;
    next->n = 0;
    for (uint32_t i = 0; i < now->n; i++) {
        uint32_t pc = now->step[i];
        const own_step *s = &r->p->steps[pc];
        const uint32_t *slots = now->slots + (size_t)pc * r->n_slots;
        if (s->op == OWN_MATCH) {
            if (r->n_slots) memcpy(best, slots, r->n_slots * sizeof *best);
            return true;
        }
        if (s->op != OWN_SET || !takes(s->set, cp)) continue;
        if (r->n_slots) memcpy(ahead.scratch, slots, r->n_slots * sizeof *slots);
        follow(&ahead, next, pc + 1);
    }
    return false;
}

static bool run(runner *r, threads *now, threads *next, uint32_t *best)
{
    bool found = false;
    now->n = 0;
    for (;;) {
        if (!found) {
            for (uint32_t i = 0; i < r->n_slots; i++) r->scratch[i] = UINT32_MAX;
            follow(r, now, 0);
        }
        if (now->n == 0) return found;
        if (move(r, now, next, best)) {
            found = true;
            if (r->n_slots == 0) return true;
        }
        if (r->behind == UINT32_MAX) return found;
        threads *t = now;
        now = next;
        next = t;
        utf8_next(r->text, &r->at);
        uint32_t peek = r->at;
        r->before = r->behind;
        r->behind = peek < r->text.n ? utf8_next(r->text, &peek) : UINT32_MAX;
    }
}

static uint32_t code_before(str text, uint32_t at)
{
    uint32_t from = at;
    if (at == 0) return UINT32_MAX;
    do from--;
    while (from > 0 && at - from < 4 && ((uint8_t)text.p[from] & 0xC0) == 0x80);
    return utf8_next((str){text.p, at}, &from);
}

bool regex_run_own(const regex_program *p, str text, uint32_t from, regex_span *groups, uint32_t n)
{
    runner r = {.p = p, .text = text, .at = from, .n_slots = n * 2, .before = code_before(text, from)};
    uint32_t peek = from;
    r.behind = from < text.n ? utf8_next(text, &peek) : UINT32_MAX;
    size_t per_list = (size_t)p->n * (2 + r.n_slots), stack = (size_t)p->n * 4 + 8;
    arena *mem = arena_new();
    uint32_t *all = ARENA_ARRAY(mem, uint32_t, 2 * per_list + stack + 2 * r.n_slots);
    threads a = {0, all, all + p->n, all + 2 * (size_t)p->n};
    threads b = {0, all + per_list, all + per_list + p->n, all + per_list + 2 * (size_t)p->n};
    r.stack = all + 2 * per_list;
    r.scratch = r.stack + stack;
    uint32_t *best = r.scratch + r.n_slots;
    bool found = run(&r, &a, &b, best);
    for (uint32_t i = 0; i < n && found; i++) {
        bool set = best[2 * i] != UINT32_MAX && best[2 * i + 1] != UINT32_MAX;
        groups[i] = set ? (regex_span){best[2 * i], best[2 * i + 1] - best[2 * i]} : (regex_span){UINT32_MAX, 0};
    }
    arena_drop(mem);
    return found;
}
