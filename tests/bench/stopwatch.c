/* stopwatch: runs commands in turn, A B A B ..., each a whole process, and prints one line a run:
 * the command's number, wall, user and system seconds, peak memory in KiB, exit status.
 *
 *   stopwatch RUNS COMMAND [ARG ...] [-- COMMAND [ARG ...]] ...
 *
 * What the commands print is thrown away. One run of each before the first that counts. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void run(char **command, int number, int counts)
{
    posix_spawn_file_actions_t files;
    struct rusage used;
    pid_t pid;
    int state = 127 << 8;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    double began = now();
    if (posix_spawnp(&pid, command[0], &files, NULL, command, environ) == 0) wait4(pid, &state, 0, &used);
    double wall = now() - began;
    posix_spawn_file_actions_destroy(&files);
    if (counts)
        printf("%d %.6f %.6f %.6f %ld %d\n", number, wall, seconds(used.ru_utime), seconds(used.ru_stime), used.ru_maxrss,
               WIFEXITED(state) ? WEXITSTATUS(state) : 128);
}

int main(int argc, char **argv)
{
    char **commands[64];
    int n = 0, runs = argc > 2 ? atoi(argv[1]) : 0;
    for (int i = 2; i < argc && n < 64; i++) {
        if (i == 2 || strcmp(argv[i], "--") == 0) commands[n++] = argv + i + (i != 2);
        if (strcmp(argv[i], "--") == 0) argv[i] = NULL;
    }
    for (int r = 0; r <= runs; r++)
        for (int i = 0; i < n; i++) run(commands[i], i, r > 0);
    return 0;
}
