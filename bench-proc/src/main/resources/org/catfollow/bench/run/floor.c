/*
 * The floor: the frame ring's protocol in C, on a region that the benchmark made. Same words, same order,
 * same futex as FrameSequenceWriter, FrameSequenceReader, Waker and Waiter; docs/memory-ordering.md.
 *
 * floor sender|receiver FILE NEWEST WAITERS HEADERS PAYLOADS SPACING SLOTS WIDTH HEIGHT FORMAT futex|poll|spin
 *
 * Offsets in bytes. Speaks the lines of org.catfollow.bench.worker.Worker.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL
#define SPINS 64
#define POLL_NANOS 200000
#define HEADER_BYTES 128
#define SUB_BITS 10
#define CELLS ((40 - SUB_BITS + 1) << SUB_BITS)

/* As FrameHeaderLayout. */
struct header {
    uint64_t sequence, frame_id;
    int64_t capture_nanos, source_index;
    uint32_t width, height, stride, format, length, camera, flags, epoch;
};

static unsigned char *memory;
static uint64_t *newest;
static uint32_t *waiters;
static long headers_at, payloads_at, spacing, slots;
static uint32_t width, height, format;
static enum { WAIT_FUTEX, WAIT_POLL, WAIT_SPIN } waiting;
static unsigned char *source;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * SECOND + t.tv_nsec;
}

static void pause_briefly(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb");
#endif
}

/* Durations in cells of a thousandth: 1024 to each power of two. */
struct durations {
    uint32_t cells[CELLS];
};

static void record(struct durations *d, int64_t nanos) {
    uint64_t v = nanos < 0 ? 0 : (uint64_t) nanos;
    if (v >> 39) {
        v = (1ULL << 39) - 1;
    }
    int octave = v < (1 << SUB_BITS) ? 0 : 64 - __builtin_clzll(v) - SUB_BITS;
    int shift = octave ? octave - 1 : 0;
    d->cells[octave ? ((long) octave << SUB_BITS) + (long) ((v >> shift) - (1 << SUB_BITS)) : (long) v]++;
}

static void print_durations(const char *name, const struct durations *d) {
    printf(" %s=", name);
    for (long i = 0, any = 0; i < CELLS; i++) {
        if (d->cells[i]) {
            int octave = (int) (i >> SUB_BITS);
            uint64_t within = (uint64_t) i & ((1 << SUB_BITS) - 1);
            uint64_t v = octave ? (within + (1 << SUB_BITS)) << (octave - 1) : within;
            printf("%s%llu:%u", any ? "," : "", (unsigned long long) v, d->cells[i]);
            any = 1;
        }
    }
}

static struct header *header_of(uint64_t frame) {
    return (struct header *) (memory + headers_at + (long) (frame & (slots - 1)) * HEADER_BYTES);
}

static unsigned char *pixels_of(uint64_t frame) {
    return memory + payloads_at + (long) (frame & (slots - 1)) * spacing;
}

static size_t frame_bytes(void) {
    return (size_t) width * 3 * height;
}

static uint64_t newest_frame(void) {
    return __atomic_load_n(newest, __ATOMIC_ACQUIRE);
}

/* Sender */

static struct durations writing, publishing;
static long sent;
static int64_t lasted;

static void wake(void) {
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    if (__atomic_load_n(waiters, __ATOMIC_RELAXED)) {
        syscall(SYS_futex, newest, FUTEX_WAKE, INT32_MAX, NULL, NULL, 0);
    }
}

static int64_t send_frame(uint64_t f, int fill, int64_t index, int64_t begun) {
    struct header *h = header_of(f);
    unsigned char *pixels = pixels_of(f);
    __atomic_store_n(&h->sequence, 2 * f - 1, __ATOMIC_RELAXED);
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    if (fill) {
        memcpy(pixels, source, frame_bytes());
    }
    memcpy(pixels, &f, 8);
    memcpy(pixels + frame_bytes() - 8, &f, 8);
    int64_t written = now();
    h->frame_id = f;
    h->capture_nanos = written;
    h->source_index = index;
    h->width = width;
    h->height = height;
    h->stride = width * 3;
    h->format = format;
    h->length = (uint32_t) frame_bytes();
    h->camera = h->flags = h->epoch = 0;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    __atomic_store_n(&h->sequence, 2 * f, __ATOMIC_RELEASE);
    __atomic_store_n(newest, f, __ATOMIC_RELEASE);
    if (waiting == WAIT_FUTEX) {
        wake();
    }
    int64_t published = now();
    record(&writing, written - begun);
    record(&publishing, published - written);
    return published;
}

static void sleep_until(int64_t nanos) {
    struct timespec t = {nanos / SECOND, nanos % SECOND};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) {
    }
}

static void send_turn(int64_t period, long count, int64_t longest, int fill) {
    memset(&writing, 0, sizeof writing);
    memset(&publishing, 0, sizeof publishing);
    uint64_t f = newest_frame() + 1;
    int64_t start = now(), at = start, due = start;
    for (sent = 0; sent < count && at - start < longest; sent++, f++) {
        if (period) {
            /* What was missed is left out, as by a camera: no bursts. */
            int64_t missed = (at - due) / period;
            due += period * (missed < 0 ? 1 : missed + 1);
            sleep_until(due);
            at = now();
        }
        at = send_frame(f, fill, sent, at);
    }
    lasted = at - start;
    sleep_until(now() + (period > 20000000 ? period : 20000000));
    struct durations w = writing, p = publishing;
    send_frame(f, 0, -1, now());
    writing = w;
    publishing = p;
}

