/* random: rand() and new_guid(): another value for every row. Seeded from the system once a batch. */
#include "interp/scalar/args.h"

#include <math.h>
#include <sys/random.h>

static uint64_t seed(void)
{
    uint64_t s = 0;
    if (getrandom(&s, sizeof s, 0) != (ssize_t)sizeof s) s ^= (uint64_t)(uintptr_t)&s;
    return s;
}

/* splitmix64 */
static uint64_t next_random(uint64_t *s)
{
    uint64_t z = *s += 0x9e3779b97f4a7c15ULL;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
    return z ^ z >> 31;
}

/* rand(): 0 to below 1. rand(n): one of 0, 1 ... n-1. */
static void rand_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    uint64_t s = seed();
    bool whole = cx->call->n_args > 0;
    KERNEL_LOOP (rows, double r = (double)(next_random(&s) >> 11) * 0x1p-53;
                 if (whole) r = floor(r * (double)arg_long(vec_get(args[0], row))); out->r[row] = r)
        ;
}

static void new_guid_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    (void)cx;
    (void)args;
    uint64_t s = seed();
    KERNEL_LOOP (rows, uint64_t half[2] = {next_random(&s)}; half[1] = next_random(&s);
                 memcpy(out->g[row].byte, half, 16);
                 out->g[row].byte[6] = (uint8_t)((out->g[row].byte[6] & 0x0f) | 0x40);
                 out->g[row].byte[8] = (uint8_t)((out->g[row].byte[8] & 0x3f) | 0x80))
        ;
}

const fn_row fn_rows_random[] = {{.name = "rand",
                                  .sig = "([number: integer]) -> real",
                                  .body = rand_body,
                                  .naming = NAMING_ARG0,
                                  .volatile_ = true,
                                  .help = "A random number from 0 to below 1, or a whole one below n",
                                  .example = "print rand() < 1, rand(1)",
                                  .gives = "true, 0.0",
                                  .page = "rand-function"},
                                 {.name = "new_guid",
                                  .sig = "() -> guid",
                                  .body = new_guid_body,
                                  .volatile_ = true,
                                  .help = "A random guid (version 4)",
                                  .example = "print tostring(new_guid()) matches regex '^[0-9a-f-]{14}4[0-9a-f-]{21}$'",
                                  .gives = "true",
                                  .page = "new-guid-function"},
                                 {0}};
