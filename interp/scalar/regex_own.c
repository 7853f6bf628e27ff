/* regex_own: the tree as a program for regex_run.c. Counted repetitions are written out.
 *
 *   a*   L: split M, N     M: a; jump L     N: ...      (lazy: N, M) */
#include "interp/scalar/regex_own.h"

#define MAX_STEPS (REGEX_BYTES / sizeof(own_step))

typedef struct compiler {
    arena *mem;
    buf steps;
    bool too_large;
} compiler;

static uint32_t here(const compiler *c)
{
    return (uint32_t)(c->steps.n / sizeof(own_step));
}

static own_step *step_at(compiler *c, uint32_t i)
{
    return (own_step *)(void *)c->steps.p + i;
}

static uint32_t put(compiler *c, own_step s)
{
    uint32_t at = here(c);
    if (at >= MAX_STEPS) {
        c->too_large = true;
        return 0;
    }
    buf_put(&c->steps, &s, sizeof s);
    return at;
}

static void compile(compiler *c, const regex_node *n);

static void compile_set(compiler *c, const regex_node *n)
{
    own_set *s = ARENA_NEW(c->mem, own_set);
    s->set = n->set;
    for (uint32_t cp = 0; cp < 128; cp++)
        if (set_has(n->set, cp)) s->ascii[cp >> 6] |= 1ULL << (cp & 63);
    put(c, (own_step){.op = OWN_SET, .set = s});
}

/* A choice between what follows at once and what will be put at the end of it. */
static uint32_t put_split(compiler *c, bool lazy)
{
    return put(c, (own_step){.op = lazy ? OWN_SPLIT_LAZY : OWN_SPLIT});
}

static void land(compiler *c, uint32_t split)
{
    step_at(c, split)->to = here(c);
}

/* Can it match nothing? */
static bool is_nullable(const regex_node *n)
{
    bool all = true, any = false;
    if (n->kind == RX_SET) return false;
    if (n->kind == RX_REPEAT && n->min == 0) return true;
    for (uint32_t i = 0; i < n->n; i++) {
        bool one = is_nullable(n->kid[i]);
        all = all && one;
        any = any || one;
    }
    return n->kind == RX_ALT ? any : all;
}

/* L: a; split L, N */
static void compile_plus(compiler *c, const regex_node *n)
{
    uint32_t again = here(c);
    compile(c, n->kid[0]);
    put(c, (own_step){.op = n->lazy ? OWN_SPLIT : OWN_SPLIT_LAZY, .to = again});
}

/* What can match nothing goes round as (a+)?: one empty round is preferred where its pattern prefers it, as in RE2 and
 * Rust. */
static void compile_star(compiler *c, const regex_node *n)
{
    uint32_t split = put_split(c, n->lazy);
    if (is_nullable(n->kid[0])) {
        compile_plus(c, n);
    } else {
        compile(c, n->kid[0]);
        put(c, (own_step){.op = OWN_JUMP, .to = split});
    }
    if (!c->too_large) land(c, split);
}

static void compile_repeat(compiler *c, const regex_node *n)
{
    bool endless = n->max == UINT32_MAX;
    for (uint32_t i = endless; i < n->min && !c->too_large; i++) compile(c, n->kid[0]);
    if (c->too_large) return;
    if (endless) {
        (n->min ? compile_plus : compile_star)(c, n);
        return;
    }

    uint32_t more = n->max - n->min, *splits = ARENA_ARRAY(c->mem, uint32_t, more + 1);
    for (uint32_t i = 0; i < more && !c->too_large; i++) {
        splits[i] = put_split(c, n->lazy);
        compile(c, n->kid[0]);
    }
    for (uint32_t i = 0; i < more && !c->too_large; i++) land(c, splits[i]);
}

static void compile_alternatives(compiler *c, const regex_node *n)
{
    uint32_t *ends = ARENA_ARRAY(c->mem, uint32_t, n->n);
    for (uint32_t i = 0; i < n->n && !c->too_large; i++) {
        bool last = i + 1 == n->n;
        uint32_t split = last ? 0 : put_split(c, false);
        compile(c, n->kid[i]);
        if (last) break;
        ends[i] = put(c, (own_step){.op = OWN_JUMP});
        if (!c->too_large) land(c, split);
    }
    for (uint32_t i = 0; i + 1 < n->n && !c->too_large; i++) land(c, ends[i]);
}

static void compile(compiler *c, const regex_node *n)
{
    if (c->too_large) return;
    switch ((node_kind)n->kind) {
    case RX_EMPTY:
        return;
    case RX_SET:
        compile_set(c, n);
        return;
    case RX_ASSERT:
        put(c, (own_step){.op = OWN_ASSERT, .to = n->assert});
        return;
    case RX_GROUP:
        put(c, (own_step){.op = OWN_SAVE, .to = n->group * 2});
        compile(c, n->kid[0]);
        put(c, (own_step){.op = OWN_SAVE, .to = n->group * 2 + 1});
        return;
    case RX_CAT:
        for (uint32_t i = 0; i < n->n; i++) compile(c, n->kid[i]);
        return;
    case RX_ALT:
        compile_alternatives(c, n);
        return;
    case RX_REPEAT:
        compile_repeat(c, n);
        return;
    }
}

const regex_program *regex_compile_own(arena *mem, const regex_tree *t)
{
    compiler c = {.mem = mem};
    put(&c, (own_step){.op = OWN_SAVE, .to = 0});
    compile(&c, t->root);
    put(&c, (own_step){.op = OWN_SAVE, .to = 1});
    put(&c, (own_step){.op = OWN_MATCH});
    regex_program *p = ARENA_NEW(mem, regex_program);
    p->n = here(&c);
    p->steps = (const own_step *)(const void *)arena_dup(mem, c.steps.p, c.steps.n);
    buf_drop(&c.steps);
    return c.too_large ? NULL : p;
}
