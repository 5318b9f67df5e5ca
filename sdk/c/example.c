/*
 * Prints id, size and mean brightness of frames of a running robot.
 *
 *     gcc -std=c11 -O2 -Wall -Wextra -Werror -o example example.c
 *     ./example [FRAMES [REGION]]                  10 frames of the default region
 *
 * Exit codes: 0 done, 1 the region was lost or gave no frames, 2 usage, 3 no region to attach to.
 */
#include "catfollow.h"

static double mean_of(const struct catfollow_frame *frame)
{
    uint64_t sum = 0;
    const int row = frame->width * frame->channels;
    for (int y = 0; y < frame->height; y++) {
        const uint8_t *pixels = frame->pixels + (size_t)y * (size_t)frame->stride;
        for (int x = 0; x < row; x++) {
            sum += pixels[x];
        }
    }
    return (double)sum / row / frame->height;
}

int main(int count, char **arguments)
{
    static struct catfollow_region region;
    struct catfollow_frame frame;
    char *end = NULL;
    long wanted = count > 1 ? strtol(arguments[1], &end, 10) : 10;
    if (count > 3 || wanted < 1 || (end != NULL && *end != 0)) {
        fprintf(stderr, "usage: example [FRAMES [REGION]], FRAMES from 1\n");
        return 2;
    }
    if (catfollow_attach(&region, count > 2 ? arguments[2] : NULL, 5000) != 0) {
        fprintf(stderr, "%s\n", region.error);
        return 3;
    }
    while (wanted > 0) {
        enum catfollow_answer answer = catfollow_next(&region, &frame, 5000);
        double mean;
        if (answer != CATFOLLOW_OPEN) {
            fprintf(stderr, "region %s %s\n", region.path,
                answer == CATFOLLOW_LOST ? "was removed or replaced" : "gave no frame within 5000 ms");
            catfollow_release(&region);
            return 1;
        }
        mean = mean_of(&frame);
        if (catfollow_still_valid(&region, &frame)) {
            printf("frame %" PRId64 " %dx%d brightness %.1f\n", frame.id, frame.width, frame.height, mean);
            fflush(stdout);
            wanted--;
        }
    }
    printf("lapped %" PRIu64 " skipped %" PRIu64 " torn %" PRIu64 "\n", region.lapped, region.skipped, region.torn);
    catfollow_release(&region);
    return 0;
}
