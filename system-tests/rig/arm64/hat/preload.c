/*
 * Goes before the C library of a process that drives a Robot HAT, and answers in the kernel's place for
 * /dev/i2c-1 and /dev/gpiochip0: plain reads and writes of i2c-dev, and the first version of the GPIO
 * character device, which is what Pi4J's libgpiod 1.6.5 speaks. What the HAT then does is hat.c's.
 *
 * Files that such a machine has and this one has not, or has otherwise, lie in a folder: a path that exists
 * there is looked for there. The emulator's own -L does the same, but not for statx and faccessat.
 *
 * CAT_FOLLOW_RIG_HAT names the file of the HAT, CAT_FOLLOW_RIG_FILES that folder; without them nothing
 * is any different.
 *
 * Each descriptor handed out is one of /dev/null, so that all else of the C library works on it. Answered
 * are the calls that the JDK and libgpiod make; whatever else is tried on such a descriptor fails, and
 * says so on stderr.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/gpio.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "hat.h"
#include "layout.h"

#define I2C_PATH "/dev/i2c-1"
#define CHIP_PATH "/dev/gpiochip0"

/* As beside it in sysfs, see hat.sh. */
enum { CHIP_MAJOR = 254, CHIP_MINOR = 0 };

/* Those of a BCM2711, of which the file knows the first. */
enum { CHIP_LINES = 58, HAT_LINES = 28 };

enum { HAT_ADDRESS = 0x14 };

/* From the trigger's end to the echo pin's rise: eight cycles of 40 kHz, and what the sensor takes for them. */
static const int64_t burst_nanos = 450000;
/* The trigger's shortest pulse, and how long the pin stays high without an echo: the sensor's data sheet. */
static const int64_t shortest_trigger_nanos = 10000, silence_nanos = 38000000;
static const int64_t echo_patience_nanos = 20000000, poll_nanos = 500000;
static const double sound_metres_per_second = 343.30;

enum kind { OTHER, I2C, CHIP, HANDLE, EVENT };

enum { DESCRIPTORS = 65536 };

/* What a descriptor is; for HANDLE and EVENT the line it holds, for I2C whom it talks to. */
static struct descriptor {
    uint8_t kind;
    uint8_t line;
    uint8_t address;
    int8_t channel;
} descriptors[DESCRIPTORS];

static bool active;
static int pins_file = -1;
static const char *shown_files;

/* Whether a line is held by this process, and as what. */
static struct {
    bool held, output;
    char consumer[GPIO_MAX_NAME_SIZE];
} lines[CHIP_LINES];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The ultrasonic sensor. Both edges of one ping, and what is told of it to the log. */
static struct {
    int64_t trigger_rose;
    int64_t edge[2];
    bool set[2], taken[2];
    int64_t judged;
    int centimetres;
    bool unlogged;
} echo = {.set = {true, true}, .taken = {true, true}};

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("CAT_FOLLOW_RIG_HAT");
    char pins[PATH_MAX];
    shown_files = getenv("CAT_FOLLOW_RIG_FILES");
    /* Not for this machine's own programs, should this one start any. */
    unsetenv("LD_PRELOAD");
    if (path == NULL || shown_files == NULL || !hat_open(path)) {
        return;
    }
    snprintf(pins, sizeof pins, "%s.pins", path);
    pins_file = open(pins, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    active = pins_file >= 0;
}

static struct descriptor *of(int fd) {
    return active && fd >= 0 && fd < DESCRIPTORS && descriptors[fd].kind != OTHER ? &descriptors[fd] : NULL;
}

static int fails(int error) {
    errno = error;
    return -1;
}

static int not_modelled(const char *what, unsigned long which) {
    fprintf(stderr, "stand-in HAT: %s %#lx is not known to it\n", what, which);
    return fails(EOPNOTSUPP);
}

static int hand_out(enum kind kind, int line) {
    int fd = (int)syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDWR | O_CLOEXEC, 0);
    if (fd >= DESCRIPTORS) {
        syscall(SYS_close, fd);
        return fails(EMFILE);
    }
    if (fd >= 0) {
        descriptors[fd] = (struct descriptor){.kind = kind, .line = (uint8_t)line, .channel = -1};
    }
    return fd;
}

/* --- the bus --- */

