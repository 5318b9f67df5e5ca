#define _GNU_SOURCE
#include "hat.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "layout.h"

enum { BATTERY_CHANNEL = 4, FLOOR_CHANNELS = 3, HIGHEST_READING = 4095 };
enum { LEFT_MOTOR = 0x20 + 13, RIGHT_MOTOR = 0x20 + 12 };

static const int64_t poll_nanos = 500000;
static const double adc_volts = 3.3, battery_divider = 3;

static char *memory;
static int file = -1;

static int64_t *word(int64_t at) { return (int64_t *)(memory + at); }

static int64_t get(int64_t at) { return __atomic_load_n(word(at), __ATOMIC_RELAXED); }

static double get_double(int64_t at) {
    int64_t bits = get(at);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

bool hat_open(const char *path) {
    const int64_t bytes = HAT_LOG + (int64_t)HAT_ENTRIES * HAT_ENTRY_BYTES;
    struct stat status;
    file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) {
        fprintf(stderr, "stand-in HAT %s: %s; make it first\n", path, strerror(errno));
        return false;
    }
    if (status.st_size != bytes) {
        fprintf(stderr, "stand-in HAT %s has %lld bytes, not %lld\n", path, (long long)status.st_size,
                (long long)bytes);
        return false;
    }
    void *mapped = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED) {
        fprintf(stderr, "stand-in HAT %s: %s\n", path, strerror(errno));
        return false;
    }
    memory = mapped;
    /* acquire: pairs with the release of who made it */
    int64_t magic = __atomic_load_n(word(HAT_MAGIC_AT), __ATOMIC_ACQUIRE);
    if (magic != HAT_MAGIC) {
        fprintf(stderr, "stand-in HAT %s begins with %llx, not %llx\n", path, (long long)magic,
                (long long)HAT_MAGIC);
        return false;
    }
    return true;
}

int hat_file(void) { return file; }

int64_t hat_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

void hat_await(int64_t nanos) {
    struct timespec until = {.tv_sec = nanos / 1000000000LL, .tv_nsec = nanos % 1000000000LL};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR) {
    }
}

/* Takes the next place in the order of the bus: no two processes have the same. */
static int64_t next_number(void) { return __atomic_add_fetch(word(HAT_LAST_ENTRY), 1, __ATOMIC_SEQ_CST); }

