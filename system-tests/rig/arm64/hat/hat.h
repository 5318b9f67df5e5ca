/* A Robot HAT in a file that several processes have mapped: what StandInBus is in Java, by the same rules. */
#ifndef CAT_FOLLOW_HAT_H
#define CAT_FOLLOW_HAT_H

#include <stdbool.h>
#include <stdint.h>

/* The pins of the HAT, by their GPIO numbers. */
enum { HAT_RESET_GPIO = 5, HAT_ECHO_GPIO = 22, HAT_TRIGGER_GPIO = 27 };

enum { HAT_NO_ECHO = 65535 };

/* Maps the file, which somebody else has made. Says on stderr what is wrong with it, and returns false. */
bool hat_open(const char *path);

/* The file's descriptor: its locks say who has which pin. */
int hat_file(void);

/* CLOCK_MONOTONIC, nanoseconds. */
int64_t hat_now(void);

/* Waits until a time of that clock. */
void hat_await(int64_t nanos);

/* Writes a register. Returns 0, or an errno: ETIMEDOUT where the bus is stuck, EREMOTEIO for no acknowledge. */
int hat_write(int reg, int value);

/* What comes before an analogue input is read: 0 or an errno as above. */
int hat_select_analog(int channel);

/* Reads the input that was selected, 0 to 4095. */
int hat_read_analog(int channel);

/* Whether the microcontroller answers its address: 0 or an errno as above. Nothing of it is in the log. */
int hat_probe(void);

/* Sets a pin, at the given time: by who holds it, or the echo by the sensor. */
void hat_set_pin(int gpio, bool high, int64_t nanos);

bool hat_pin(int gpio);

/* HAT_ECHO_FAULT_*. */
int hat_echo_fault(void);

/* How far what lies ahead is, metres; below 0 for nothing. Random where the fault says so. */
double hat_echo_metres(void);

/* Puts one measurement into the log: centimetres, or HAT_NO_ECHO; refused where the pin cannot be read. */
void hat_log_echo(int centimetres, bool refused, int64_t nanos);

#endif
