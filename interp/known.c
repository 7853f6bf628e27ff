#include "interp/known.h"

#include <stdlib.h>

static const known_name known[] = {
#define KNOWN(kind, name) {#kind, name},
#include "interp/known.def"
#undef KNOWN
};

uint32_t known_count(void) { return sizeof known / sizeof *known; }
known_name known_at(uint32_t i) { return known[i]; }

static int by_name(const void *key, const void *item) { return str_cmp(*(const str *)key, str_of(((const known_name *)item)->name)); }

bool name_is_known(str name) { return bsearch(&name, known, known_count(), sizeof *known, by_name) != NULL; }