static ssize_t i2c_write(struct descriptor *bus, const uint8_t *bytes, size_t count) {
    int failure = bus->address == HAT_ADDRESS ? 0 : EREMOTEIO;
    if (failure == 0 && count != 3) {
        return not_modelled("a telegram of another length than 3:", count);
    }
    if (failure == 0 && bytes[0] >= 0x10 && bytes[0] <= 0x17) {
        int channel = 7 - (bytes[0] & 7);
        failure = hat_select_analog(channel);
        bus->channel = (int8_t)(failure == 0 ? channel : -1);
    } else if (failure == 0) {
        failure = hat_write(bytes[0], bytes[1] << 8 | bytes[2]);
    }
    return failure == 0 ? (ssize_t)count : fails(failure);
}

static ssize_t i2c_read(struct descriptor *bus, uint8_t *bytes, size_t count) {
    if (bus->address != HAT_ADDRESS) {
        return fails(EREMOTEIO);
    }
    if (count == 2 && bus->channel >= 0) {
        int reading = hat_read_analog(bus->channel);
        bus->channel = -1;
        bytes[0] = (uint8_t)(reading >> 8);
        bytes[1] = (uint8_t)reading;
        return 2;
    }
    int failure = hat_probe();
    if (failure != 0) {
        return fails(failure);
    }
    memset(bytes, 0, count);
    return (ssize_t)count;
}

static int i2c_ioctl(struct descriptor *bus, unsigned long request, unsigned long argument) {
    switch (request) {
        case I2C_SLAVE:
            if (argument > 0x7F) {
                return fails(EINVAL);
            }
            bus->address = (uint8_t)argument;
            return 0;
        case I2C_FUNCS:
            *(unsigned long *)argument = I2C_FUNC_I2C;
            return 0;
        default:
            return not_modelled("I2C ioctl", request);
    }
}

/* --- the ultrasonic sensor; all with the lock held --- */

/* Brings pin and log to what the time is. */
static void settle_echo(int64_t now) {
    for (int i = 0; i < 2; i++) {
        if (!echo.set[i] && echo.edge[i] <= now) {
            hat_set_pin(HAT_ECHO_GPIO, i == 0, echo.edge[i]);
            echo.set[i] = true;
        }
    }
    if (echo.unlogged && echo.judged <= now) {
        hat_log_echo(echo.centimetres, false, echo.judged);
        echo.unlogged = false;
    }
}

static void trigger(bool high, int64_t now) {
    settle_echo(now);
    if (high) {
        echo.trigger_rose = now;
        return;
    }
    bool busy = !echo.set[1];
    bool pulse = echo.trigger_rose != 0 && now - echo.trigger_rose >= shortest_trigger_nanos;
    echo.trigger_rose = 0;
    if (busy || !pulse) {
        return;
    }
    double metres = hat_echo_metres();
    int64_t nanos = metres < 0 ? silence_nanos : (int64_t)(metres * 2 / sound_metres_per_second * 1e9);
    bool heard = nanos < echo_patience_nanos;
    nanos = heard ? nanos : silence_nanos;
    echo.edge[0] = now + burst_nanos;
    echo.edge[1] = echo.edge[0] + nanos;
    echo.judged = heard ? echo.edge[1] : now + echo_patience_nanos;
    echo.centimetres = heard ? (int)(metres * 100 + 0.5) : HAT_NO_ECHO;
    for (int i = 0; i < 2; i++) {
        echo.set[i] = false;
        echo.taken[i] = false;
    }
    echo.unlogged = true;
}

/* The first edge that nobody has taken: its index, or -1. */
static int next_edge(void) { return !echo.taken[0] ? 0 : !echo.taken[1] ? 1 : -1; }

/* --- waiting for an edge --- */

