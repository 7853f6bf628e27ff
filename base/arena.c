/* arena: a list of blocks, filled from the front. Small requests share blocks that double in size; large ones get their own.
 * Under AddressSanitizer what was not handed out is poisoned, and a gap is left behind every piece: reading past an end, or into
 * an arena that was reset, is caught as it would be with malloc. */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FIRST_BLOCK (8u << 10)
#define LAST_BLOCK  (1u << 20)
#define LARGE       (256u << 10)

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif
#ifdef WATCHED
#include <sanitizer/asan_interface.h>
#define GAP 16
#define SHOW(p, n) __asan_unpoison_memory_region((p), (n))
#define HIDE(p, n) hide((p), (n))

/* Not inlined: gcc takes the call for a read of fresh memory otherwise. */
static __attribute__((noinline)) void hide(char *p, size_t n) { __asan_poison_memory_region(p, n); }
#else
#define GAP 0
#define HIDE(p, n) ((void)0)
#define SHOW(p, n) ((void)0)
#endif

typedef struct block {
    struct block *next; /* towards newer ones */
    size_t size, used;
    _Alignas(16) char bytes[];
} block;

/* What must be told when the memory goes: objects of libraries with memory of their own. */
typedef struct farewell {
    struct farewell *next;
    void (*drop)(void *);
    void *what;
} farewell;

struct arena {
    block *first, *now; /* blocks behind `now` are empty, kept from before a reset */
    size_t held;
    farewell *farewells;
};

static _Noreturn void out_of_memory(size_t size)
{
    fprintf(stderr, "kql: out of memory (%zu more bytes were needed)\n", size);
    _exit(6);
}

static block *block_new(arena *a, size_t size, bool zeroed)
{
    bool possible = size <= SIZE_MAX - sizeof(block);
    block *b = !possible ? NULL : zeroed ? calloc(1, sizeof *b + size) : malloc(sizeof *b + size);
    if (!b) out_of_memory(size);
    b->next = NULL;
    b->size = size;
    b->used = 0;
    a->held += size;
    HIDE(b->bytes, size);
    return b;
}

arena *arena_new(void)
{
    arena *a = calloc(1, sizeof *a);
    if (!a) out_of_memory(sizeof *a);
    return a;
}

void arena_on_drop(arena *a, void (*drop)(void *), void *what)
{
    farewell *f = ARENA_NEW(a, farewell);
    *f = (farewell){a->farewells, drop, what};
    a->farewells = f;
}

static void say_farewells(arena *a)
{
    for (farewell *f = a->farewells; f; f = f->next) f->drop(f->what);
    a->farewells = NULL;
}

void arena_drop(arena *a)
{
    if (!a) return;
    say_farewells(a);
    for (block *b = a->first, *next; b; b = next) {
        next = b->next;
        SHOW(b->bytes, b->size);
        free(b);
    }
    free(a);
}

/* One huge value must not be paid for by every later batch: its block goes back. */
void arena_reset(arena *a)
{
    say_farewells(a);
    block **at = &a->first;
    while (*at) {
        block *b = *at;
        HIDE(b->bytes, b->size);
        b->used = 0;
        if (b->size <= LAST_BLOCK) {
            at = &b->next;
            continue;
        }
        *at = b->next;
        a->held -= b->size;
        SHOW(b->bytes, b->size);
        free(b);
    }
    a->now = a->first;
}

/* A block with room: one kept from before, or a new one behind `now`. */
static block *next_block(arena *a, size_t size)
{
    while (a->now && a->now->next) {
        a->now = a->now->next;
        if (a->now->size - a->now->used >= size) return a->now;
    }
    size_t want = a->now ? a->now->size * 2 : FIRST_BLOCK;
    if (want > LAST_BLOCK) want = LAST_BLOCK;
    block *b = block_new(a, size > want ? size : want, false);
    if (a->now) {
        a->now->next = b;
    } else {
        a->first = b;
    }
    return a->now = b;
}

void *arena_alloc(arena *a, size_t size)
{
    size_t padded = ((size + 15) & ~(size_t)15) + GAP;
    if (padded < size) out_of_memory(size);
    block *b = a->now;
    if (!b || b->size - b->used < padded) b = next_block(a, padded);
    void *p = b->bytes + b->used;
    b->used += padded;
    SHOW(p, size);
    return p;
}

/* Fresh memory of the system is zero and takes no place before it is touched: large pieces are blocks of their own. */
static void *zero_block(arena *a, size_t size)
{
    block *b = block_new(a, size, true);
    b->next = a->first;
    b->used = size;
    a->first = b;
    a->now = a->now ? a->now : b;
    SHOW(b->bytes, size);
    return b->bytes;
}

void *arena_zero(arena *a, size_t size)
{
    if (size >= LARGE) return zero_block(a, size);
    void *p = arena_alloc(a, size);
    memset(p, 0, size);
    return p;
}

size_t arena_bytes(const arena *a) { return a->held; }

char *arena_dup(arena *a, const void *p, size_t n)
{
    char *copy = arena_alloc(a, n + 1);
    if (n) memcpy(copy, p, n);
    copy[n] = 0;
    return copy;
}

str arena_str(arena *a, str s) { return (str){arena_dup(a, s.p, s.n), s.n}; }

str arena_vprintf(arena *a, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    if (!fmt) fmt = ""; /* never so; gcc with UBSan warns of it otherwise */
    int n = vsnprintf(NULL, 0, fmt, ap);
    if (n < 0) n = 0;
    char *p = arena_alloc(a, (size_t)n + 1);
    p[0] = 0;
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return (str){p, (uint32_t)n};
}

str arena_printf(arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str s = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return s;
}
