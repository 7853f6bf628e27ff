/* term: what is known of the terminal. */
#ifndef CLI_TERM_H
#define CLI_TERM_H

#include "cli/cli.h"

bool term_is(int fd);
uint32_t term_width(void);                    /* of standard output: the terminal's, else COLUMNS, else 80 */
bool term_color(color_mode mode, int fd);     /* auto: a terminal that is not dumb, and no NO_COLOR */

#endif