/* Returns 1 when there is an edge, 0 when the time is up; it is negative for ever. */
static int await_edge(int64_t timeout_nanos) {
    int64_t end = hat_now() + timeout_nanos;
    while (hat_echo_fault() == HAT_ECHO_FAULT_HANGS) {
        hat_await(hat_now() + poll_nanos);
    }
    if (hat_echo_fault() == HAT_ECHO_FAULT_FAILS) {
        hat_log_echo(HAT_NO_ECHO, true, hat_now());
        return fails(EIO);
    }
    for (;;) {
        int64_t now = hat_now();
        pthread_mutex_lock(&lock);
        settle_echo(now);
        int next = next_edge();
        int64_t due = next < 0 ? INT64_MAX : echo.edge[next];
        pthread_mutex_unlock(&lock);
        if (due <= now) {
            return 1;
        }
        if (timeout_nanos >= 0 && now >= end) {
            return 0;
        }
        /* Another thread may trigger meanwhile. */
        int64_t wake = now + poll_nanos;
        wake = due < wake ? due : wake;
        hat_await(timeout_nanos >= 0 && end < wake ? end : wake);
    }
}

static ssize_t event_read(void *bytes, size_t count) {
    struct gpioevent_data *events = bytes;
    size_t taken = 0;
    if (count < sizeof *events) {
        return fails(EINVAL);
    }
    if (await_edge(-1) < 0) {
        return -1;
    }
    pthread_mutex_lock(&lock);
    int64_t now = hat_now();
    settle_echo(now);
    for (int next = next_edge(); next >= 0 && echo.edge[next] <= now && taken < count / sizeof *events;
         next = next_edge()) {
        events[taken++] = (struct gpioevent_data){
            .timestamp = (uint64_t)echo.edge[next],
            .id = next == 0 ? GPIOEVENT_EVENT_RISING_EDGE : GPIOEVENT_EVENT_FALLING_EDGE};
        echo.taken[next] = true;
    }
    pthread_mutex_unlock(&lock);
    return (ssize_t)(taken * sizeof *events);
}

/* --- the pins --- */

/* Asks for a line as the kernel does: one holder only, in whatever process. The lock goes with its process. */
static int take_line(unsigned int line, bool output, const char *consumer) {
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)line, .l_len = 1};
    if (line >= HAT_LINES) {
        return fails(EINVAL);
    }
    if (lines[line].held || fcntl(pins_file, F_OFD_SETLK, &range) != 0) {
        return fails(EBUSY);
    }
    lines[line].held = true;
    lines[line].output = output;
    snprintf(lines[line].consumer, sizeof lines[line].consumer, "%.*s", GPIO_MAX_NAME_SIZE - 1, consumer);
    return 0;
}

static void leave_line(int line) {
    struct flock range = {.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = (off_t)line, .l_len = 1};
    pthread_mutex_lock(&lock);
    lines[line].held = false;
    fcntl(pins_file, F_OFD_SETLK, &range);
    pthread_mutex_unlock(&lock);
}

static void set_line(int line, bool high) {
    pthread_mutex_lock(&lock);
    int64_t now = hat_now();
    hat_set_pin(line, high, now);
    if (line == HAT_TRIGGER_GPIO) {
        trigger(high, now);
    }
    pthread_mutex_unlock(&lock);
}

static int request_handle(struct gpiohandle_request *request) {
    bool output = (request->flags & GPIOHANDLE_REQUEST_OUTPUT) != 0;
    if (request->lines != 1 || (request->flags & GPIOHANDLE_REQUEST_ACTIVE_LOW) != 0) {
        return not_modelled("GPIO request of other than one active high line, flags", request->flags);
    }
    int line = (int)request->lineoffsets[0];
    pthread_mutex_lock(&lock);
    int taken = take_line((unsigned int)line, output, request->consumer_label);
    pthread_mutex_unlock(&lock);
    if (taken != 0) {
        return -1;
    }
    if (output) {
        set_line(line, request->default_values[0] != 0);
    }
    request->fd = hand_out(HANDLE, line);
    return request->fd < 0 ? -1 : 0;
}

static int request_event(struct gpioevent_request *request) {
    if (request->lineoffset != HAT_ECHO_GPIO || request->eventflags != GPIOEVENT_REQUEST_BOTH_EDGES) {
        return not_modelled("GPIO events of other than both edges of the echo: line", request->lineoffset);
    }
    pthread_mutex_lock(&lock);
    int taken = take_line(request->lineoffset, false, request->consumer_label);
    pthread_mutex_unlock(&lock);
    if (taken != 0) {
        return -1;
    }
    request->fd = hand_out(EVENT, (int)request->lineoffset);
    return request->fd < 0 ? -1 : 0;
}

