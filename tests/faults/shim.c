/* Stands between a program and the disk (LD_PRELOAD): counts the calls that concern one ledger,
 * fails the n-th of them, and writes down every one that changes something.
 *
 * Only the file named by shim_watch is concerned, what SQLite keeps beside it (-wal, -shm,
 * -journal), its folder, and "<file>.acks": what is written there is recorded, and never fails.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { OPEN = 1, WRITE = 2, SYNC = 4, TRUNCATE = 8, MAP = 16, UNLINK = 32, ALLOCATE = 64, CREATE = 128 };
enum { NONE, MAIN, LOG, INDEX, JOURNAL, FOLDER, ACKS };
enum { ONCE, EVER, SHORT };
#define FILES 4096

static char file[PATH_MAX], folder[PATH_MAX];
static unsigned char what[FILES]; /* of each file descriptor */
static long counted, fail_at;
static int error_number, kinds, mode, rest_fails, record_to = -1;

void shim_watch(const char *path, int to) {
    strncpy(file, path, PATH_MAX - 1);
    strncpy(folder, path, PATH_MAX - 1);
    char *end = strrchr(folder, '/');
    if (end) *end = 0;
    record_to = to;
}

void shim_arm(long at, int error, int mask, int how) {
    counted = 0, rest_fails = 0;
    fail_at = at, error_number = error, kinds = mask, mode = how;
}

long shim_count(void) { return counted; }

static int place(const char *path) {
    size_t length = strlen(file);
    if (!length || !path) return NONE;
    if (!strcmp(path, folder)) return FOLDER;
    if (strncmp(path, file, length)) return NONE;
    path += length;
    if (!*path) return MAIN;
    if (!strcmp(path, "-wal")) return LOG;
    if (!strcmp(path, "-shm")) return INDEX;
    if (!strcmp(path, "-journal")) return JOURNAL;
    return strcmp(path, ".acks") ? NONE : ACKS;
}

static int of(int fd) { return fd >= 0 && fd < FILES ? what[fd] : NONE; }

/* Whether this call fails; errno is set then. 2: half of it is done, and its rest fails. */
static int fails(int kind, int where) {
    if (where == NONE || where == ACKS || !(kind & kinds)) return 0;
    counted++;
    if (rest_fails || counted == fail_at || (mode == EVER && fail_at && counted > fail_at)) {
        if (mode == SHORT && !rest_fails && kind == WRITE) return rest_fails = 1, 2;
        rest_fails = 0;
        errno = error_number;
        return 1;
    }
    return 0;
}

static void all(const void *data, size_t size) {
    const char *at = data;
    for (long done; size; at += done, size -= done)
        if ((done = syscall(SYS_write, record_to, at, size)) <= 0) _exit(99);
}

static void record(uint32_t kind, int where, uint64_t offset, uint64_t length, const void *data) {
    if (record_to < 0 || where == NONE) return;
    int before = errno;
    struct { uint32_t kind, where; uint64_t offset, length; } head = {kind, where, offset, length};
    all(&head, sizeof head);
    if (data) all(data, length);
    errno = before;
}

static int opened(int at, const char *path, int flags, mode_t rights) {
    int where = place(path);
    if (fails(OPEN, where)) return -1;
    int made = where && (flags & O_CREAT) && syscall(SYS_faccessat, at, path, F_OK) != 0;
    int fd = syscall(SYS_openat, at, path, flags, rights);
    if (fd < 0) return fd;
    if (fd < FILES) what[fd] = where;
    if (made) record(CREATE, where, 0, 0, 0);
    record(OPEN, where, flags & O_ACCMODE, 0, 0);
    if (flags & O_TRUNC) record(TRUNCATE, where, 0, 0, 0);
    return fd;
}

#define RIGHTS(last) mode_t rights = 0; if (flags & O_CREAT) { va_list more; va_start(more, last); \
    rights = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { RIGHTS(flags) return opened(AT_FDCWD, path, flags, rights); }
int open64(const char *path, int flags, ...) { RIGHTS(flags) return opened(AT_FDCWD, path, flags, rights); }
int openat(int at, const char *path, int flags, ...) { RIGHTS(flags) return opened(at, path, flags, rights); }
int openat64(int at, const char *path, int flags, ...) { RIGHTS(flags) return opened(at, path, flags, rights); }

int close(int fd) {
    if (fd >= 0 && fd < FILES) what[fd] = NONE;
    return syscall(SYS_close, fd);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    int failing = fails(WRITE, of(fd));
    if (failing == 1) return -1;
    if (failing == 2) size = (size + 1) / 2;
    ssize_t done = syscall(SYS_pwrite64, fd, data, size, offset);
    if (done > 0) record(WRITE, of(fd), offset, done, data);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

ssize_t write(int fd, const void *data, size_t size) {
    if (of(fd) == NONE) return syscall(SYS_write, fd, data, size);
    off_t offset = lseek(fd, 0, SEEK_CUR);
    int failing = fails(WRITE, of(fd));
    if (failing == 1) return -1;
    if (failing == 2) size = (size + 1) / 2;
    ssize_t done = syscall(SYS_write, fd, data, size);
    if (done > 0) record(WRITE, of(fd), offset, done, data);
    return done;
}

static int synced(long number, int fd) {
    if (fails(SYNC, of(fd))) return -1;
    int done = syscall(number, fd);
    if (!done) record(SYNC, of(fd), 0, 0, 0);
    return done;
}
int fsync(int fd) { return synced(SYS_fsync, fd); }
int fdatasync(int fd) { return synced(SYS_fdatasync, fd); }

int ftruncate64(int fd, off64_t size) {
    if (fails(TRUNCATE, of(fd))) return -1;
    int done = syscall(SYS_ftruncate, fd, size);
    if (!done) record(TRUNCATE, of(fd), size, 0, 0);
    return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int fallocate64(int fd, int how, off64_t offset, off64_t size) {
    if (fails(ALLOCATE, of(fd))) return -1;
    return syscall(SYS_fallocate, fd, how, offset, size);
}
int fallocate(int fd, int how, off_t offset, off_t size) { return fallocate64(fd, how, offset, size); }
int posix_fallocate64(int fd, off64_t offset, off64_t size) { return fallocate64(fd, 0, offset, size) ? errno : 0; }
int posix_fallocate(int fd, off_t offset, off_t size) { return posix_fallocate64(fd, offset, size); }

void *mmap64(void *at, size_t size, int rights, int flags, int fd, off64_t offset) {
    if (fails(MAP, of(fd))) return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, size, rights, flags, fd, offset);
}
void *mmap(void *at, size_t size, int rights, int flags, int fd, off_t offset) {
    return mmap64(at, size, rights, flags, fd, offset);
}

static int unlinked(int at, const char *path, int flags) {
    int where = place(path);
    if (fails(UNLINK, where)) return -1;
    int done = syscall(SYS_unlinkat, at, path, flags);
    if (!done) record(UNLINK, where, 0, 0, 0);
    return done;
}
int unlink(const char *path) { return unlinked(AT_FDCWD, path, 0); }
int unlinkat(int at, const char *path, int flags) { return unlinked(at, path, flags); }
