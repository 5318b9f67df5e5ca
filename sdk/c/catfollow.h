/*
 * Frames of cat-follow in C, without a copy: one header, C11 or C++11, gcc or clang, 64-bit Linux, libc only.
 *
 *     #include "catfollow.h"                       before all others, or compile with -D_GNU_SOURCE
 *
 *     struct catfollow_region region;
 *     struct catfollow_frame frame;
 *     if (catfollow_attach(&region, NULL, 5000) != 0) {
 *         fprintf(stderr, "%s\n", region.error);
 *     }
 *     while (catfollow_next(&region, &frame, 1000) == CATFOLLOW_OPEN) {
 *         use(frame.pixels, frame.width, frame.height, frame.stride);
 *         if (catfollow_still_valid(&region, &frame)) {
 *             keep the result
 *         }
 *     }
 *     catfollow_release(&region);
 *
 * The pixels are the memory into which the camera's process writes, mapped read-only. They stay this frame for
 * about half a second; who is slower is told by catfollow_still_valid, and throws the result away.
 *
 * One thread for each struct catfollow_region. What is written is one word, the count of waiters, by atomic
 * additions. Whoever cuts the file short while it is mapped ends this process by a bus error.
 *
 * An algorithm (docs/other-programs.md) is told a key instead, and reads its image in the runner's store, where it
 * stays until it is released:
 *
 *     struct catfollow_images images;
 *     struct catfollow_image image;
 *     if (catfollow_images_open(&images, NULL) != CATFOLLOW_IMAGE_LEASED) {
 *         fprintf(stderr, "%s\n", images.error);
 *     }
 *     for each image: if (catfollow_image_lease(&images, shared_mem_id, &image) == CATFOLLOW_IMAGE_LEASED) {
 *         use(image.pixels, image.width, image.height, image.stride, image.channels, image.order);
 *         catfollow_image_release(&image);
 *     }
 */
#ifndef CATFOLLOW_H
#define CATFOLLOW_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#if defined(__GLIBC__) && !defined(__USE_GNU)
#error "include catfollow.h before all other headers, or compile with -D_GNU_SOURCE"
#endif
#if !defined(__linux__) || !defined(__LP64__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "catfollow.h needs 64-bit little-endian Linux"
#endif

/* constants: written by ReaderConstantsTest, do not edit */
#define CATFOLLOW_LAYOUT_VERSION 5
#define CATFOLLOW_FINGERPRINT UINT64_C(0xBB95A485780C3242)
#define CATFOLLOW_MAGIC_VALUE UINT64_C(0x454D415246544143)
#define CATFOLLOW_READY_VALUE UINT64_C(0x4554454C504D4F43)
#define CATFOLLOW_MIN_SLOTS 4
#define CATFOLLOW_MAX_SLOTS 256
#define CATFOLLOW_MIN_EDGE_PIXELS 64
#define CATFOLLOW_MAX_EDGE_PIXELS 4096
#define CATFOLLOW_MAX_BYTES_PER_PIXEL 3
#define CATFOLLOW_SECTION_ALIGNMENT 65536
#define CATFOLLOW_PAYLOAD_ALIGNMENT 4096
#define CATFOLLOW_SECTION_HEADER 0
#define CATFOLLOW_SECTION_SIGNALS 1
#define CATFOLLOW_SECTION_COMMANDS 2
#define CATFOLLOW_SECTION_CAPTURE 3
#define CATFOLLOW_SECTION_DETECTOR 4
#define CATFOLLOW_SECTION_TRACKER 5
#define CATFOLLOW_SECTION_CONTROL 6
#define CATFOLLOW_SECTION_GUARD 7
#define CATFOLLOW_SECTION_FRAME_HEADERS 8
#define CATFOLLOW_SECTION_FRAME_PAYLOADS 9
#define CATFOLLOW_SECTIONS 10
#define CATFOLLOW_HEADER_MAGIC 0
#define CATFOLLOW_HEADER_READY 8
#define CATFOLLOW_HEADER_LAYOUT_VERSION 16
#define CATFOLLOW_HEADER_SECTION_COUNT 20
#define CATFOLLOW_HEADER_FINGERPRINT 24
#define CATFOLLOW_HEADER_TOTAL_BYTES 32
#define CATFOLLOW_HEADER_SLOT_COUNT 40
#define CATFOLLOW_HEADER_MAX_WIDTH_PIXELS 44
#define CATFOLLOW_HEADER_MAX_HEIGHT_PIXELS 48
#define CATFOLLOW_HEADER_SECTION_ALIGNMENT 52
#define CATFOLLOW_HEADER_PAYLOAD_SPACING_BYTES 56
#define CATFOLLOW_HEADER_CREATOR_PID 64
#define CATFOLLOW_HEADER_CREATOR_START_TICKS 72
#define CATFOLLOW_HEADER_CREATED_NANOS 80
#define CATFOLLOW_HEADER_BOOT_ID 88
#define CATFOLLOW_HEADER_CHECKSUM 104
#define CATFOLLOW_HEADER_SECTIONS 128
#define CATFOLLOW_HEADER_SECTION_ENTRY_BYTES 16
#define CATFOLLOW_HEADER_BYTES 384
#define CATFOLLOW_SIGNALS_FRAME_WAITERS 128
#define CATFOLLOW_STAGE_ROW_NEWEST_FRAME 2048
#define CATFOLLOW_FRAME_SEQUENCE 0
#define CATFOLLOW_FRAME_FRAME_ID 8
#define CATFOLLOW_FRAME_CAPTURE_NANOS 16
#define CATFOLLOW_FRAME_SOURCE_INDEX 24
#define CATFOLLOW_FRAME_WIDTH_PIXELS 32
#define CATFOLLOW_FRAME_HEIGHT_PIXELS 36
#define CATFOLLOW_FRAME_STRIDE_BYTES 40
#define CATFOLLOW_FRAME_PIXEL_FORMAT 44
#define CATFOLLOW_FRAME_LENGTH_BYTES 48
#define CATFOLLOW_FRAME_CAMERA_ID 52
#define CATFOLLOW_FRAME_FLAGS 56
#define CATFOLLOW_FRAME_CAPTURE_EPOCH 60
#define CATFOLLOW_FRAME_HEADER_BYTES 128
#define CATFOLLOW_FORMAT_BGR24 1
#define CATFOLLOW_FORMAT_GRAY8 2
#define CATFOLLOW_SECTION_NAMES {"HEADER", "SIGNALS", "COMMANDS", "CAPTURE", "DETECTOR", "TRACKER", "CONTROL", "GUARD", "FRAME_HEADERS", "FRAME_PAYLOADS"}
/* end of constants */
/* constants of the image store: written by ReaderConstantsTest, do not edit */
#define CATFOLLOW_STORE_MAGIC_VALUE UINT64_C(0x4547414D49544143)
#define CATFOLLOW_STORE_VERSION 1
#define CATFOLLOW_STORE_MAGIC 0
#define CATFOLLOW_STORE_READY 8
#define CATFOLLOW_STORE_LAYOUT_VERSION 16
#define CATFOLLOW_STORE_SLOT_COUNT 20
#define CATFOLLOW_STORE_SLOT_BYTES 24
#define CATFOLLOW_STORE_TOTAL_BYTES 32
#define CATFOLLOW_STORE_CREATED_NANOS 40
#define CATFOLLOW_STORE_BOOT_ID 48
#define CATFOLLOW_STORE_CHECKSUM 64
#define CATFOLLOW_STORE_HEADERS 4096
#define CATFOLLOW_STORE_HEADER_BYTES 512
#define CATFOLLOW_STORE_SEQUENCE 0
#define CATFOLLOW_STORE_IMAGE_BYTES 8
#define CATFOLLOW_STORE_ENCODING 12
#define CATFOLLOW_STORE_WIDTH_PIXELS 16
#define CATFOLLOW_STORE_HEIGHT_PIXELS 20
#define CATFOLLOW_STORE_CHANNELS 24
#define CATFOLLOW_STORE_STRIDE_BYTES 28
#define CATFOLLOW_STORE_ORDER 32
#define CATFOLLOW_STORE_KEY_BYTES 36
#define CATFOLLOW_STORE_KEY 128
#define CATFOLLOW_STORE_LONGEST_KEY 128
#define CATFOLLOW_STORE_MOST_SLOTS 256
#define CATFOLLOW_STORE_LARGEST_SLOT 1073741824
#define CATFOLLOW_STORE_OWNER 0
#define CATFOLLOW_STORE_FIRST_LEASE 16
#define CATFOLLOW_STORE_JPEG 1
#define CATFOLLOW_STORE_ARRAY 2
#define CATFOLLOW_STORE_RGB 1
#define CATFOLLOW_STORE_BGR 2
/* end of the image store's constants */