static int line_info(struct gpioline_info *info) {
    unsigned int line = info->line_offset;
    if (line >= CHIP_LINES) {
        return fails(EINVAL);
    }
    memset(info, 0, sizeof *info);
    info->line_offset = line;
    snprintf(info->name, sizeof info->name, "GPIO%u", line);
    pthread_mutex_lock(&lock);
    if (lines[line].held) {
        info->flags = GPIOLINE_FLAG_KERNEL | (lines[line].output ? GPIOLINE_FLAG_IS_OUT : 0);
        memcpy(info->consumer, lines[line].consumer, sizeof info->consumer);
    }
    pthread_mutex_unlock(&lock);
    return 0;
}

static int chip_ioctl(unsigned long request, void *argument) {
    switch (request) {
        case GPIO_GET_CHIPINFO_IOCTL: {
            struct gpiochip_info info = {"gpiochip0", "pinctrl-bcm2711", CHIP_LINES};
            *(struct gpiochip_info *)argument = info;
            return 0;
        }
        case GPIO_GET_LINEINFO_IOCTL:
            return line_info(argument);
        case GPIO_GET_LINEHANDLE_IOCTL:
            return request_handle(argument);
        case GPIO_GET_LINEEVENT_IOCTL:
            return request_event(argument);
        default:
            return not_modelled("GPIO ioctl", request);
    }
}

static int handle_ioctl(int line, unsigned long request, struct gpiohandle_data *data) {
    switch (request) {
        case GPIOHANDLE_SET_LINE_VALUES_IOCTL:
            if (!lines[line].output) {
                return fails(EPERM);
            }
            set_line(line, data->values[0] != 0);
            return 0;
        case GPIOHANDLE_GET_LINE_VALUES_IOCTL:
            data->values[0] = hat_pin(line);
            return 0;
        default:
            return not_modelled("GPIO line ioctl", request);
    }
}

/* --- the C library's functions --- */

/* Where a path really lies: among the files that are shown instead of this machine's, else where it says. */
static const char *show(const char *path, char shown[PATH_MAX]) {
    static const char *const places[] = {"/dev/", "/sys/bus/", "/proc/cpuinfo", "/proc/device-tree/", "/opt/"};
    for (size_t i = 0; active && path != NULL && i < sizeof places / sizeof *places; i++) {
        if (strncmp(path, places[i], strlen(places[i])) == 0 &&
            snprintf(shown, PATH_MAX, "%s%s", shown_files, path) < PATH_MAX &&
            syscall(SYS_faccessat, AT_FDCWD, shown, F_OK) == 0) {
            return shown;
        }
    }
    return path;
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
    char shown[PATH_MAX];
    if (active && strcmp(path, I2C_PATH) == 0) {
        return hand_out(I2C, 0);
    }
    if (active && strcmp(path, CHIP_PATH) == 0) {
        return hand_out(CHIP, 0);
    }
    return (int)syscall(SYS_openat, folder, show(path, shown), flags, mode);
}