/* Receiver */

static struct durations latency;
static long seen, lost, wrong;

static int await_newer(uint64_t last, int64_t timeout) {
    int64_t deadline = now() + timeout, left = timeout;
    if (waiting == WAIT_SPIN) {
        for (long i = 1; newest_frame() == last; i++) {
            pause_briefly();
            if (i % 1024 == 0 && now() > deadline) {
                return 0;
            }
        }
        return 1;
    }
    for (int i = 0; i < SPINS; i++) {
        if (newest_frame() != last) {
            return 1;
        }
        pause_briefly();
    }
    if (waiting == WAIT_FUTEX) {
        __atomic_fetch_add(waiters, 1, __ATOMIC_SEQ_CST);
    }
    while (newest_frame() == last && left > 0) {
        struct timespec t = {left / SECOND, left % SECOND};
        if (waiting == WAIT_FUTEX) {
            syscall(SYS_futex, newest, FUTEX_WAIT, (uint32_t) last, &t, NULL, 0);
        } else {
            t.tv_sec = 0;
            t.tv_nsec = left < POLL_NANOS ? left : POLL_NANOS;
            nanosleep(&t, NULL);
        }
        left = deadline - now();
    }
    if (waiting == WAIT_FUTEX) {
        __atomic_fetch_sub(waiters, 1, __ATOMIC_SEQ_CST);
    }
    return newest_frame() != last;
}

static int is_complete(const struct header *h, uint64_t f) {
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    return __atomic_load_n(&h->sequence, __ATOMIC_ACQUIRE) == 2 * f;
}

/* Returns whether the frame was whole; fills what was in it. */
static int observe(uint64_t f, struct header *h, uint64_t *first, uint64_t *last) {
    const struct header *at = header_of(f);
    if (__atomic_load_n(&at->sequence, __ATOMIC_ACQUIRE) != 2 * f) {
        return 0;
    }
    memcpy(h, at, sizeof *h);
    if (!is_complete(at, f) || h->frame_id != f || h->length != frame_bytes()) {
        return 0;
    }
    memcpy(first, pixels_of(f), 8);
    memcpy(last, pixels_of(f) + frame_bytes() - 8, 8);
    return is_complete(at, f);
}

static void receive_turn(void) {
    uint64_t last = newest_frame();
    memset(&latency, 0, sizeof latency);
    seen = lost = wrong = 0;
    printf("listening\n");
    fflush(stdout);
    for (int silent = 0; silent < 3;) {
        if (!await_newer(last, SECOND)) {
            silent++;
            continue;
        }
        silent = 0;
        uint64_t f = newest_frame(), first = 0, end = 0;
        struct header h;
        lost += (long) (f - last - 1);
        last = f;
        if (!observe(f, &h, &first, &end)) {
            lost++;
            continue;
        }
        int64_t at = now();
        if (h.source_index < 0) {
            return;
        }
        seen++;
        wrong += first != f || end != f;
        record(&latency, at - h.capture_nanos);
    }
}

static void map(const char *path) {
    struct stat status;
    int fd = open(path, O_RDWR);
    if (fd < 0 || fstat(fd, &status)) {
        perror(path);
        exit(1);
    }
    memory = mmap(NULL, (size_t) status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, 0);
    if (memory == MAP_FAILED) {
        perror(path);
        exit(1);
    }
}

int main(int count, char **words) {
    if (count != 13) {
        fprintf(stderr, "floor: started by cat-follow bench ring\n");
        return 2;
    }
    int sender = !strcmp(words[1], "sender");
    map(words[2]);
    newest = (uint64_t *) (memory + atol(words[3]));
    waiters = (uint32_t *) (memory + atol(words[4]));
    headers_at = atol(words[5]);
    payloads_at = atol(words[6]);
    spacing = atol(words[7]);
    slots = atol(words[8]);
    width = (uint32_t) atol(words[9]);
    height = (uint32_t) atol(words[10]);
    format = (uint32_t) atol(words[11]);
    waiting = !strcmp(words[12], "futex") ? WAIT_FUTEX : !strcmp(words[12], "poll") ? WAIT_POLL : WAIT_SPIN;
    source = malloc(frame_bytes());
    for (size_t i = 0; i < frame_bytes(); i++) {
        source[i] = (unsigned char) i;
    }
    printf("up\n");
    fflush(stdout);
    char line[256];
    while (fgets(line, sizeof line, stdin)) {
        long long period, frames, longest;
        int fill;
        if (sscanf(line, "send %lld %lld %lld %d", &period, &frames, &longest, &fill) == 4) {
            send_turn(period, (long) frames, longest, fill);
            printf("done\n");
        } else if (!strncmp(line, "listen", 6)) {
            receive_turn();
            printf("done\n");
        } else if (!strncmp(line, "report", 6)) {
            printf("report sent=%ld nanos=%lld seen=%ld lost=%ld wrong=%ld", sent, (long long) lasted, seen, lost, wrong);
            print_durations(sender ? "writing" : "latency", sender ? &writing : &latency);
            if (sender) {
                print_durations("publishing", &publishing);
            }
            printf("\n");
        } else {
            break;
        }
        fflush(stdout);
    }
    return 0;
}
