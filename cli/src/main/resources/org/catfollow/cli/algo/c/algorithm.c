/*
 * How bright a picture is, and how sharp.
 *
 * `brightness` is the mean luma, 0 to 255. `blur` is the variance of the Laplacian: high in a picture with edges, low
 * in one that is blurred or empty.
 *
 * One JSON object a line comes on standard input, and one goes back on standard output; all that is for people goes
 * to standard error. compile.sh makes a program of this.
 */
#include "catfollow.h"

#include <jansson.h>

enum { LARGEST_SIDE = 65535, MOST_DIGITS = 18 };

/* Rows of pixels somewhere in memory; `order` as in struct catfollow_image. */
struct picture {
    const uint8_t *pixels;
    int width, height, stride, channels, order;
};

static json_t *failure(const char *code, const char *message)
{
    json_t *answer = json_pack("{s:s, s:s, s:s}", "status", "ERROR", "code", code, "message", message);
    /* A path in the message that is no UTF-8. */
    return answer != NULL ? answer : json_pack("{s:s, s:s, s:s}", "status", "ERROR", "code", code, "message", code);
}

/* Luma of a pixel as in ITU-R BT.601, 0 to 255. */
static int luma(const struct picture *picture, int x, int y)
{
    const uint8_t *pixel = picture->pixels + (size_t)y * (size_t)picture->stride + (size_t)x * (size_t)picture->channels;
    const int first = picture->order == CATFOLLOW_STORE_BGR ? 2 : 0;
    return picture->channels == 1 ? pixel[0]
                                  : (299 * pixel[first] + 587 * pixel[1] + 114 * pixel[2 - first] + 500) / 1000;
}

static double brightness(const struct picture *picture)
{
    int64_t sum = 0;
    for (int y = 0; y < picture->height; y++) {
        for (int x = 0; x < picture->width; x++) {
            sum += luma(picture, x, y);
        }
    }
    return (double)sum / picture->width / picture->height;
}

/* Of all pixels but those at the rim. */
static double variance_of_laplacian(const struct picture *picture)
{
    double sum = 0, squares = 0;
    const double count = (double)(picture->width - 2) * (picture->height - 2);
    if (picture->width < 3 || picture->height < 3) {
        return 0;
    }
    for (int y = 1; y < picture->height - 1; y++) {
        for (int x = 1; x < picture->width - 1; x++) {
            const int edge = luma(picture, x - 1, y) + luma(picture, x + 1, y) + luma(picture, x, y - 1) +
                luma(picture, x, y + 1) - 4 * luma(picture, x, y);
            sum += edge;
            squares += (double)edge * edge;
        }
    }
    return squares / count - sum / count * (sum / count);
}

static json_t *judged(const struct picture *picture, double darkest)
{
    const double mean = brightness(picture);
    return json_pack("{s:s, s:{s:f, s:f, s:b}}", "status", "OK", "data", "brightness", mean, "blur",
        variance_of_laplacian(picture), "dark", mean < darkest);
}

static json_t *judge_if_sized(const struct picture *picture, int width, int height, double darkest)
{
    char message[120];
    if (picture->width != width || picture->height != height) {
        snprintf(message, sizeof message, "the image has %dx%d pixels, and image_meta says %dx%d", picture->width,
            picture->height, width, height);
        return failure("CORRUPT", message);
    }
    return judged(picture, darkest);
}

/* An image of the runner's store: it stays as it is until it is released. */
static json_t *of_store(const char *key, int width, int height, double darkest)
{
    static struct catfollow_images images;
    struct catfollow_image image;
    enum catfollow_image_answer answer = CATFOLLOW_IMAGE_LEASED;
    json_t *result;
    if (images.memory == NULL) {
        answer = catfollow_images_open(&images, NULL);
    }
    if (answer == CATFOLLOW_IMAGE_LEASED) {
        answer = catfollow_image_lease(&images, key, &image);
    }
    if (answer != CATFOLLOW_IMAGE_LEASED) {
        return failure(catfollow_image_code(answer), images.error);
    }
    if (image.encoding == CATFOLLOW_STORE_JPEG) {
        result = failure("NO_DECODER", "it is a JPEG file; run without --keep-jpeg");
    } else {
        const struct picture picture = {
            image.pixels, image.width, image.height, image.stride, image.channels, image.order};
        result = judge_if_sized(&picture, width, height, darkest);
    }
    catfollow_image_release(&image);
    return result;
}

