/* Watches what a program does to the files below one directory, so that a power cut can be played
 * afterwards. Loaded into the program with LD_PRELOAD.
 *
 *   DISK_WATCH    the directory, absolute and without symbolic links
 *   DISK_LOG      a file that gets every write, name and sync, in order, and every acknowledgement
 *                 (a write to standard output); see struct record
 *   DISK_COUNTS   a file of three 64-bit numbers: calls of fsync, fdatasync, sync_file_range
 *   DISK_SYNC_MS  how much longer each sync takes, milliseconds
 *
 * SQLite's -shm files are left out: they are memory, and rebuilt after a crash. What a program writes
 * through a shared mapping is not seen.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* Followed by `size` bytes: the data, or a path below the directory (two, with a zero between). */
struct record {
    uint32_t size;
    uint32_t kind;
    uint64_t file;  /* the inode; a number is used again only after the file has gone */
    uint64_t number; /* an offset, a size, or which sync */
};

enum { CREATE = 'O', WRITE = 'W', TRUNCATE = 'T', ALLOCATE = 'F', UNLINK = 'U', RENAME = 'R',
       LINK = 'L', MKDIR = 'M', RMDIR = 'X', SYNC = 's', SYNCED = 'S', ACK = 'A' };

enum { MOST_FILES = 65536, LOG_DESCRIPTOR = 700 };

static struct { uint64_t file; int isDirectory; } watched[MOST_FILES];
static char root[PATH_MAX];
static size_t rootLength;
static int logFile = -1;
static uint64_t *counts;
static struct timespec delay;
static uint64_t syncs;
static pthread_mutex_t names = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int opened(const char *path, int flags) {
    int low = (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, 0600);
    if (low < 0) return -1;
    int high = fcntl(low, F_DUPFD_CLOEXEC, LOG_DESCRIPTOR);
    syscall(SYS_close, low);
    return high;
}

