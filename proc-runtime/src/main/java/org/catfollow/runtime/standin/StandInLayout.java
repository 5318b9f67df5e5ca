package org.catfollow.runtime.standin;

import java.util.List;
import org.catfollow.shm.layout.Field;

/**
 * Where what lies in the file of a stand-in HAT, and how two processes agree on it.
 *
 * <pre>
 * offset  bytes  field         access
 *      0      8  magic         release/acquire
 *    128      8  lastEntry     atomic
 *    256      8  writeFault    opaque
 *    264      8  failNext      atomic
 *    272      8  stuckNanos    opaque
 *    280      8  slowNanos     opaque
 *    288      8  analogFault   opaque
 *    296      8  echoFault     opaque
 *    304      8  echoMetres    opaque
 *    312      8  grayscale0    opaque
 *    320      8  grayscale1    opaque
 *    328      8  grayscale2    opaque
 *    336      8  batteryVolts  opaque
 *    344      8  deafUntil     opaque
 *    512   2048  registers     atomic
 *   2560    512  pins          atomic
 *   4096  2097152  log           table
 * </pre>
 *
 * <p>An entry of the log, {@link #ENTRIES} of them, number {@code n} in place {@code n % ENTRIES}:
 *
 * <pre>
 * offset  bytes  field    access
 *      0      8  number   release/acquire
 *      8      8  nanos    opaque
 *     16      8  pid      opaque
 *     24      8  what     opaque
 * </pre>
 *
 * <p>The order of the bus is the order of the entries' numbers. A transaction takes its number by adding 1
 * to {@code lastEntry}, so that no two processes have the same; a register or pin is 8 bytes, the number
 * above the 16 bits of its value, and is only ever replaced by one of a higher number. So its value is
 * that of the last transaction in the log's order, whichever process was slower to store it.
 *
 * <p>A writer that dies between taking its number and publishing the entry leaves a hole: an old number
 * stays in its place. One that stands still there while {@link #ENTRIES} others go by could spoil a newer
 * entry; at 200 transactions a second that is five minutes, and the reader drops what changed under it.
 */
final class StandInLayout {
    /** "CATHAT" and the version of this layout. */
    static final long MAGIC = 0x4341_5448_4154_0002L;

    static final int MAGIC_AT = 0;
    static final int LAST_ENTRY = 128;
    static final int WRITE_FAULT = 256;
    static final int FAIL_NEXT = 264;
    static final int STUCK_NANOS = 272;
    static final int SLOW_NANOS = 280;
    static final int ANALOG_FAULT = 288;
    static final int ECHO_FAULT = 296;
    static final int ECHO_METRES = 304;
    static final int GRAYSCALE_0 = 312;
    static final int GRAYSCALE_1 = 320;
    static final int GRAYSCALE_2 = 328;
    static final int BATTERY_VOLTS = 336;

    /** Before this time, CLOCK_MONOTONIC nanoseconds, nothing answers: it is starting anew. */
    static final int DEAF_UNTIL = 344;

    static final int REGISTERS = 512;
    static final int PINS = 2560;
    static final int LOG = 4096;

    static final int REGISTER_COUNT = 256;
    static final int PIN_COUNT = 64;
    static final int WORD = 8;

    /** A power of two, so that the place is a mask. */
    static final int ENTRIES = 65_536;

    static final int NUMBER = 0;
    static final int NANOS = 8;
    static final int PID = 16;
    static final int WHAT = 24;
    static final int ENTRY_BYTES = 32;
    static final int BYTES = LOG + ENTRIES * ENTRY_BYTES;

    /** The first table above. */
    static final List<Field> FIELDS =
            List.of(
                    new Field("magic", MAGIC_AT, 8, "release/acquire"),
                    new Field("lastEntry", LAST_ENTRY, 8, "atomic"),
                    new Field("writeFault", WRITE_FAULT, 8, "opaque"),
                    new Field("failNext", FAIL_NEXT, 8, "atomic"),
                    new Field("stuckNanos", STUCK_NANOS, 8, "opaque"),
                    new Field("slowNanos", SLOW_NANOS, 8, "opaque"),
                    new Field("analogFault", ANALOG_FAULT, 8, "opaque"),
                    new Field("echoFault", ECHO_FAULT, 8, "opaque"),
                    new Field("echoMetres", ECHO_METRES, 8, "opaque"),
                    new Field("grayscale0", GRAYSCALE_0, 8, "opaque"),
                    new Field("grayscale1", GRAYSCALE_1, 8, "opaque"),
                    new Field("grayscale2", GRAYSCALE_2, 8, "opaque"),
                    new Field("batteryVolts", BATTERY_VOLTS, 8, "opaque"),
                    new Field("deafUntil", DEAF_UNTIL, 8, "opaque"),
                    new Field("registers", REGISTERS, REGISTER_COUNT * WORD, "atomic"),
                    new Field("pins", PINS, PIN_COUNT * WORD, "atomic"),
                    new Field("log", LOG, ENTRIES * ENTRY_BYTES, "table"));

    /** The second. */
    static final List<Field> ENTRY_FIELDS =
            List.of(
                    new Field("number", NUMBER, 8, "release/acquire"),
                    new Field("nanos", NANOS, 8, "opaque"),
                    new Field("pid", PID, 8, "opaque"),
                    new Field("what", WHAT, 8, "opaque"));

    private StandInLayout() {}

    /** Returns where a register lies. */
    static long register(int number) {
        return REGISTERS + (long) number * WORD;
    }

    /** Returns where a pin lies. */
    static long pin(int gpio) {
        return PINS + (long) gpio * WORD;
    }

    /** Returns where an entry of the log lies. */
    static long entry(long number) {
        return LOG + (number & (ENTRIES - 1)) * ENTRY_BYTES;
    }
}