static mode_t mode_of(int flags, va_list more) {
    return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE ? (mode_t)va_arg(more, int) : 0;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode_t mode = mode_of(flags, more);                                                                            \
        va_end(more);                                                                                                  \
        return opened(AT_FDCWD, path, flags, mode);                                                                    \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                                                   \
    int name(int folder, const char *path, int flags, ...) {                                                           \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode_t mode = mode_of(flags, more);                                                                            \
        va_end(more);                                                                                                  \
        return opened(folder, path, flags, mode);                                                                      \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    struct descriptor *ours = of(fd);
    if (ours != NULL) {
        if (ours->kind == HANDLE || ours->kind == EVENT) {
            leave_line(ours->line);
        }
        ours->kind = OTHER;
    }
    return (int)syscall(SYS_close, fd);
}

ssize_t read(int fd, void *bytes, size_t count) {
    struct descriptor *ours = of(fd);
    if (ours == NULL) {
        return syscall(SYS_read, fd, bytes, count);
    }
    return ours->kind == I2C     ? i2c_read(ours, bytes, count)
           : ours->kind == EVENT ? event_read(bytes, count)
                                 : not_modelled("read of", ours->kind);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    struct descriptor *ours = of(fd);
    if (ours == NULL) {
        return syscall(SYS_write, fd, bytes, count);
    }
    return ours->kind == I2C ? i2c_write(ours, bytes, count) : not_modelled("write to", ours->kind);
}

int ioctl(int fd, unsigned long request, ...) {
    va_list more;
    va_start(more, request);
    void *argument = va_arg(more, void *);
    va_end(more);
    struct descriptor *ours = of(fd);
    if (ours == NULL) {
        return (int)syscall(SYS_ioctl, fd, request, argument);
    }
    return ours->kind == I2C      ? i2c_ioctl(ours, request, (unsigned long)argument)
           : ours->kind == CHIP   ? chip_ioctl(request, argument)
           : ours->kind == HANDLE ? handle_ioctl(ours->line, request, argument)
                                  : not_modelled("ioctl of an event line:", request);
}

int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask) {
    struct descriptor *ours = count == 1 ? of(fds[0].fd) : NULL;
    if (ours == NULL || ours->kind != EVENT) {
        struct timespec left = timeout == NULL ? (struct timespec){0} : *timeout;
        return (int)syscall(SYS_ppoll, fds, count, timeout == NULL ? NULL : &left, mask, 8);
    }
    int ready = await_edge(timeout == NULL ? -1 : timeout->tv_sec * 1000000000LL + timeout->tv_nsec);
    fds[0].revents = ready > 0 ? fds[0].events & POLLIN : 0;
    return ready;
}

int poll(struct pollfd *fds, nfds_t count, int timeout) {
    struct timespec time = {.tv_sec = timeout / 1000, .tv_nsec = timeout % 1000 * 1000000L};
    return ppoll(fds, count, timeout < 0 ? NULL : &time, NULL);
}

/* The two devices are character devices; libgpiod compares the number with what sysfs has. */
static bool is_device(const char *path) {
    return active && (strcmp(path, I2C_PATH) == 0 || strcmp(path, CHIP_PATH) == 0);
}

static int looked_at(const char *path, struct stat *status, int flags) {
    char shown[PATH_MAX];
    int code = (int)syscall(SYS_newfstatat, AT_FDCWD, show(path, shown), status, flags);
    if (code == 0 && is_device(path)) {
        status->st_mode = S_IFCHR | 0660;
        status->st_rdev = makedev(CHIP_MAJOR, CHIP_MINOR);
    }
    return code;
}

#define STAT(name, type, flags)                                                                                        \
    int name(const char *path, struct type *status) { return looked_at(path, (struct stat *)status, flags); }
STAT(stat, stat, 0)
STAT(stat64, stat64, 0)
STAT(lstat, stat, AT_SYMLINK_NOFOLLOW)
STAT(lstat64, stat64, AT_SYMLINK_NOFOLLOW)

int statx(int folder, const char *path, int flags, unsigned int mask, struct statx *status) {
    char shown[PATH_MAX];
    int code = (int)syscall(SYS_statx, folder, show(path, shown), flags, mask, status);
    if (code == 0 && is_device(path)) {
        status->stx_mode = S_IFCHR | 0660;
    }
    return code;
}

int access(const char *path, int mode) {
    char shown[PATH_MAX];
    return (int)syscall(SYS_faccessat, AT_FDCWD, show(path, shown), mode);
}

/* What the C library makes of the flags is for who is somebody else in effect: nobody here is. */
int faccessat(int folder, const char *path, int mode, int flags) {
    char shown[PATH_MAX];
    (void)flags;
    return (int)syscall(SYS_faccessat, folder, show(path, shown), mode);
}

/* libgpiod looks for its chips in /dev: it sees those that are shown, and no others. */
int scandir(const char *path, struct dirent ***entries, int (*filter)(const struct dirent *),
            int (*order)(const struct dirent **, const struct dirent **)) {
    static int (*real)(const char *, struct dirent ***, int (*)(const struct dirent *),
                       int (*)(const struct dirent **, const struct dirent **));
    char shown[PATH_MAX];
    if (real == NULL) {
        *(void **)&real = dlsym(RTLD_NEXT, "scandir");
    }
    bool devices = active && (strcmp(path, "/dev") == 0 || strcmp(path, "/dev/") == 0);
    return real(devices ? show("/dev/.", shown) : path, entries, filter, order);
}
