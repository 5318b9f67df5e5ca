/*
 * Where what lies in the file of a stand-in HAT: the numbers of StandInLayout, StandInEntry, WriteFault,
 * AnalogFault and EchoFault in proc-runtime, compared with them by RigLayoutTest. What they mean and how
 * two processes agree on them is said there.
 */
#ifndef CAT_FOLLOW_HAT_LAYOUT_H
#define CAT_FOLLOW_HAT_LAYOUT_H

#define HAT_MAGIC 0x4341544841540002

#define HAT_MAGIC_AT 0
#define HAT_LAST_ENTRY 128
#define HAT_WRITE_FAULT 256
#define HAT_FAIL_NEXT 264
#define HAT_STUCK_NANOS 272
#define HAT_SLOW_NANOS 280
#define HAT_ANALOG_FAULT 288
#define HAT_ECHO_FAULT 296
#define HAT_ECHO_METRES 304
#define HAT_GRAYSCALE_0 312
#define HAT_GRAYSCALE_1 320
#define HAT_GRAYSCALE_2 328
#define HAT_BATTERY_VOLTS 336
#define HAT_DEAF_UNTIL 344
#define HAT_REGISTERS 512
#define HAT_PINS 2560
#define HAT_LOG 4096

#define HAT_REGISTER_COUNT 256
#define HAT_PIN_COUNT 64
#define HAT_WORD 8

#define HAT_ENTRIES 65536
#define HAT_NUMBER 0
#define HAT_NANOS 8
#define HAT_PID 16
#define HAT_WHAT 24
#define HAT_ENTRY_BYTES 32

#define HAT_KIND_WRITE 0
#define HAT_KIND_PIN 1
#define HAT_KIND_ANALOG 2
#define HAT_KIND_ECHO 3
#define HAT_KIND_RESET 4

#define HAT_OUTCOME_DONE 0
#define HAT_OUTCOME_REFUSED 1
#define HAT_OUTCOME_STUCK 2

#define HAT_WRITE_FAULT_NONE 0
#define HAT_WRITE_FAULT_MOTORS 1
#define HAT_WRITE_FAULT_ALL 2
#define HAT_ANALOG_FAULT_NONE 0
#define HAT_ANALOG_FAULT_GARBAGE 1
#define HAT_ANALOG_FAULT_FAILS 2
#define HAT_ECHO_FAULT_NONE 0
#define HAT_ECHO_FAULT_RANDOM 1
#define HAT_ECHO_FAULT_FAILS 2
#define HAT_ECHO_FAULT_HANGS 3

#endif
