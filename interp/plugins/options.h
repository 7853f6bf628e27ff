/* options: arguments of the plugins that look for patterns, told apart by their place. */
#ifndef INTERP_PLUGINS_OPTIONS_H
#define INTERP_PLUGINS_OPTIONS_H

#include "interp/plugins/plugin.h"

/* Arguments from `first` on: 'r' a real, 'c' a column, 'i' a whole number; what follows is any value. '~' asks for the default.
 * False: reported. */
bool plugin_options(binder *b, const plugin_call *c, uint32_t first, const char *kinds);

#endif
