/* git: a file as it was in a revision. */
#include "cli/diff/diff.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#define CANNOT_RUN 127 /* what a shell says, too, of a program that is not there */

/* `git -C FOLDER VERB --end-of-options WHAT`; no shell takes the words apart, and no word is taken for an option. Returns its exit code. */
static int run_git(const char *folder, const char *verb, const char *what, buf *out)
{
    int ends[2], st = 0;
    if (pipe(ends) != 0)
        return CANNOT_RUN;
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(ends[1], STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO); /* what is wrong is said by us */
        close(ends[0]);
        close(ends[1]);
        execlp("git", "git", "-C", folder, verb, "--end-of-options", what, (char *)NULL);
        _exit(CANNOT_RUN);
    }
    close(ends[1]);
    ssize_t got = 1;
    while (child > 0 && got > 0) {
        buf_reserve(out, 65536);
        got = read(ends[0], out->p + out->n, 65536);
        out->n += got > 0 ? (size_t)got : 0;
    }
    close(ends[0]);
    return child > 0 && waitpid(child, &st, 0) == child && WIFEXITED(st) ? WEXITSTATUS(st) : CANNOT_RUN;
}

static const char *why_not(arena *mem, const char *folder, const char *rev, const char *path)
{
    buf ignored = {0};
    const char *why;
    if (run_git(folder, "rev-parse", "HEAD", &ignored) != 0)
        why = arena_printf(mem, "%s is in no git repository that has a commit", path).p;
    else if (!strchr(rev, ':') && run_git(folder, "rev-parse", arena_printf(mem, "%s^{commit}", rev).p, &ignored) != 0)
        why = arena_printf(mem, "git knows no revision %s here", rev).p;
    else if (strchr(rev, ':'))
        why = arena_printf(mem, "git has no %s (a path behind the : begins at the top of the repository)", rev).p;
    else
        why = arena_printf(mem, "%s is not in %s; if it had another name then: --git %s:OLD/NAME", path, rev, rev).p;
    buf_drop(&ignored);
    return why;
}

bool diff_read_git(arena *mem, const char *rev, const char *path, buf *out)
{
    const char *slash = strrchr(path, '/');
    const char *folder = !slash ? "." : slash == path ? "/" : arena_printf(mem, "%.*s", (int)(slash - path), path).p;
    const char *what = strchr(rev, ':') ? rev : arena_printf(mem, "%s:./%s", rev, slash ? slash + 1 : path).p;
    int code = run_git(folder, "show", what, out);
    if (code == CANNOT_RUN)
        fprintf(stderr, "kql: error: git cannot be run: --git needs it in the PATH\n");
    else if (code != 0)
        fprintf(stderr, "kql: error: %s\n", why_not(mem, folder, rev, path));
    return code == 0;
}
