/* term: terminal or pipe, how wide, colours or not. */
#include "cli/term.h"

#include "base/number_text.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool term_is(int fd)
{
    return isatty(fd) == 1;
}

uint32_t term_width(void)
{
    struct winsize size;
    int64_t columns;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    const char *env = getenv("COLUMNS");
    return env && int64_parse(str_of(env), &columns) && columns > 0 && columns < 100000 ? (uint32_t)columns : 80;
}

bool term_color(color_mode mode, int fd)
{
    if (mode != COLOR_AUTO)
        return mode == COLOR_ALWAYS;
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return term_is(fd) && !(no && *no) && !(term && strcmp(term, "dumb") == 0);
}