/* Longest error text. */
#define CATFOLLOW_ERROR_BYTES (PATH_MAX + 512)

#ifdef __cplusplus
extern "C" {
#endif

/* What catfollow_open and catfollow_next found. */
enum catfollow_answer {
    /* The frame is there: use it, then ask catfollow_still_valid. */
    CATFOLLOW_OPEN = 1,
    /* A newer frame is in its slot; counted in `lapped`. */
    CATFOLLOW_LAPPED,
    /* It is not complete, or was never written. */
    CATFOLLOW_NOT_THERE,
    /* Its header makes no sense; counted in `mismatched`. */
    CATFOLLOW_CORRUPT,
    /* catfollow_next: no newer frame came in time. */
    CATFOLLOW_TIMED_OUT,
    /* catfollow_next: the region was removed, replaced or cut short: release it, attach anew. */
    CATFOLLOW_LOST
};

/* The region, attached. Fields are for reading. */
struct catfollow_region {
    char path[PATH_MAX];
    /* What catfollow_attach says when it fails: one line. */
    char error[CATFOLLOW_ERROR_BYTES];
    /* Frames in the ring, a power of two; largest frame, pixels. */
    int slots, max_width, max_height;
    uint64_t total_bytes;
    /* Id of the last frame that catfollow_next gave. */
    int64_t last;
    /* Frames that were overwritten before they were used: the reader was a whole ring behind. */
    uint64_t lapped;
    /* Frames that catfollow_next passed over because a newer one was there. */
    uint64_t skipped;
    /* Frames that were overwritten while they were used. */
    uint64_t torn;
    /* Frames whose header contradicted their id: must stay 0. */
    uint64_t mismatched;

    /* Private. */
    char named[56];
    int fd;
    const uint8_t *memory;
    uint8_t *signals;
    uint64_t payload_spacing, headers, payloads;
    dev_t device;
    ino_t inode;
    int64_t looked_nanos;
};

/* One frame, in place. */
struct catfollow_frame {
    /* Grows by one with every frame, from 1. */
    int64_t id;
    /* When it was captured, CLOCK_MONOTONIC nanoseconds. */
    int64_t capture_nanos;
    /* Its position in the source, from 0. */
    int64_t source_index;
    /* Pixels; bytes from one row to the next. */
    int width, height, stride;
    /* CATFOLLOW_FORMAT_BGR24 or CATFOLLOW_FORMAT_GRAY8, and its bytes a pixel. */
    int format, channels;
    int camera_id, capture_epoch;
    /* Whether a synthetic source has written the id into the pixels. */
    int stamped;
    /* stride * height bytes, read-only. */
    const uint8_t *pixels;
};

static inline int64_t catfollow_now_nanos(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static inline uint64_t catfollow_align_up(uint64_t value, uint64_t alignment)
{
    return (value + alignment - 1) & ~(alignment - 1);
}

/* Words of the header, which need not be aligned for a copy in memory. */
static inline int64_t catfollow_long_at(const uint8_t *head, size_t at)
{
    int64_t value;
    memcpy(&value, head + at, sizeof value);
    return value;
}

static inline int32_t catfollow_int_at(const uint8_t *head, size_t at)
{
    int32_t value;
    memcpy(&value, head + at, sizeof value);
    return value;
}

static inline uint32_t catfollow_crc32c(const uint8_t *bytes, size_t length)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t at = 0; at < length; at++) {
        crc ^= bytes[at];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (crc & 1 ? 0x82F63B78u : 0);
        }
    }
    return ~crc;
}

/* Sets the error text; returns -1. */
__attribute__((format(printf, 2, 3))) static inline int catfollow_fail(
    struct catfollow_region *region, const char *format, ...)
{
    __builtin_va_list arguments;
    __builtin_va_start(arguments, format);
    vsnprintf(region->error, sizeof region->error, format, arguments);
    __builtin_va_end(arguments);
    return -1;
}

static inline int catfollow_damaged(
    struct catfollow_region *region, const char *what, const char *part, int64_t expected, int64_t actual)
{
    return catfollow_fail(region,
        "cannot attach to region %s: damaged header, %s%s expected=%" PRId64 " actual=%" PRId64
        "; run `deploy/launch.sh%s down` and start again",
        region->path, what, part, expected, actual, region->named);
}

/*
 * The region's path: as given, else CAT_FOLLOW_REGION, else cat-follow in CAT_FOLLOW_SHM_DIR, else in /dev/shm; then
 * the suffix. The instance NAME's is cat-follow-NAME there. A relative one begins at the folder that is the current
 * one now, and not later. Returns whether it is no longer than PATH_MAX.
 */
static inline int catfollow_path(char into[PATH_MAX], const char *path, const char *suffix)
{
    const char *folder = getenv("CAT_FOLLOW_SHM_DIR");
    char here[PATH_MAX] = "";
    int length;
    if (path == NULL || path[0] == 0) {
        path = getenv("CAT_FOLLOW_REGION");
    }
    if (path != NULL && path[0] != 0) {
        if (path[0] != '/' && getcwd(here, sizeof here) == NULL) {
            here[0] = 0;
        }
        length = snprintf(into, PATH_MAX, "%s%s%s%s", here, here[0] == 0 ? "" : "/", path, suffix);
    } else {
        length = snprintf(
            into, PATH_MAX, "%s/cat-follow%s", folder != NULL && folder[0] != 0 ? folder : "/dev/shm", suffix);
    }
    return length >= 0 && length < PATH_MAX;
}

