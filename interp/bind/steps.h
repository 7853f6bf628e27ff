/* steps: the names of scan's steps in its expressions: `s1.Ts` is what column Ts was in the record that step s1 matched last. Each such
 * value that is named becomes a column behind those of the operator's input. */
#ifndef INTERP_BIND_STEPS_H
#define INTERP_BIND_STEPS_H

#include "interp/bind/binder.h"

typedef struct step_ref {
    expr *e;
    uint32_t step;
    uint32_t column; /* of the input, or of what is declared */
    bool declared;
} step_ref;

typedef struct step_list {
    const str *names;
    uint32_t n, at;   /* steps; the one whose expressions are being bound: it sees those up to itself */
    schema *row;      /* the input's columns */
    schema declared;
    step_ref *refs;   /* each is column row->n + its place */
    uint32_t n_refs, cap;
} step_list;

/* `step.column`, or NULL: it is no such thing. */
expr *bind_step_value(binder *b, const ast *path);

/* A name that is declared: what it is without a step's name is written nowhere. NULL: it is none. */
expr *bind_step_bare(binder *b, const ast *name);

/* Numbers the columns once all expressions are bound. */
void bind_steps_done(step_list *l);

#endif
