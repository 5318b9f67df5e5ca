/* Does what a test says, a line each, and answers by a line each: see CReaderTest. */
#include "catfollow.h"

static struct catfollow_region region;
static struct catfollow_frame frame;
static struct catfollow_images images;
static struct catfollow_image image;

static const char *name(enum catfollow_answer answer)
{
    switch (answer) {
    case CATFOLLOW_OPEN:
        return "OPEN";
    case CATFOLLOW_LAPPED:
        return "LAPPED";
    case CATFOLLOW_NOT_THERE:
        return "NOT_THERE";
    case CATFOLLOW_CORRUPT:
        return "CORRUPT";
    case CATFOLLOW_TIMED_OUT:
        return "TIMED_OUT";
    case CATFOLLOW_LOST:
        return "LOST";
    }
    return "?";
}

/* Whether the opened frame's bytes are those that the test's Camera writes. */
static int is_pattern(void)
{
    for (int y = 0; y < frame.height; y++) {
        for (int k = 0; k < frame.stride; k++) {
            if (frame.pixels[(size_t)y * (size_t)frame.stride + (size_t)k] != (uint8_t)(7 * y + 3 * k + 50 * frame.id)) {
                return 0;
            }
        }
    }
    return 1;
}

static void answer_image(enum catfollow_image_answer answer)
{
    printf("%s%s%s\n", catfollow_image_code(answer), answer == CATFOLLOW_IMAGE_LEASED ? "" : " ",
        answer == CATFOLLOW_IMAGE_LEASED ? "" : images.error);
}

/* Forks a child that releases the parent's image and stays. */
static void answer_forked(void)
{
    int said[2];
    char byte = 0;
    pid_t child = pipe(said) == 0 ? fork() : -1;
    if (child == 0) {
        catfollow_image_release(&image);
        if (write(said[1], "x", 1) == 1) {
            pause();
        }
        _exit(0);
    }
    printf("%d %d\n", (int)child, child > 0 && read(said[0], &byte, 1) == 1);
    close(said[0]);
    close(said[1]);
}

static void answer_line(char *line)
{
    if (strncmp(line, "attach ", 7) == 0) {
        catfollow_release(&region);
        printf("%s\n", catfollow_attach(&region, line + 7, 20) == 0 ? "attached" : region.error);
    } else if (strncmp(line, "open ", 5) == 0) {
        printf("%s\n", name(catfollow_open(&region, strtoll(line + 5, NULL, 10), &frame)));
    } else if (strncmp(line, "next ", 5) == 0) {
        enum catfollow_answer answer = catfollow_next(&region, &frame, atoi(line + 5));
        printf("%s %" PRId64 "\n", name(answer), answer == CATFOLLOW_OPEN ? frame.id : 0);
    } else if (strcmp(line, "frame") == 0) {
        printf("%" PRId64 " %" PRId64 " %" PRId64 " %dx%d %d %d %d %d %d\n", frame.id, frame.capture_nanos,
            frame.source_index, frame.width, frame.height, frame.stride, frame.format, frame.channels,
            frame.camera_id, frame.capture_epoch);
    } else if (strcmp(line, "pattern") == 0) {
        printf("%d\n", is_pattern());
    } else if (strcmp(line, "valid") == 0) {
        printf("%d\n", catfollow_still_valid(&region, &frame));
    } else if (strcmp(line, "newest") == 0) {
        printf("%" PRId64 " %" PRId64 "\n", catfollow_newest_frame(&region), catfollow_oldest_frame(&region));
    } else if (strcmp(line, "counts") == 0) {
        printf("%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", region.lapped, region.skipped, region.torn,
            region.mismatched);
    } else if (strncmp(line, "images ", 7) == 0) {
        catfollow_images_close(&images);
        answer_image(catfollow_images_open(&images, line + 7));
    } else if (strcmp(line, "reopen") == 0) {
        catfollow_images_close(&images);
        answer_image(catfollow_images_open(&images, images.path));
    } else if (strncmp(line, "lease ", 6) == 0) {
        answer_image(catfollow_image_lease(&images, line + 6, &image));
    } else if (strcmp(line, "image") == 0) {
        printf("%d %dx%d %d %d %d %zu", image.encoding, image.width, image.height, image.channels, image.stride,
            image.order, image.length);
        for (size_t at = 0; at < image.length; at++) {
            printf(at % 5 == 0 ? " %d" : ",%d", image.pixels[at]);
        }
        printf("\n");
    } else if (strcmp(line, "release") == 0) {
        catfollow_image_release(&image);
        catfollow_image_release(&image);
        printf("released\n");
    } else if (strcmp(line, "fork") == 0) {
        answer_forked();
    } else {
        printf("what is '%s'?\n", line);
    }
}

int main(void)
{
    static char line[PATH_MAX + 16];
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = 0;
        answer_line(line);
        fflush(stdout);
    }
    return 0;
}