static void setUp(void) {
    const char *watch = getenv("DISK_WATCH"), *log = getenv("DISK_LOG");
    const char *count = getenv("DISK_COUNTS"), *milliseconds = getenv("DISK_SYNC_MS");
    if (watch == NULL || strlen(watch) >= sizeof root) return;
    strcpy(root, watch);
    if (log != NULL) logFile = opened(log, O_WRONLY | O_CREAT | O_APPEND);
    if (count != NULL) {
        int file = opened(count, O_RDWR | O_CREAT);
        if (file >= 0 && syscall(SYS_ftruncate, file, 3 * sizeof *counts) == 0) {
            counts = mmap(NULL, 3 * sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
            if (counts == MAP_FAILED) counts = NULL;
        }
    }
    if (milliseconds != NULL) {
        double seconds = atof(milliseconds) / 1000;
        delay.tv_sec = (time_t)seconds;
        delay.tv_nsec = (long)((seconds - (double)delay.tv_sec) * 1e9);
    }
    rootLength = strlen(root);
}

__attribute__((constructor)) static void start(void) { pthread_once(&once, setUp); }

static int isWatched(int fd) {
    return fd >= 0 && fd < MOST_FILES && watched[fd].file != 0;
}

/* One write, to a file opened for appending: whole and in order even with other processes. */
static void append(uint32_t kind, uint64_t file, uint64_t number, const struct iovec *data,
                   int pieces, size_t size) {
    if (logFile < 0) return;
    int saved = errno;
    struct record head = {(uint32_t)size, kind, file, number};
    struct iovec all[64];
    all[0] = (struct iovec){&head, sizeof head};
    size_t left = size;
    int used = 1;
    for (int piece = 0; piece < pieces && left > 0 && used < 64; piece++, used++) {
        size_t length = data[piece].iov_len < left ? data[piece].iov_len : left;
        all[used] = (struct iovec){data[piece].iov_base, length};
        left -= length;
    }
    ssize_t done = syscall(SYS_writev, logFile, all, used);
    if (left > 0 || done != (ssize_t)(sizeof head + size)) {
        static const char words[] = "disk.c: the log could not be written\n";
        syscall(SYS_write, 2, words, sizeof words - 1);
        abort();
    }
    errno = saved;
}

static void appendText(uint32_t kind, uint64_t file, uint64_t number, const char *text,
                       size_t size) {
    struct iovec data = {(char *)text, size};
    append(kind, file, number, &data, 1, size);
}

/* The path below the watched directory, or NULL if it is not there, or is a -shm. */
static const char *below(int folder, const char *path, char *full) {
    pthread_once(&once, setUp);
    if (rootLength == 0 || path == NULL) return NULL;
    full[0] = 0;
    if (path[0] != '/') {
        if (folder == AT_FDCWD) {
            if (syscall(SYS_getcwd, full, PATH_MAX) < 0) return NULL;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t length = readlink(link, full, PATH_MAX - 1);
            if (length < 0) return NULL;
            full[length] = 0;
        }
    }
    size_t length = strlen(full);
    for (const char *at = path; *at != 0;) {
        size_t part = strcspn(at, "/");
        int isDot = part == 1 && at[0] == '.';
        if (part > 0 && !isDot) {
            if (length + part + 2 > PATH_MAX) return NULL;
            full[length++] = '/';
            memcpy(full + length, at, part);
            length += part;
        }
        at += part + (at[part] == '/');
    }
    full[length] = 0;
    if (strncmp(full, root, rootLength) != 0) return NULL;
    if (full[rootLength] != 0 && full[rootLength] != '/') return NULL;
    if (length > 4 && strcmp(full + length - 4, "-shm") == 0) return NULL;
    return full[rootLength] == 0 ? full + rootLength : full + rootLength + 1;
}

/* What happens to names is logged in the order in which it happens, over all processes. */
static void holdNames(void) {
    pthread_mutex_lock(&names);
    if (logFile >= 0) flock(logFile, LOCK_EX);
}

static void releaseNames(void) {
    int saved = errno;
    if (logFile >= 0) flock(logFile, LOCK_UN);
    pthread_mutex_unlock(&names);
    errno = saved;
}

static int openFile(int folder, const char *path, int flags, mode_t mode) {
    char full[PATH_MAX];
    const char *name = below(folder, path, full);
    if (name == NULL) {
        int stranger = (int)syscall(SYS_openat, folder, path, flags, mode);
        /* The number may be one that stdio has closed behind our back. */
        if (isWatched(stranger)) watched[stranger].file = 0;
        return stranger;
    }
    holdNames();
    int fd = (int)syscall(SYS_openat, folder, path, flags, mode);
    struct stat status;
    if (fd >= 0 && fd < MOST_FILES && fstat(fd, &status) == 0) {
        watched[fd].file = status.st_ino;
        watched[fd].isDirectory = S_ISDIR(status.st_mode);
        if (flags & O_CREAT) appendText(CREATE, status.st_ino, 0, name, strlen(name));
        if (flags & O_TRUNC) append(TRUNCATE, status.st_ino, 0, NULL, 0, 0);
    }
    releaseNames();
    return fd;
}

static mode_t modeOf(int flags, va_list rest) {
    return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(rest, int) : 0;
}

#define WITH_MODE(flags) \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = modeOf(flags, rest); \
    va_end(rest);

int open(const char *path, int flags, ...) {
    WITH_MODE(flags) return openFile(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    WITH_MODE(flags) return openFile(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
    WITH_MODE(flags) return openFile(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    WITH_MODE(flags) return openFile(folder, path, flags, mode);
}
int __open_2(const char *path, int flags) { return openFile(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return openFile(AT_FDCWD, path, flags, 0); }
int creat(const char *path, mode_t mode) {
    return openFile(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

int close(int fd) {
    if (isWatched(fd)) watched[fd].file = 0;
    return (int)syscall(SYS_close, fd);
}

/* Before it is said: nothing that is synced later can help it. */
static void acknowledge(int fd, const struct iovec *data, int pieces) {
    if (fd != STDOUT_FILENO || isWatched(fd)) return;
    size_t size = 0;
    for (int piece = 0; piece < pieces; piece++) size += data[piece].iov_len;
    append(ACK, 0, 0, data, pieces, size);
}

/* After it was done, so that a sync logged later covers it. */
static ssize_t wrote(int fd, ssize_t done, int64_t offset, const struct iovec *data, int pieces) {
    if (done <= 0 || !isWatched(fd)) return done;
    if (offset < 0) offset = syscall(SYS_lseek, fd, 0, SEEK_CUR) - done;
    append(WRITE, watched[fd].file, (uint64_t)offset, data, pieces, (size_t)done);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t size) {
    struct iovec data = {(void *)bytes, size};
    acknowledge(fd, &data, 1);
    return wrote(fd, syscall(SYS_write, fd, bytes, size), -1, &data, 1);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
    struct iovec data = {(void *)bytes, size};
    return wrote(fd, syscall(SYS_pwrite64, fd, bytes, size, offset), offset, &data, 1);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
    return pwrite(fd, bytes, size, offset);
}
ssize_t writev(int fd, const struct iovec *data, int pieces) {
    acknowledge(fd, data, pieces);
    return wrote(fd, syscall(SYS_writev, fd, data, pieces), -1, data, pieces);
}
ssize_t pwritev(int fd, const struct iovec *data, int pieces, off_t offset) {
    return wrote(fd, syscall(SYS_pwritev, fd, data, pieces, offset, 0), offset, data, pieces);
}
ssize_t pwritev64(int fd, const struct iovec *data, int pieces, off64_t offset) {
    return pwritev(fd, data, pieces, offset);
}
ssize_t pwritev2(int fd, const struct iovec *data, int pieces, off_t offset, int flags) {
    ssize_t done = syscall(SYS_pwritev2, fd, data, pieces, offset, 0, flags);
    return wrote(fd, done, offset, data, pieces);
}
ssize_t pwritev64v2(int fd, const struct iovec *data, int pieces, off64_t offset, int flags) {
    return pwritev2(fd, data, pieces, offset, flags);
}

int ftruncate(int fd, off_t size) {
    int result = (int)syscall(SYS_ftruncate, fd, size);
    if (result == 0 && isWatched(fd))
        append(TRUNCATE, watched[fd].file, (uint64_t)size, NULL, 0, 0);
    return result;
}
int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }
int truncate(const char *path, off_t size) {
    int fd = openFile(AT_FDCWD, path, O_WRONLY | O_CLOEXEC, 0);
    if (fd < 0) return -1;
    int result = ftruncate(fd, size);
    close(fd);
    return result;
}
int truncate64(const char *path, off64_t size) { return truncate(path, size); }

int fallocate(int fd, int mode, off_t offset, off_t size) {
    int result = (int)syscall(SYS_fallocate, fd, mode, offset, size);
    if (result == 0 && mode == 0 && isWatched(fd))
        append(ALLOCATE, watched[fd].file, (uint64_t)(offset + size), NULL, 0, 0);
    return result;
}
int fallocate64(int fd, int mode, off64_t offset, off64_t size) {
    return fallocate(fd, mode, offset, size);
}
int posix_fallocate(int fd, off_t offset, off_t size) {
    return fallocate(fd, 0, offset, size) == 0 ? 0 : errno;
}
int posix_fallocate64(int fd, off64_t offset, off64_t size) {
    return posix_fallocate(fd, offset, size);
}

int unlinkat(int folder, const char *path, int flags) {
    char full[PATH_MAX];
    const char *name = below(folder, path, full);
    if (name == NULL) return (int)syscall(SYS_unlinkat, folder, path, flags);
    holdNames();
    int result = (int)syscall(SYS_unlinkat, folder, path, flags);
    uint32_t kind = flags & AT_REMOVEDIR ? RMDIR : UNLINK;
    if (result == 0) appendText(kind, 0, 0, name, strlen(name));
    releaseNames();
    return result;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
    int result = unlink(path);
    return result != 0 && errno == EISDIR ? rmdir(path) : result;
}

static int pair(uint32_t kind, long call, int from, const char *old, int to, const char *new,
                unsigned flags) {
    char fullOld[PATH_MAX], fullNew[PATH_MAX], both[2 * PATH_MAX];
    const char *oldName = below(from, old, fullOld), *newName = below(to, new, fullNew);
    if (oldName == NULL && newName == NULL)
        return (int)syscall(call, from, old, to, new, flags);
    holdNames();
    int result = (int)syscall(call, from, old, to, new, flags);
    int size = snprintf(both, sizeof both, "%s%c%s", oldName ? oldName : "", 0,
                        newName ? newName : "");
    struct stat status;
    if (result == 0 && stat(new, &status) == 0)
        appendText(kind, status.st_ino, 0, both, (size_t)size);
    releaseNames();
    return result;
}
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    return pair(RENAME, SYS_renameat2, from, old, to, new, flags);
}
int renameat(int from, const char *old, int to, const char *new) {
    return renameat2(from, old, to, new, 0);
}
int rename(const char *old, const char *new) {
    return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0);
}
int linkat(int from, const char *old, int to, const char *new, int flags) {
    return pair(LINK, SYS_linkat, from, old, to, new, (unsigned)flags);
}
int link(const char *old, const char *new) { return linkat(AT_FDCWD, old, AT_FDCWD, new, 0); }

int mkdirat(int folder, const char *path, mode_t mode) {
    char full[PATH_MAX];
    const char *name = below(folder, path, full);
    if (name == NULL) return (int)syscall(SYS_mkdirat, folder, path, mode);
    holdNames();
    int result = (int)syscall(SYS_mkdirat, folder, path, mode);
    if (result == 0) appendText(MKDIR, 0, 0, name, strlen(name));
    releaseNames();
    return result;
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

static void beforeSync(int fd, int which, uint64_t sync) {
    char full[PATH_MAX], link[64];
    const char *name = "";
    ssize_t length = 0;
    if (watched[fd].isDirectory) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        length = readlink(link, full, sizeof full - 1);
        full[length < 0 ? 0 : length] = 0;
        name = full + rootLength + (full[rootLength] == '/');
    }
    if (counts != NULL) __atomic_fetch_add(&counts[which], 1, __ATOMIC_RELAXED);
    uint64_t file = watched[fd].isDirectory ? 0 : watched[fd].file;
    appendText(SYNC, file, sync, name, strlen(name));
}

static int syncFile(int fd, long call, int which) {
    if (!isWatched(fd)) return (int)syscall(call, fd);
    uint64_t sync = ((uint64_t)getpid() << 32) | __atomic_fetch_add(&syncs, 1, __ATOMIC_RELAXED);
    beforeSync(fd, which, sync);
    int result = (int)syscall(call, fd);
    int saved = errno;
    struct timespec left = delay;
    while ((left.tv_sec > 0 || left.tv_nsec > 0) && nanosleep(&left, &left) != 0) {}
    errno = saved;
    if (result == 0) append(SYNCED, 0, sync, NULL, 0, 0);
    return result;
}
int fsync(int fd) { return syncFile(fd, SYS_fsync, 0); }
int fdatasync(int fd) { return syncFile(fd, SYS_fdatasync, 1); }

/* Counted, and no more: it promises nothing. */
int sync_file_range(int fd, off64_t offset, off64_t size, unsigned flags) {
    if (isWatched(fd) && counts != NULL) __atomic_fetch_add(&counts[2], 1, __ATOMIC_RELAXED);
    return (int)syscall(SYS_sync_file_range, fd, offset, size, flags);
}