/* A live frame (--live-ids): it may be overwritten while it is looked at. */
static json_t *of_ring(int64_t id, int width, int height, double darkest)
{
    static struct catfollow_region region;
    struct catfollow_frame frame;
    enum catfollow_answer answer;
    json_t *result;
    if (getenv("CAT_FOLLOW_IMAGES") != NULL && getenv("CAT_FOLLOW_REGION") == NULL) {
        return failure("NOT_FOUND", "this runner has no live ring: CAT_FOLLOW_REGION is not set");
    }
    if (region.memory == NULL && catfollow_attach(&region, NULL, 0) != 0) {
        return failure("REGION", region.error);
    }
    if (catfollow_is_lost(&region)) {
        catfollow_release(&region);
        return failure("REGION", "the robot was taken down");
    }
    answer = catfollow_open(&region, id, &frame);
    if (answer != CATFOLLOW_OPEN) {
        return answer == CATFOLLOW_CORRUPT ? failure("CORRUPT", "the frame's header makes no sense")
                                           : failure("NOT_FOUND", "the ring does not have that frame, or no longer");
    }
    {
        const struct picture picture = {
            frame.pixels, frame.width, frame.height, frame.stride, frame.channels, CATFOLLOW_STORE_BGR};
        result = judge_if_sized(&picture, width, height, darkest);
    }
    if (!catfollow_still_valid(&region, &frame)) {
        json_decref(result);
        return failure("OVERWRITTEN", "the frame was overwritten while it was used");
    }
    return result;
}

static json_t *execute(json_t *call)
{
    const char *id = NULL;
    json_int_t width = 0, height = 0;
    double darkest = 0;
    json_error_t wrong;
    if (json_unpack_ex(call, &wrong, 0, "{s:s, s:{s:I, s:I}, s?{s?F}}", "shared_mem_id", &id, "image_meta", "width",
            &width, "height", &height, "user_params", "darkest", &darkest) != 0) {
        return failure("PROTOCOL", wrong.text);
    }
    if (width < 1 || height < 1) {
        return failure("EMPTY", "image_meta says a size that is not over 0");
    }
    if (width > LARGEST_SIDE || height > LARGEST_SIDE) {
        return failure("TOO_LARGE", "image_meta says a size that no image has");
    }
    if (strncmp(id, "ring:", 5) == 0) {
        const char *digits = id + 5;
        const size_t count = strspn(digits, "0123456789");
        return count == 0 || count > MOST_DIGITS || digits[count] != 0
            ? failure("BAD_ID", "'ring:' without the number of a frame")
            : of_ring(strtoll(digits, NULL, 10), (int)width, (int)height, darkest);
    }
    return of_store(id, (int)width, (int)height, darkest);
}

static json_t *answer_to(json_t *call)
{
    const char *name = json_string_value(json_object_get(call, "call"));
    if (name != NULL && strcmp(name, "execute") == 0) {
        return execute(call);
    }
    return name != NULL && strcmp(name, "pre_execute") == 0 ? json_pack("{s:s}", "status", "OK")
                                                            : failure("PROTOCOL", "no such call");
}

int main(void)
{
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        json_error_t wrong;
        json_t *call = json_loads(line, 0, &wrong), *answer, *id;
        if (call == NULL) {
            /* Nobody knows which call it was, to be answered: the end is, and this is what the runner says of it. */
            fprintf(stderr, "the call is no JSON that I can read: %s\n", wrong.text);
            return 1;
        }
        answer = answer_to(call);
        id = json_object_get(call, "id");
        json_object_set_new(answer, "id", id != NULL ? json_incref(id) : json_null());
        if (json_dumpf(answer, stdout, JSON_COMPACT) != 0 || putchar('\n') == EOF || fflush(stdout) != 0) {
            return 1;
        }
        json_decref(answer);
        json_decref(call);
    }
    free(line);
    return 0;
}