/* Stores the value of a register or pin, unless one of a later number is there. */
static void store(int64_t at, int64_t number, int value) {
    int64_t wanted = number << 16 | (value & 0xFFFF);
    int64_t seen = __atomic_load_n(word(at), __ATOMIC_SEQ_CST);
    while (seen >> 16 < number &&
           !__atomic_compare_exchange_n(word(at), &seen, wanted, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
    }
}

static int value(int64_t at) { return (int)(__atomic_load_n(word(at), __ATOMIC_SEQ_CST) & 0xFFFF); }

static int64_t register_at(int reg) { return HAT_REGISTERS + (int64_t)reg * HAT_WORD; }

static int64_t pin_at(int gpio) { return HAT_PINS + (int64_t)gpio * HAT_WORD; }

static void publish(int64_t number, int kind, int outcome, int at, int logged, int64_t nanos) {
    int64_t entry = HAT_LOG + (number & (HAT_ENTRIES - 1)) * HAT_ENTRY_BYTES;
    int64_t what = (int64_t)outcome << 48 | (int64_t)kind << 32 | (int64_t)(at & 0xFFFF) << 16 | (logged & 0xFFFF);
    __atomic_store_n(word(entry + HAT_NUMBER), 0, __ATOMIC_RELAXED);
    __atomic_thread_fence(__ATOMIC_RELEASE); /* orders: number := 0 BEFORE the fields below */
    __atomic_store_n(word(entry + HAT_NANOS), nanos, __ATOMIC_RELAXED);
    __atomic_store_n(word(entry + HAT_PID), getpid(), __ATOMIC_RELAXED);
    __atomic_store_n(word(entry + HAT_WHAT), what, __ATOMIC_RELAXED);
    /* release: who sees the number sees the fields; pairs with the acquire in StandInFile.read */
    __atomic_store_n(word(entry + HAT_NUMBER), number, __ATOMIC_RELEASE);
}

static int refused(int kind, int at, int logged) {
    publish(next_number(), kind, HAT_OUTCOME_REFUSED, at, logged, hat_now());
    return EREMOTEIO;
}

/* The kernel gives up after its time, or when the bus is free again. Returns whether it was stuck. */
static bool was_stuck(void) {
    int64_t stuck = get(HAT_STUCK_NANOS);
    if (stuck <= 0) {
        return false;
    }
    int64_t end = hat_now() + stuck;
    while (hat_now() < end && get(HAT_STUCK_NANOS) > 0) {
        hat_await(hat_now() + poll_nanos);
    }
    return true;
}

/* What comes before each transaction: the time it takes, or the bus that is stuck. */
static int transact(int kind, int at, int logged) {
    if (was_stuck()) {
        publish(next_number(), kind, HAT_OUTCOME_STUCK, at, logged, hat_now());
        return ETIMEDOUT;
    }
    int64_t slow = get(HAT_SLOW_NANOS);
    if (slow > 0) {
        hat_await(hat_now() + slow);
    }
    return 0;
}

/* Held in reset by its pin, or starting after it was reset by something else. */
static bool is_deaf(void) { return !hat_pin(HAT_RESET_GPIO) || hat_now() < get(HAT_DEAF_UNTIL); }

static bool take_failure(void) {
    int64_t left = get(HAT_FAIL_NEXT);
    while (left > 0) {
        if (__atomic_compare_exchange_n(word(HAT_FAIL_NEXT), &left, left - 1, false, __ATOMIC_SEQ_CST,
                                        __ATOMIC_SEQ_CST)) {
            return true;
        }
    }
    return false;
}

static bool refuses(int reg) {
    int64_t fault = get(HAT_WRITE_FAULT);
    bool motor = reg == LEFT_MOTOR || reg == RIGHT_MOTOR;
    return is_deaf() || fault == HAT_WRITE_FAULT_ALL || (fault == HAT_WRITE_FAULT_MOTORS && motor) ||
           take_failure();
}

int hat_write(int reg, int written) {
    int failure = transact(HAT_KIND_WRITE, reg, written);
    if (failure != 0) {
        return failure;
    }
    if (refuses(reg)) {
        return refused(HAT_KIND_WRITE, reg, written);
    }
    int64_t number = next_number();
    store(register_at(reg), number, written);
    publish(number, HAT_KIND_WRITE, HAT_OUTCOME_DONE, reg, written, hat_now());
    return 0;
}

int hat_select_analog(int channel) {
    int failure = transact(HAT_KIND_ANALOG, channel, 0);
    if (failure != 0) {
        return failure;
    }
    bool fails = get(HAT_ANALOG_FAULT) == HAT_ANALOG_FAULT_FAILS;
    return fails || is_deaf() || get(HAT_WRITE_FAULT) == HAT_WRITE_FAULT_ALL ? refused(HAT_KIND_ANALOG, channel, 0)
                                                                             : 0;
}

static uint32_t any_number(void) {
    uint32_t number = 0;
    return getrandom(&number, sizeof number, 0) == sizeof number ? number : (uint32_t)hat_now();
}

static int reading(int channel) {
    if (channel == BATTERY_CHANNEL) {
        return (int)floor(get_double(HAT_BATTERY_VOLTS) / battery_divider / adc_volts * HIGHEST_READING + 0.5);
    }
    return channel < FLOOR_CHANNELS ? (int)get(HAT_GRAYSCALE_0 + channel * HAT_WORD) : 0;
}

int hat_read_analog(int channel) {
    int read = get(HAT_ANALOG_FAULT) == HAT_ANALOG_FAULT_GARBAGE ? (int)(any_number() % (HIGHEST_READING + 1))
                                                                  : reading(channel);
    publish(next_number(), HAT_KIND_ANALOG, HAT_OUTCOME_DONE, channel, read, hat_now());
    return read;
}

int hat_probe(void) {
    if (was_stuck()) {
        return ETIMEDOUT;
    }
    return is_deaf() || get(HAT_WRITE_FAULT) == HAT_WRITE_FAULT_ALL ? EREMOTEIO : 0;
}

void hat_set_pin(int gpio, bool high, int64_t nanos) {
    int64_t number = next_number();
    store(pin_at(gpio), number, high);
    if (gpio == HAT_RESET_GPIO && !high) {
        for (int reg = 0; reg < HAT_REGISTER_COUNT; reg++) {
            store(register_at(reg), number, 0);
        }
    }
    publish(number, HAT_KIND_PIN, HAT_OUTCOME_DONE, gpio, high, nanos);
}

bool hat_pin(int gpio) { return value(pin_at(gpio)) != 0; }

int hat_echo_fault(void) { return (int)get(HAT_ECHO_FAULT); }

double hat_echo_metres(void) {
    if (hat_echo_fault() == HAT_ECHO_FAULT_RANDOM) {
        return 0.02 + any_number() / 4294967296.0 * (4 - 0.02);
    }
    return get_double(HAT_ECHO_METRES);
}

void hat_log_echo(int centimetres, bool failed, int64_t nanos) {
    publish(next_number(), HAT_KIND_ECHO, failed ? HAT_OUTCOME_REFUSED : HAT_OUTCOME_DONE, 0, centimetres, nanos);
}
