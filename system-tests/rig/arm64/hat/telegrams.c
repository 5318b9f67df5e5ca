/*
 * Asks the kernel for a Robot HAT as Pi4J's libraries do: plain writes and reads of the I2C device, lines of
 * the GPIO chip. A line on standard input is a telegram, a line on standard output the answer: what was read,
 * "ok", "none" for no echo, or the errno's name.
 *
 *   write REGISTER VALUE | adc CHANNEL | pin GPIO LEVEL | echo
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/i2c-dev.h>
#include <math.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { HAT_ADDRESS = 0x14, TRIGGER = 27, ECHO = 22, LINES = 64 };

static const int64_t trigger_nanos = 10000, edge_nanos = 900000000;
static const uint64_t longest_echo_nanos = 20000000;

static int bus, chip, echo_line;
static int pins[LINES];

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void say_errno(void) { puts(strerrorname_np(errno)); }

static void write_register(int reg, int value) {
    uint8_t telegram[] = {(uint8_t)reg, (uint8_t)(value >> 8), (uint8_t)value};
    if (write(bus, telegram, sizeof telegram) == sizeof telegram) {
        puts("ok");
    } else {
        say_errno();
    }
}

static void read_adc(int channel) {
    uint8_t telegram[] = {(uint8_t)(0x10 | (7 - channel)), 0, 0}, answer[2];
    if (write(bus, telegram, sizeof telegram) == sizeof telegram && read(bus, answer, sizeof answer) == sizeof answer) {
        printf("%d\n", answer[0] << 8 | answer[1]);
    } else {
        say_errno();
    }
}

static int set_pin(int gpio, int level) {
    if (pins[gpio] == 0) {
        struct gpiohandle_request request = {
            .lineoffsets = {(uint32_t)gpio}, .flags = GPIOHANDLE_REQUEST_OUTPUT, .lines = 1, .default_values = {(uint8_t)level}};
        if (ioctl(chip, GPIO_GET_LINEHANDLE_IOCTL, &request) != 0) {
            return -1;
        }
        pins[gpio] = request.fd;
        return 0;
    }
    struct gpiohandle_data data = {.values = {(uint8_t)level}};
    return ioctl(pins[gpio], GPIOHANDLE_SET_LINE_VALUES_IOCTL, &data);
}

/* Returns 1 with the edge, 0 when none came in time, -1 with errno. */
static int next_edge(int64_t wait_nanos, struct gpioevent_data *edge) {
    struct pollfd poll = {.fd = echo_line, .events = POLLIN};
    struct timespec time = {.tv_nsec = wait_nanos};
    int ready = ppoll(&poll, 1, &time, NULL);
    return ready <= 0 ? ready : read(echo_line, edge, sizeof *edge) == sizeof *edge ? 1 : -1;
}

static void ping(void) {
    struct gpioevent_data edge;
    int came;
    while ((came = next_edge(0, &edge)) > 0) {
    }
    if (came < 0 || set_pin(TRIGGER, 1) != 0) {
        say_errno();
        return;
    }
    for (int64_t end = now() + trigger_nanos; now() < end;) {
    }
    set_pin(TRIGGER, 0);
    /* Both edges come, of an echo or of silence, and say when they were: so it may be late. */
    struct gpioevent_data edges[2];
    for (int i = 0; i < 2; i++) {
        came = next_edge(edge_nanos, &edges[i]);
        if (came <= 0) {
            puts(came < 0 ? strerrorname_np(errno) : "no edge");
            return;
        }
    }
    uint64_t high = edges[1].timestamp - edges[0].timestamp;
    if (high < longest_echo_nanos) {
        printf("%.0f\n", (double)high * 1e-9 * 343.30 / 2 * 100);
    } else {
        puts("none");
    }
}

static int ready(void) {
    struct gpioevent_request request = {.lineoffset = ECHO,
                                        .handleflags = GPIOHANDLE_REQUEST_INPUT | GPIOHANDLE_REQUEST_BIAS_PULL_DOWN,
                                        .eventflags = GPIOEVENT_REQUEST_BOTH_EDGES};
    bus = open("/dev/i2c-1", O_RDWR);
    chip = open("/dev/gpiochip0", O_RDWR);
    if (bus < 0 || chip < 0 || ioctl(bus, I2C_SLAVE, HAT_ADDRESS) != 0 ||
        ioctl(chip, GPIO_GET_LINEEVENT_IOCTL, &request) != 0) {
        return 0;
    }
    echo_line = request.fd;
    return 1;
}

int main(void) {
    char line[80];
    int first, second;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!ready()) {
        perror("the HAT cannot be opened");
        return 1;
    }
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (sscanf(line, "write %d %d", &first, &second) == 2) {
            write_register(first, second);
        } else if (sscanf(line, "adc %d", &first) == 1) {
            read_adc(first);
        } else if (sscanf(line, "pin %d %d", &first, &second) == 2 && first >= 0 && first < LINES) {
            puts(set_pin(first, second) == 0 ? "ok" : strerrorname_np(errno));
        } else if (strcmp(line, "echo\n") == 0) {
            ping();
        } else {
            fprintf(stderr, "no telegram: %s", line);
            return 2;
        }
    }
    return 0;
}
