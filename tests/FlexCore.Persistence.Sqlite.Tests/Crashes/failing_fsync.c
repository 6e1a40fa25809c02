/* Preloaded into a child process: the flush numbered FLEXCORE_FSYNC_FAIL_AT fails once with EIO; all others work.
   The kernel may drop the pages of a failed flush, so a later flush that succeeds proves nothing about them. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_long flushes;

static int fails(void)
{
    const char *at = getenv("FLEXCORE_FSYNC_FAIL_AT");
    return at != NULL && atomic_fetch_add(&flushes, 1) + 1 == atol(at);
}

static int flush(const char *name, int fd)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    if (fails())
    {
        errno = EIO;
        return -1;
    }

    return real(fd);
}

int fsync(int fd) { return flush("fsync", fd); }

int fdatasync(int fd) { return flush("fdatasync", fd); }