/* What the launcher is called with besides, in messages: the region's file is called cat-follow-NAME. */
static inline void catfollow_name(struct catfollow_region *region)
{
    const char *slash = strrchr(region->path, '/');
    const char *file = slash == NULL ? region->path : slash + 1;
    const size_t prefix = strlen("cat-follow-");
    if (strncmp(file, "cat-follow-", prefix) == 0 && strlen(file) > prefix && strlen(file) <= prefix + 40 &&
        strspn(file + prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") ==
            strlen(file + prefix)) {
        snprintf(region->named, sizeof region->named, " --name %.40s", file + prefix);
    }
}

/* The 16 bytes in the order written; zeros where the kernel has none. */
static inline void catfollow_boot_id(uint8_t boot[16])
{
    char text[40];
    int digits = 0;
    ssize_t length = 0;
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    memset(boot, 0, 16);
    if (fd >= 0) {
        length = read(fd, text, sizeof text);
        close(fd);
    }
    for (ssize_t at = 0; at < length && digits < 32; at++) {
        char c = text[at];
        int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (value >= 0) {
            boot[digits / 2] = (uint8_t)(boot[digits / 2] << 4 | value);
            digits++;
        }
    }
}

static inline void catfollow_boot_text(const uint8_t boot[16], char text[40])
{
    snprintf(text, 40, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", boot[0], boot[1],
        boot[2], boot[3], boot[4], boot[5], boot[6], boot[7], boot[8], boot[9], boot[10], boot[11], boot[12],
        boot[13], boot[14], boot[15]);
}

/* Returns whether what was made in one boot is found in another; if so both ids as text. */
static inline int catfollow_is_other_boot(const uint8_t made[16], char made_text[40], char current_text[40])
{
    static const uint8_t unknown[16] = {0};
    uint8_t current[16];
    catfollow_boot_id(current);
    if (memcmp(made, current, 16) == 0 || memcmp(made, unknown, 16) == 0 || memcmp(current, unknown, 16) == 0) {
        return 0;
    }
    catfollow_boot_text(made, made_text);
    catfollow_boot_text(current, current_text);
    return 1;
}

static inline int catfollow_check_boot(struct catfollow_region *region, const uint8_t *head)
{
    uint8_t made[16];
    char made_text[40], current_text[40];
    /* Two words, each with its highest byte last. */
    for (int at = 0; at < 8; at++) {
        made[at] = head[CATFOLLOW_HEADER_BOOT_ID + 7 - at];
        made[8 + at] = head[CATFOLLOW_HEADER_BOOT_ID + 15 - at];
    }
    if (!catfollow_is_other_boot(made, made_text, current_text)) {
        return 0;
    }
    return catfollow_fail(region,
        "cannot attach to region %s: it was made in another boot of this machine (boot id expected=%s actual=%s); run"
        " `deploy/launch.sh%s down` and start again",
        region->path, current_text, made_text, region->named);
}

static inline uint64_t catfollow_section_length(const struct catfollow_region *region, int section)
{
    if (section == CATFOLLOW_SECTION_FRAME_HEADERS) {
        return catfollow_align_up(
            (uint64_t)region->slots * CATFOLLOW_FRAME_HEADER_BYTES, CATFOLLOW_SECTION_ALIGNMENT);
    }
    if (section == CATFOLLOW_SECTION_FRAME_PAYLOADS) {
        return catfollow_align_up(
            (uint64_t)region->slots * region->payload_spacing, CATFOLLOW_SECTION_ALIGNMENT);
    }
    return CATFOLLOW_SECTION_ALIGNMENT;
}

static inline uint64_t catfollow_section_offset(const struct catfollow_region *region, int section)
{
    uint64_t offset = 0;
    for (int earlier = 0; earlier < section; earlier++) {
        offset += catfollow_section_length(region, earlier);
    }
    return offset;
}

static inline int catfollow_check_geometry(struct catfollow_region *region, const uint8_t *head)
{
    const int slots = catfollow_int_at(head, CATFOLLOW_HEADER_SLOT_COUNT);
    const int edges[2] = {catfollow_int_at(head, CATFOLLOW_HEADER_MAX_WIDTH_PIXELS),
        catfollow_int_at(head, CATFOLLOW_HEADER_MAX_HEIGHT_PIXELS)};
    if (slots < CATFOLLOW_MIN_SLOTS || slots > CATFOLLOW_MAX_SLOTS || (slots & (slots - 1)) != 0) {
        return catfollow_fail(region,
            "cannot attach to region %s: slot count must be a power of two from %d to %d, not %d; run"
            " `deploy/launch.sh%s down`",
            region->path, CATFOLLOW_MIN_SLOTS, CATFOLLOW_MAX_SLOTS, slots, region->named);
    }
    for (int edge = 0; edge < 2; edge++) {
        if (edges[edge] < CATFOLLOW_MIN_EDGE_PIXELS || edges[edge] > CATFOLLOW_MAX_EDGE_PIXELS) {
            return catfollow_fail(region,
                "cannot attach to region %s: slot %s must be %d to %d pixels, not %d; run `deploy/launch.sh%s down`",
                region->path, edge == 0 ? "width" : "height", CATFOLLOW_MIN_EDGE_PIXELS, CATFOLLOW_MAX_EDGE_PIXELS,
                edges[edge], region->named);
        }
    }
    region->slots = slots;
    region->max_width = edges[0];
    region->max_height = edges[1];
    region->payload_spacing = catfollow_align_up(
        (uint64_t)edges[0] * (uint64_t)edges[1] * CATFOLLOW_MAX_BYTES_PER_PIXEL, CATFOLLOW_PAYLOAD_ALIGNMENT);
    region->headers = catfollow_section_offset(region, CATFOLLOW_SECTION_FRAME_HEADERS);
    region->payloads = catfollow_section_offset(region, CATFOLLOW_SECTION_FRAME_PAYLOADS);
    region->total_bytes = catfollow_section_offset(region, CATFOLLOW_SECTIONS);
    return 0;
}

static inline int catfollow_check_places(struct catfollow_region *region, const uint8_t *head, int64_t file_bytes)
{
    static const char *const names[] = CATFOLLOW_SECTION_NAMES;
    const int64_t total = (int64_t)region->total_bytes;
    const int64_t spacing = (int64_t)region->payload_spacing;
    if (catfollow_long_at(head, CATFOLLOW_HEADER_TOTAL_BYTES) != total) {
        return catfollow_damaged(
            region, "total bytes", "", total, catfollow_long_at(head, CATFOLLOW_HEADER_TOTAL_BYTES));
    }
    if (file_bytes != total) {
        return catfollow_damaged(region, "file length", "", total, file_bytes);
    }
    if (catfollow_long_at(head, CATFOLLOW_HEADER_PAYLOAD_SPACING_BYTES) != spacing) {
        return catfollow_damaged(region, "payload spacing", "", spacing,
            catfollow_long_at(head, CATFOLLOW_HEADER_PAYLOAD_SPACING_BYTES));
    }
    if (catfollow_int_at(head, CATFOLLOW_HEADER_SECTION_COUNT) != CATFOLLOW_SECTIONS) {
        return catfollow_damaged(region, "section count", "", CATFOLLOW_SECTIONS,
            catfollow_int_at(head, CATFOLLOW_HEADER_SECTION_COUNT));
    }
    for (int section = 0; section < CATFOLLOW_SECTIONS; section++) {
        const size_t entry = CATFOLLOW_HEADER_SECTIONS + (size_t)section * CATFOLLOW_HEADER_SECTION_ENTRY_BYTES;
        const int64_t offset = (int64_t)catfollow_section_offset(region, section);
        const int64_t length = (int64_t)catfollow_section_length(region, section);
        if (catfollow_long_at(head, entry) != offset) {
            return catfollow_damaged(region, names[section], " offset", offset, catfollow_long_at(head, entry));
        }
        if (catfollow_long_at(head, entry + 8) != length) {
            return catfollow_damaged(region, names[section], " length", length, catfollow_long_at(head, entry + 8));
        }
    }
    return 0;
}

/* In the order of docs/region.md, "How it is checked". */
static inline int catfollow_check_header(struct catfollow_region *region, const uint8_t *head, int64_t file_bytes)
{
    uint8_t summed[CATFOLLOW_HEADER_BYTES];
    const uint64_t magic = (uint64_t)catfollow_long_at(head, CATFOLLOW_HEADER_MAGIC);
    const int version = catfollow_int_at(head, CATFOLLOW_HEADER_LAYOUT_VERSION);
    const uint64_t fingerprint = (uint64_t)catfollow_long_at(head, CATFOLLOW_HEADER_FINGERPRINT);
    int64_t checksum;
    if (magic != CATFOLLOW_MAGIC_VALUE) {
        return catfollow_fail(region,
            "cannot attach to %s: it is no cat-follow region (magic expected=%016" PRIx64 " actual=%016" PRIx64
            "); give another path, or remove the file",
            region->path, (uint64_t)CATFOLLOW_MAGIC_VALUE, magic);
    }
    if (version != CATFOLLOW_LAYOUT_VERSION) {
        return catfollow_fail(region,
            "cannot attach to region %s: layout version expected=%d actual=%d; compile with the catfollow.h of the"
            " build that runs, or run `deploy/launch.sh%s down`",
            region->path, CATFOLLOW_LAYOUT_VERSION, version, region->named);
    }
    if (fingerprint != CATFOLLOW_FINGERPRINT) {
        return catfollow_fail(region,
            "cannot attach to region %s: layout fingerprint expected=%016" PRIx64 " actual=%016" PRIx64
            "; compile with the catfollow.h of the build that runs, or run `deploy/launch.sh%s down`",
            region->path, (uint64_t)CATFOLLOW_FINGERPRINT, fingerprint, region->named);
    }
    memcpy(summed, head, sizeof summed);
    memset(summed + CATFOLLOW_HEADER_READY, 0, 8);
    memset(summed + CATFOLLOW_HEADER_CHECKSUM, 0, 8);
    checksum = catfollow_crc32c(summed, sizeof summed);
    if (checksum != catfollow_long_at(head, CATFOLLOW_HEADER_CHECKSUM)) {
        return catfollow_damaged(
            region, "checksum", "", checksum, catfollow_long_at(head, CATFOLLOW_HEADER_CHECKSUM));
    }
    if (catfollow_check_geometry(region, head) != 0 || catfollow_check_places(region, head, file_bytes) != 0) {
        return -1;
    }
    return catfollow_check_boot(region, head);
}

static inline int catfollow_map(struct catfollow_region *region)
{
    void *memory = mmap(NULL, region->total_bytes, PROT_READ, MAP_SHARED, region->fd, 0);
    void *signals;
    if (memory == MAP_FAILED) {
        return catfollow_fail(region, "cannot map region %s: %s", region->path, strerror(errno));
    }
    signals = mmap(NULL, CATFOLLOW_SECTION_ALIGNMENT, PROT_READ | PROT_WRITE, MAP_SHARED, region->fd,
        (off_t)catfollow_section_offset(region, CATFOLLOW_SECTION_SIGNALS));
    if (signals == MAP_FAILED) {
        catfollow_fail(region, "cannot map region %s: %s", region->path, strerror(errno));
        munmap(memory, region->total_bytes);
        return -1;
    }
    region->memory = (const uint8_t *)memory;
    region->signals = (uint8_t *)signals;
    /* The first touch of a fresh page belongs to the start: MADV_POPULATE_READ, Linux 5.14 and later. */
    madvise(memory, region->total_bytes, 22);
    return 0;
}

/* Returns 1 when attached, 0 when it is not ready yet, or not there; -1 with the error text. */
static inline int catfollow_attach_now(struct catfollow_region *region, int *is_there)
{
    struct stat status;
    uint8_t head[CATFOLLOW_HEADER_BYTES];
    /* Not to wait for ever where a pipe lies there. */
    region->fd = open(region->path, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (region->fd < 0) {
        if (errno == ENOENT && lstat(region->path, &status) != 0) {
            *is_there = 0;
            return 0;
        }
        if (errno == EISDIR) {
            return catfollow_fail(region,
                "cannot attach to region %s: it is no file that you may read and write; give another path",
                region->path);
        }
        return catfollow_fail(
            region, "cannot attach to region %s: %s (errno %d)", region->path, strerror(errno), errno);
    }
    if (fstat(region->fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        return catfollow_fail(region,
            "cannot attach to region %s: it is no file that you may read and write; give another path", region->path);
    }
    if (status.st_size < CATFOLLOW_SECTION_ALIGNMENT || pread(region->fd, head, 16, 0) != 16) {
        return catfollow_fail(region,
            "cannot attach to region %s: it is no cat-follow region (only %" PRId64
            " bytes); give another path, or remove the file",
            region->path, (int64_t)status.st_size);
    }
    if ((uint64_t)catfollow_long_at(head, CATFOLLOW_HEADER_MAGIC) == CATFOLLOW_MAGIC_VALUE &&
        (uint64_t)catfollow_long_at(head, CATFOLLOW_HEADER_READY) != CATFOLLOW_READY_VALUE) {
        *is_there = 1;
        return 0;
    }
    /* orders: load of ready BEFORE loads of the header; pairs with the creator's release of ready */
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    if (pread(region->fd, head, sizeof head, 0) != (ssize_t)sizeof head) {
        return catfollow_fail(region, "cannot attach to region %s: it cannot be read", region->path);
    }
    if (catfollow_check_header(region, head, status.st_size) != 0 || catfollow_map(region) != 0) {
        return -1;
    }
    region->device = status.st_dev;
    region->inode = status.st_ino;
    region->looked_nanos = catfollow_now_nanos();
    return 1;
}

/*
 * Attaches to a region, waiting up to timeout_millis until it is there and ready. path: see catfollow_path; NULL
 * for the default. Returns 0; or -1, with one line in region->error and nothing to release.
 */
static inline int catfollow_attach(struct catfollow_region *region, const char *path, int timeout_millis)
{
    const struct timespec moment = {0, 2000000};
    const int64_t deadline = catfollow_now_nanos() + (int64_t)timeout_millis * 1000000;
    char chosen[PATH_MAX];
    /* First, as it may be region->path. */
    const int fits = catfollow_path(chosen, path, "");
    memset(region, 0, sizeof *region);
    region->fd = -1;
    if (!fits) {
        return catfollow_fail(region, "the path of the region is longer than %d bytes", PATH_MAX - 1);
    }
    memcpy(region->path, chosen, sizeof chosen);
    catfollow_name(region);
    for (;;) {
        int is_there = 0;
        const int attached = catfollow_attach_now(region, &is_there);
        if (attached > 0) {
            return 0;
        }
        if (region->fd >= 0) {
            close(region->fd);
            region->fd = -1;
        }
        if (attached < 0) {
            return -1;
        }
        if (catfollow_now_nanos() >= deadline) {
            return is_there
                ? catfollow_fail(region,
                      "cannot attach to region %s within %d ms: its creator has not finished it; run"
                      " `deploy/launch.sh%s down` if it was killed",
                      region->path, timeout_millis, region->named)
                : catfollow_fail(region,
                      "cannot attach to region %s within %d ms: it was not created; start the stages with"
                      " `deploy/launch.sh%s up`",
                      region->path, timeout_millis, region->named);
        }
        nanosleep(&moment, NULL);
    }
}

/* Lets go of the region; twice, or for a struct of zeroes, does nothing. Its counts stay. */
static inline void catfollow_release(struct catfollow_region *region)
{
    /* Not by the descriptor: that of a struct of zeroes is standard input. */
    if (region->memory == NULL) {
        return;
    }
    munmap((void *)(uintptr_t)region->memory, region->total_bytes);
    munmap(region->signals, CATFOLLOW_SECTION_ALIGNMENT);
    close(region->fd);
    region->fd = -1;
    region->memory = NULL;
    region->signals = NULL;
}

/*
 * Returns whether the file was removed, replaced or cut short. Asks the kernel about the file each time, and about
 * its path once a second.
 */
static inline int catfollow_is_lost(struct catfollow_region *region)
{
    struct stat status;
    const int64_t now = catfollow_now_nanos();
    if (fstat(region->fd, &status) != 0 || status.st_nlink == 0 || (uint64_t)status.st_size < region->total_bytes) {
        return 1;
    }
    if (now - region->looked_nanos < 1000000000) {
        return 0;
    }
    region->looked_nanos = now;
    return stat(region->path, &status) != 0 || status.st_dev != region->device || status.st_ino != region->inode;
}

static inline const int64_t *catfollow_newest_word(const struct catfollow_region *region)
{
    return (const int64_t *)(const void *)(region->memory +
        (size_t)CATFOLLOW_SECTION_CAPTURE * CATFOLLOW_SECTION_ALIGNMENT + CATFOLLOW_STAGE_ROW_NEWEST_FRAME);
}

/* Returns the id of the newest complete frame, 0 when there was none. */
static inline int64_t catfollow_newest_frame(const struct catfollow_region *region)
{
    /* R0. Pairs with W4. Of the strongest kind, as the waiter's order rests on it: see catfollow_await_newer. */
    return __atomic_load_n(catfollow_newest_word(region), __ATOMIC_SEQ_CST);
}

/* Returns the oldest frame that may still be there beside the newest; at least 1. */
static inline int64_t catfollow_oldest_frame(const struct catfollow_region *region)
{
    /* One slot less: the writer is about to take the oldest one. */
    const int64_t oldest = catfollow_newest_frame(region) - region->slots + 2;
    return oldest < 1 ? 1 : oldest;
}

/*
 * Waits up to timeout_nanos for another newest frame than frame_id; returns whether there is one.
 *
 * docs/memory-ordering.md, section 4: the count of waiters goes up (w1), the counter is looked at (w2), then the
 * kernel puts us to sleep unless its low half has changed (w3), and the count goes down (w4). The writer publishes,
 * passes a full fence, and looks at the count. w1 is an addition with release semantics and w2 a load-acquire of the
 * sequentially consistent kind (`ldar`), which aarch64 keeps in this order: one of the two sees the other. A process
 * that is killed in between leaves the count one too high, a system call too many for the writer. Each sleep has a
 * time-out of at most 50 ms all the same, as everybody's here.
 */
static inline int catfollow_await_newer(struct catfollow_region *region, int64_t frame_id, int64_t timeout_nanos)
{
    const int64_t longest = 50000000;
    const int64_t deadline = catfollow_now_nanos() + timeout_nanos;
    int32_t *waiters = (int32_t *)(void *)(region->signals + CATFOLLOW_SIGNALS_FRAME_WAITERS);
    int64_t left = timeout_nanos;
    /* Just being published: not worth a system call. */
    for (int look = 0; look < 64; look++) {
        if (catfollow_newest_frame(region) != frame_id) {
            return 1;
        }
    }
    __atomic_fetch_add(waiters, 1, __ATOMIC_SEQ_CST); /* w1 */
    while (catfollow_newest_frame(region) == frame_id && left > 0) { /* w2 */
        const int64_t nap = left < longest ? left : longest;
        const struct timespec span = {nap / 1000000000, nap % 1000000000};
        /* w3: FUTEX_WAIT, between processes; the word is the counter's low half. */
        if (syscall(SYS_futex, catfollow_newest_word(region), 0, (uint32_t)frame_id, &span, NULL, 0) != 0 &&
            (errno == ENOSYS || errno == EPERM)) {
            /* A sandbox without futex: a look every 0.2 ms. */
            const struct timespec moment = {0, 200000};
            nanosleep(&moment, NULL);
        }
        left = deadline - catfollow_now_nanos();
    }
    __atomic_fetch_sub(waiters, 1, __ATOMIC_SEQ_CST); /* w4 */
    return catfollow_newest_frame(region) != frame_id;
}

static inline const uint8_t *catfollow_frame_header(const struct catfollow_region *region, int64_t frame_id)
{
    return region->memory + region->headers +
        ((uint64_t)frame_id & (uint64_t)(region->slots - 1)) * CATFOLLOW_FRAME_HEADER_BYTES;
}

static inline const int64_t *catfollow_sequence_word(const struct catfollow_region *region, int64_t frame_id)
{
    return (const int64_t *)(const void *)(catfollow_frame_header(region, frame_id) + CATFOLLOW_FRAME_SEQUENCE);
}

static inline int catfollow_is_still(const struct catfollow_region *region, int64_t frame_id)
{
    /* F3, orders: header and pixel loads BEFORE sequence load below; pairs with F1 */
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    return __atomic_load_n(catfollow_sequence_word(region, frame_id), __ATOMIC_RELAXED) == 2 * frame_id; /* R3 */
}

static inline void catfollow_read_header(
    const struct catfollow_region *region, int64_t frame_id, struct catfollow_frame *frame)
{
    const uint8_t *header = catfollow_frame_header(region, frame_id);
    frame->id = catfollow_long_at(header, CATFOLLOW_FRAME_FRAME_ID);
    frame->capture_nanos = catfollow_long_at(header, CATFOLLOW_FRAME_CAPTURE_NANOS);
    frame->source_index = catfollow_long_at(header, CATFOLLOW_FRAME_SOURCE_INDEX);
    frame->width = catfollow_int_at(header, CATFOLLOW_FRAME_WIDTH_PIXELS);
    frame->height = catfollow_int_at(header, CATFOLLOW_FRAME_HEIGHT_PIXELS);
    frame->stride = catfollow_int_at(header, CATFOLLOW_FRAME_STRIDE_BYTES);
    frame->format = catfollow_int_at(header, CATFOLLOW_FRAME_PIXEL_FORMAT);
    frame->channels =
        frame->format == CATFOLLOW_FORMAT_BGR24 ? 3 : frame->format == CATFOLLOW_FORMAT_GRAY8 ? 1 : 0;
    frame->camera_id = catfollow_int_at(header, CATFOLLOW_FRAME_CAMERA_ID);
    frame->stamped = catfollow_int_at(header, CATFOLLOW_FRAME_FLAGS) & 1;
    frame->capture_epoch = catfollow_int_at(header, CATFOLLOW_FRAME_CAPTURE_EPOCH);
    frame->pixels = region->memory + region->payloads +
        ((uint64_t)frame_id & (uint64_t)(region->slots - 1)) * region->payload_spacing;
}

static inline int catfollow_fits(const struct catfollow_region *region, const struct catfollow_frame *frame)
{
    return frame->channels > 0 && frame->width > 0 && frame->width <= region->max_width && frame->height > 0 &&
        frame->height <= region->max_height && frame->stride >= frame->width * frame->channels &&
        (int64_t)frame->stride * frame->height <=
        (int64_t)region->max_width * region->max_height * CATFOLLOW_MAX_BYTES_PER_PIXEL;
}

/* Opens a frame to be used in place. */
static inline enum catfollow_answer catfollow_open(
    struct catfollow_region *region, int64_t frame_id, struct catfollow_frame *frame)
{
    int64_t sequence;
    if (frame_id <= 0 || frame_id > INT64_MAX / 2) {
        return CATFOLLOW_NOT_THERE;
    }
    /* R1. Pairs with W3. */
    sequence = __atomic_load_n(catfollow_sequence_word(region, frame_id), __ATOMIC_ACQUIRE);
    if (sequence != 2 * frame_id) {
        if (sequence < 2 * frame_id) {
            return CATFOLLOW_NOT_THERE;
        }
        region->lapped++;
        return CATFOLLOW_LAPPED;
    }
    /* The header is input: whole before it is believed, and in range before it is used. */
    catfollow_read_header(region, frame_id, frame);
    if (!catfollow_is_still(region, frame_id)) {
        region->lapped++;
        return CATFOLLOW_LAPPED;
    }
    if (frame->id != frame_id || !catfollow_fits(region, frame)) {
        region->mismatched++;
        return CATFOLLOW_CORRUPT;
    }
    return CATFOLLOW_OPEN;
}

/*
 * Returns whether the frame was left alone until now; asked after the work. If not, it is counted in `torn`, and
 * whatever was made of the frame is thrown away.
 */
static inline int catfollow_still_valid(struct catfollow_region *region, const struct catfollow_frame *frame)
{
    if (!catfollow_is_still(region, frame->id)) {
        region->torn++;
        return 0;
    }
    return 1;
}

/*
 * Waits up to timeout_millis for a frame newer than the last one given, and opens the newest. Frames passed over are
 * counted: in `lapped` those that had been overwritten, in `skipped` the others. Returns CATFOLLOW_OPEN,
 * CATFOLLOW_TIMED_OUT or CATFOLLOW_LOST.
 */
static inline enum catfollow_answer catfollow_next(
    struct catfollow_region *region, struct catfollow_frame *frame, int timeout_millis)
{
    const int64_t slice = 250000000;
    const int64_t deadline = catfollow_now_nanos() + (int64_t)timeout_millis * 1000000;
    for (;;) {
        const int64_t left = deadline - catfollow_now_nanos();
        const uint64_t lapped = region->lapped;
        if (catfollow_is_lost(region)) {
            return CATFOLLOW_LOST;
        }
        if (catfollow_await_newer(region, region->last, left < 0 ? 0 : left < slice ? left : slice)) {
            const int64_t newest = catfollow_newest_frame(region);
            enum catfollow_answer answer = catfollow_open(region, newest, frame);
            /* Counted below, with the next one that opens. */
            region->lapped = lapped;
            if (answer == CATFOLLOW_OPEN) {
                const int64_t passed = region->last > 0 ? newest - region->last - 1 : 0;
                const int64_t gone = newest - region->slots - region->last;
                const int64_t overwritten = gone < 0 || passed == 0 ? 0 : gone < passed ? gone : passed;
                region->lapped += (uint64_t)overwritten;
                region->skipped += (uint64_t)(passed - overwritten);
                region->last = newest;
                return answer;
            }
            if (answer == CATFOLLOW_CORRUPT) {
                region->last = newest;
            } else {
                /* Announced and not there: for a moment at most, unless the region is damaged. */
                const struct timespec moment = {0, 200000};
                nanosleep(&moment, NULL);
            }
        }
        if (left <= 0) {
            return CATFOLLOW_TIMED_OUT;
        }
    }
}

/* What catfollow_images_open and catfollow_image_lease found. */
enum catfollow_image_answer {
    /* Done; a leased image stays until catfollow_image_release. */
    CATFOLLOW_IMAGE_LEASED = 0,
    /* There is no store, or no image of that key, or no longer. */
    CATFOLLOW_IMAGE_NOT_FOUND,
    /* What the store says of the image makes no sense. */
    CATFOLLOW_IMAGE_CORRUPT,
    /* The store is there and cannot be used. */
    CATFOLLOW_IMAGE_STORE
};

/* Returns the answer as an algorithm's error code, docs/other-programs.md. */
static inline const char *catfollow_image_code(enum catfollow_image_answer answer)
{
    return answer == CATFOLLOW_IMAGE_NOT_FOUND ? "NOT_FOUND"
        : answer == CATFOLLOW_IMAGE_CORRUPT    ? "CORRUPT"
        : answer == CATFOLLOW_IMAGE_STORE      ? "STORE"
                                               : "OK";
}

/* An image store, opened once for all its images. Fields are for reading. One thread. */
struct catfollow_images {
    char path[PATH_MAX];
    /* What is wrong when an answer is not CATFOLLOW_IMAGE_LEASED: one line. */
    char error[CATFOLLOW_ERROR_BYTES];
    /* Images at once; largest image, bytes. */
    int slots;
    uint64_t slot_bytes;

    /* Private. */
    const uint8_t *memory;
    uint64_t total_bytes, payloads;
    dev_t device;
    ino_t inode;
};

/* An image of a store, in place, until it is released. */
struct catfollow_image {
    /* CATFOLLOW_STORE_ARRAY, or CATFOLLOW_STORE_JPEG: then `pixels` are a file's bytes, and what is said below of
     * channels, stride and order does not count. */
    int encoding;
    /* Pixels. */
    int width, height;
    /* 1 or 3; bytes from one row to the next; of three channels CATFOLLOW_STORE_RGB or CATFOLLOW_STORE_BGR. */
    int channels, stride, order;
    /* Read-only; a JPEG file's, or rows. */
    const uint8_t *pixels;
    size_t length;

    /* Private. */
    int slot, lock_fd;
    pid_t owner;
};

__attribute__((format(printf, 3, 4))) static inline enum catfollow_image_answer catfollow_images_fail(
    struct catfollow_images *images, enum catfollow_image_answer answer, const char *format, ...)
{
    __builtin_va_list arguments;
    __builtin_va_start(arguments, format);
    vsnprintf(images->error, sizeof images->error, format, arguments);
    __builtin_va_end(arguments);
    return answer;
}

/* Returns whether a number of the store's header is not what it must be, and says so. */
static inline int catfollow_images_differ(
    struct catfollow_images *images, const char *what, int64_t expected, int64_t actual)
{
    if (expected == actual) {
        return 0;
    }
    catfollow_images_fail(images, CATFOLLOW_IMAGE_STORE,
        "cannot read image store %s: %s expected=%" PRId64 " actual=%" PRId64 "; start its runner again", images->path,
        what, expected, actual);
    return 1;
}

/* Returns 0 when the header is good; `head` ends with its checksum. */
static inline int catfollow_images_check(struct catfollow_images *images, const uint8_t *head, int64_t file_bytes)
{
    const uint64_t magic = (uint64_t)catfollow_long_at(head, CATFOLLOW_STORE_MAGIC);
    const int slots = catfollow_int_at(head, CATFOLLOW_STORE_SLOT_COUNT);
    const int64_t slot_bytes = catfollow_long_at(head, CATFOLLOW_STORE_SLOT_BYTES);
    const uint32_t sum = catfollow_crc32c(
        head + CATFOLLOW_STORE_LAYOUT_VERSION, CATFOLLOW_STORE_CHECKSUM - CATFOLLOW_STORE_LAYOUT_VERSION);
    char made_text[40], current_text[40];
    if (magic != CATFOLLOW_STORE_MAGIC_VALUE) {
        catfollow_images_fail(images, CATFOLLOW_IMAGE_STORE,
            "cannot read image store %s: it is none (magic expected=%016" PRIx64 " actual=%016" PRIx64
            "); name another file",
            images->path, (uint64_t)CATFOLLOW_STORE_MAGIC_VALUE, magic);
        return -1;
    }
    if (catfollow_images_differ(images, "ready", 1, catfollow_long_at(head, CATFOLLOW_STORE_READY)) ||
        catfollow_images_differ(images, "layout version", CATFOLLOW_STORE_VERSION,
            catfollow_int_at(head, CATFOLLOW_STORE_LAYOUT_VERSION)) ||
        catfollow_images_differ(
            images, "checksum", sum, (uint32_t)catfollow_int_at(head, CATFOLLOW_STORE_CHECKSUM))) {
        return -1;
    }
    if (slots < 1 || slots > CATFOLLOW_STORE_MOST_SLOTS || slot_bytes < 1 ||
        slot_bytes > CATFOLLOW_STORE_LARGEST_SLOT || slot_bytes % CATFOLLOW_PAYLOAD_ALIGNMENT != 0) {
        catfollow_images_fail(images, CATFOLLOW_IMAGE_STORE,
            "cannot read image store %s: %d slots of %" PRId64 " bytes make no sense; start its runner again",
            images->path, slots, slot_bytes);
        return -1;
    }
    images->slots = slots;
    images->slot_bytes = (uint64_t)slot_bytes;
    images->payloads = catfollow_align_up(
        CATFOLLOW_STORE_HEADERS + (uint64_t)slots * CATFOLLOW_STORE_HEADER_BYTES, CATFOLLOW_SECTION_ALIGNMENT);
    images->total_bytes = images->payloads + (uint64_t)slots * images->slot_bytes;
    if (catfollow_images_differ(images, "total bytes", (int64_t)images->total_bytes,
            catfollow_long_at(head, CATFOLLOW_STORE_TOTAL_BYTES)) ||
        catfollow_images_differ(images, "file length", (int64_t)images->total_bytes, file_bytes)) {
        return -1;
    }
    if (catfollow_is_other_boot(head + CATFOLLOW_STORE_BOOT_ID, made_text, current_text)) {
        catfollow_images_fail(images, CATFOLLOW_IMAGE_STORE,
            "cannot read image store %s: it was made in another boot of this machine (boot id expected=%s actual=%s);"
            " start its runner again",
            images->path, current_text, made_text);
        return -1;
    }
    return 0;
}

/*
 * Opens the runner's store. path: NULL for CAT_FOLLOW_IMAGES, which the runner sets; without it the one beside the
 * region, see catfollow_path. Returns CATFOLLOW_IMAGE_LEASED, or another answer with one line in images->error and
 * nothing to close.
 */
static inline enum catfollow_image_answer catfollow_images_open(struct catfollow_images *images, const char *path)
{
    struct stat status;
    uint8_t head[CATFOLLOW_STORE_CHECKSUM + 4];
    char chosen[PATH_MAX];
    void *memory = MAP_FAILED;
    int fd, fits;
    if (path == NULL || path[0] == 0) {
        path = getenv("CAT_FOLLOW_IMAGES");
    }
    /* First, as it may be images->path. */
    fits = catfollow_path(chosen, path, path != NULL && path[0] != 0 ? "" : ".images");
    memset(images, 0, sizeof *images);
    if (!fits) {
        return catfollow_images_fail(images, CATFOLLOW_IMAGE_STORE,
            "the path of the image store is longer than %d bytes", PATH_MAX - 1);
    }
    memcpy(images->path, chosen, sizeof chosen);
    /* Not to wait for ever where a pipe lies there. */
    fd = open(images->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return errno == ENOENT
            ? catfollow_images_fail(images, CATFOLLOW_IMAGE_NOT_FOUND,
                  "there is no image store at %s; does its runner run?", images->path)
            : catfollow_images_fail(images, CATFOLLOW_IMAGE_STORE, "cannot read image store %s: %s (errno %d)",
                  images->path, strerror(errno), errno);
    }
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < CATFOLLOW_STORE_HEADERS ||
        pread(fd, head, sizeof head, 0) != (ssize_t)sizeof head) {
        close(fd);
        return catfollow_images_fail(images, CATFOLLOW_IMAGE_STORE,
            "cannot read image store %s: it is none, or shorter than %d bytes; name another file", images->path,
            CATFOLLOW_STORE_HEADERS);
    }
    /* It is renamed into place when it is complete, so `ready` is 1 from the first look on. */
    if (catfollow_images_check(images, head, status.st_size) == 0) {
        memory = mmap(NULL, images->total_bytes, PROT_READ, MAP_SHARED, fd, 0);
        if (memory == MAP_FAILED) {
            catfollow_images_fail(images, CATFOLLOW_IMAGE_STORE, "cannot map image store %s: %s", images->path,
                strerror(errno));
        }
    }
    close(fd);
    if (memory == MAP_FAILED) {
        return CATFOLLOW_IMAGE_STORE;
    }
    images->memory = (const uint8_t *)memory;
    images->device = status.st_dev;
    images->inode = status.st_ino;
    return CATFOLLOW_IMAGE_LEASED;
}

/* Lets go of the store, after all its images; twice, or for a struct of zeroes, does nothing. */
static inline void catfollow_images_close(struct catfollow_images *images)
{
    if (images->memory != NULL) {
        munmap((void *)(uintptr_t)images->memory, images->total_bytes);
        images->memory = NULL;
    }
}

/*
 * Returns whether the store that is open is the one that lies at its path, whole. A run that follows on one that was
 * killed makes another there, with the same keys.
 */
static inline enum catfollow_image_answer catfollow_images_current(struct catfollow_images *images)
{
    struct stat status;
    if (images->memory == NULL) {
        return catfollow_images_fail(images, CATFOLLOW_IMAGE_STORE, "no image store is open");
    }
    if (stat(images->path, &status) != 0) {
        return catfollow_images_fail(images, errno == ENOENT ? CATFOLLOW_IMAGE_NOT_FOUND : CATFOLLOW_IMAGE_STORE,
            "there is no image store at %s any more: %s", images->path, strerror(errno));
    }
    if (status.st_dev != images->device || status.st_ino != images->inode) {
        return catfollow_images_fail(images, CATFOLLOW_IMAGE_NOT_FOUND,
            "another image store lies at %s by now; close this one and open that", images->path);
    }
    if ((uint64_t)status.st_size < images->total_bytes) {
        catfollow_images_differ(images, "file length", (int64_t)images->total_bytes, status.st_size);
        return CATFOLLOW_IMAGE_STORE;
    }
    return CATFOLLOW_IMAGE_LEASED;
}

static inline const uint8_t *catfollow_image_header(const struct catfollow_images *images, int slot)
{
    return images->memory + CATFOLLOW_STORE_HEADERS + (size_t)slot * CATFOLLOW_STORE_HEADER_BYTES;
}

static inline const int64_t *catfollow_image_sequence(const struct catfollow_images *images, int slot)
{
    return (const int64_t *)(const void *)(catfollow_image_header(images, slot) + CATFOLLOW_STORE_SEQUENCE);
}

/*
 * Returns whether the slot holds the image of a key; if so its header and sequence. The runner's side, ImageStore: an
 * odd sequence, a full fence, header and pixels, an even sequence by release.
 */
static inline int catfollow_image_is(const struct catfollow_images *images, int slot, const char *key, size_t key_bytes,
    uint8_t header[CATFOLLOW_STORE_HEADER_BYTES], int64_t *sequence)
{
    /* Pairs with the release of the even sequence: who sees it sees the header. */
    *sequence = __atomic_load_n(catfollow_image_sequence(images, slot), __ATOMIC_ACQUIRE);
    if (*sequence & 1) {
        return 0;
    }
    memcpy(header, catfollow_image_header(images, slot), CATFOLLOW_STORE_HEADER_BYTES);
    /* orders: header loads BEFORE sequence load below; pairs with the full fence after the odd sequence */
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    return __atomic_load_n(catfollow_image_sequence(images, slot), __ATOMIC_RELAXED) == *sequence &&
        catfollow_int_at(header, CATFOLLOW_STORE_IMAGE_BYTES) != 0 &&
        catfollow_int_at(header, CATFOLLOW_STORE_KEY_BYTES) == (int)key_bytes &&
        memcmp(header + CATFOLLOW_STORE_KEY, key, key_bytes) == 0;
}

/* F_OFD_SETLK on a slot's byte: shared with other readers, never with the runner that writes. */
static inline int catfollow_image_lock(int lock_fd, int slot, short kind)
{
    struct flock lock;
    memset(&lock, 0, sizeof lock);
    lock.l_type = kind;
    lock.l_whence = SEEK_SET;
    lock.l_start = CATFOLLOW_STORE_FIRST_LEASE + slot;
    lock.l_len = 1;
    return fcntl(lock_fd, F_OFD_SETLK, &lock);
}

/* Gives a slot back: by unlocking, as a forked child may have the same opening of the lock file. */
static inline void catfollow_image_unlock(int lock_fd, int slot)
{
    const int wrong = errno;
    catfollow_image_lock(lock_fd, slot, F_UNLCK);
    close(lock_fd);
    errno = wrong;
}

/*
 * Gives an image back; twice does nothing. A forked child has its parent's images too, and they stay for as long as
 * either has them: the child releases its own, which leaves the parent's.
 */
static inline void catfollow_image_release(struct catfollow_image *image)
{
    if (image->pixels == NULL) {
        return;
    }
    if (image->owner == getpid()) {
        catfollow_image_unlock(image->lock_fd, image->slot);
    } else {
        close(image->lock_fd);
    }
    image->pixels = NULL;
}

/* Fills in what a checked header says; or the answer is CATFOLLOW_IMAGE_CORRUPT. */
static inline enum catfollow_image_answer catfollow_image_read(
    struct catfollow_images *images, const char *key, const uint8_t *header, struct catfollow_image *image)
{
    const int length = catfollow_int_at(header, CATFOLLOW_STORE_IMAGE_BYTES);
    int is_sized, is_array;
    image->encoding = catfollow_int_at(header, CATFOLLOW_STORE_ENCODING);
    image->width = catfollow_int_at(header, CATFOLLOW_STORE_WIDTH_PIXELS);
    image->height = catfollow_int_at(header, CATFOLLOW_STORE_HEIGHT_PIXELS);
    image->channels = catfollow_int_at(header, CATFOLLOW_STORE_CHANNELS);
    image->stride = catfollow_int_at(header, CATFOLLOW_STORE_STRIDE_BYTES);
    image->order = catfollow_int_at(header, CATFOLLOW_STORE_ORDER);
    image->length = (size_t)length;
    /* From here on positive, so that nothing overflows. */
    is_sized = length >= 1 && (uint64_t)length <= images->slot_bytes && image->width >= 1 && image->height >= 1;
    is_array = is_sized && image->encoding == CATFOLLOW_STORE_ARRAY &&
        (image->channels == 1 ||
            (image->channels == 3 &&
                (image->order == CATFOLLOW_STORE_RGB || image->order == CATFOLLOW_STORE_BGR))) &&
        image->stride >= (int64_t)image->width * image->channels &&
        (int64_t)image->stride * (image->height - 1) + (int64_t)image->width * image->channels <= length;
    if (!is_sized || (image->encoding != CATFOLLOW_STORE_JPEG && !is_array)) {
        return catfollow_images_fail(images, CATFOLLOW_IMAGE_CORRUPT,
            "image '%s' of %s says encoding=%d, %dx%d, channels=%d, order=%d, bytes a row=%d and bytes=%d: they do not"
            " fit",
            key, images->path, image->encoding, image->width, image->height, image->channels, image->order,
            image->stride, length);
    }
    return CATFOLLOW_IMAGE_LEASED;
}

/*
 * Takes a found slot for reading, with an opening of its own, as a lock belongs to the opening. Returns the opening;
 * or -1 with errno, EAGAIN where the runner is about to write or has written since.
 */
static inline int catfollow_image_take(
    const struct catfollow_images *images, const char *lock_path, int slot, int64_t sequence)
{
    const int lock_fd = open(lock_path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (lock_fd < 0) {
        return -1;
    }
    if (catfollow_image_lock(lock_fd, slot, F_RDLCK) == 0) {
        /*
         * orders: taking the lock BEFORE sequence load. The runner writes only while it has the byte alone, and
         * unlocks after its last store: with the sequence that was found, nothing was written since, nor will be.
         */
        __atomic_thread_fence(__ATOMIC_SEQ_CST);
        if (__atomic_load_n(catfollow_image_sequence(images, slot), __ATOMIC_ACQUIRE) == sequence) {
            return lock_fd;
        }
        errno = EAGAIN;
    }
    catfollow_image_unlock(lock_fd, slot);
    return -1;
}

/* NOT_FOUND, with a key that was given from outside. */
static inline enum catfollow_image_answer catfollow_image_missing(struct catfollow_images *images, const char *key)
{
    char shown[CATFOLLOW_STORE_LONGEST_KEY + 1];
    const size_t length = strlen(key);
    if (length < 1 || length > CATFOLLOW_STORE_LONGEST_KEY) {
        return catfollow_images_fail(images, CATFOLLOW_IMAGE_NOT_FOUND, "a key has 1 to %d bytes, not %zu",
            CATFOLLOW_STORE_LONGEST_KEY, length);
    }
    for (size_t at = 0; at <= length; at++) {
        shown[at] = key[at] != 0 && ((uint8_t)key[at] < 32 || key[at] == 127) ? '?' : key[at];
    }
    return catfollow_images_fail(
        images, CATFOLLOW_IMAGE_NOT_FOUND, "there is no image '%s' in %s", shown, images->path);
}

/*
 * Leases the image of a key; it stays as it is until catfollow_image_release, or until this process ends, however it
 * ends (and each that it has forked meanwhile). `image` holds none: release that first. One that the runner is just
 * writing is not there yet; for a slot that it is about to take two seconds are waited, at most. Answers other than
 * CATFOLLOW_IMAGE_LEASED come with one line in images->error, and there is nothing to release. NOT_FOUND may also
 * mean that another store lies at the path by now: whoever outlives a runner opens that.
 */
static inline enum catfollow_image_answer catfollow_image_lease(
    struct catfollow_images *images, const char *key, struct catfollow_image *image)
{
    const struct timespec moment = {0, 200000};
    const int64_t deadline = catfollow_now_nanos() + INT64_C(2000000000);
    const size_t key_bytes = strlen(key);
    char lock_path[PATH_MAX + 8];
    uint8_t header[CATFOLLOW_STORE_HEADER_BYTES];
    int64_t sequence = 0;
    enum catfollow_image_answer answer = CATFOLLOW_IMAGE_NOT_FOUND;
    memset(image, 0, sizeof *image);
    snprintf(lock_path, sizeof lock_path, "%s.lock", images->path);
    do {
        int slot = 0;
        answer = catfollow_images_current(images);
        if (answer != CATFOLLOW_IMAGE_LEASED) {
            return answer;
        }
        if (key_bytes < 1 || key_bytes > CATFOLLOW_STORE_LONGEST_KEY) {
            return catfollow_image_missing(images, key);
        }
        while (slot < images->slots && !catfollow_image_is(images, slot, key, key_bytes, header, &sequence)) {
            slot++;
        }
        if (slot >= images->slots) {
            return catfollow_image_missing(images, key);
        }
        image->lock_fd = catfollow_image_take(images, lock_path, slot, sequence);
        if (image->lock_fd >= 0) {
            /* Again, as the lock may be one beside another store. */
            answer = catfollow_images_current(images);
            if (answer == CATFOLLOW_IMAGE_LEASED) {
                answer = catfollow_image_read(images, key, header, image);
            }
            if (answer != CATFOLLOW_IMAGE_LEASED) {
                catfollow_image_unlock(image->lock_fd, slot);
                return answer;
            }
            image->slot = slot;
            image->owner = getpid();
            image->pixels = images->memory + images->payloads + (uint64_t)slot * images->slot_bytes;
            return answer;
        }
        if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
            return catfollow_images_fail(images, errno == ENOENT ? CATFOLLOW_IMAGE_NOT_FOUND : CATFOLLOW_IMAGE_STORE,
                "cannot lock %s: %s (errno %d)", lock_path, strerror(errno), errno);
        }
        nanosleep(&moment, NULL);
    } while (catfollow_now_nanos() < deadline);
    return catfollow_images_fail(images, CATFOLLOW_IMAGE_STORE,
        "the runner has been writing image '%s' of %s for 2 s; does it hang?", key, images->path);
}

#ifdef __cplusplus
}
#endif

#endif
