/* probe_parts: for the two that look through a tree. */
#ifndef INTERP_PROBE_PROBE_PARTS_H
#define INTERP_PROBE_PROBE_PARTS_H

#include "grammar/ast.h"
#include "interp/probe/probe.h"

probe_list probes_of(arena *mem, str text, const ast *tree);
mutant_list mutants_of(arena *mem, str text, const ast *tree);

#endif
