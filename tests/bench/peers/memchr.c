/* memchr: what every reader pays: read() in buffers of a megabyte, and a look at each byte for line ends. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char text[1 << 20];

int main(int argc, char **argv)
{
    unsigned long lines = 0;
    for (int i = 1; i < argc; i++) {
        int fd = open(argv[i], O_RDONLY);
        ssize_t n;
        while (fd >= 0 && (n = read(fd, text, sizeof text)) > 0) {
            const char *p = text, *e = text + n;
            while (p < e && (p = memchr(p, '\n', (size_t)(e - p)))) {
                lines++;
                p++;
            }
        }
        if (fd >= 0) close(fd);
    }
    printf("%lu\n", lines);
    return 0;
}
