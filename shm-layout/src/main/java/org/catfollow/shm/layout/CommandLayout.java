package org.catfollow.shm.layout;

import java.util.List;

/**
 * The command ring: {@link #CAPACITY} fixed slots behind a tail. Senders write one after another,
 * each holding the command lock (a byte of the lock file, which the kernel lets go of when a sender
 * is killed); control reads.
 *
 * <pre>
 * offset  bytes  field  access
 *      0      8  tail   release/acquire
 *    128   1024  slots  table
 * </pre>
 *
 * <p>{@code tail} is the sequence of the newest command, from 1. A sender fills the slot of {@code
 * tail + 1}, then publishes the tail: killed before that, it has sent nothing. One slot:
 *
 * <pre>
 * offset  bytes  field         access
 *      0      8  sequence      plain
 *      8      4  kind          plain
 *     12      4  part          plain
 *     16      8  expiresNanos  plain
 *     24      8  x             plain
 *     32      8  y             plain
 *     40      8  stopCount     plain
 *     48      8  senderPid     plain
 *     56      8  speed         plain
 *     64      8  steering      plain
 *     72      8  pan           plain
 *     80      8  tilt          plain
 *     88      8  value         plain
 * </pre>
 */
public final class CommandLayout {
    /** {@code tail}. */
    public static final int TAIL = 0;

    /** {@code slots}. */
    public static final int SLOTS = 128;

    /** Slots of the ring. */
    public static final int CAPACITY = 8;

    /** Bytes from one slot to the next. */
    public static final int SLOT_BYTES = 128;

    /** {@code sequence} of a slot. */
    public static final int SEQUENCE = 0;

    /** {@code kind} of a slot: ordinal of {@code commands.CommandKind}. */
    public static final int KIND = 8;

    /** {@code part} of a slot: ordinal of {@code commands.CalibrationPart}. */
    public static final int PART = 12;

    /** {@code expiresNanos} of a slot: CLOCK_MONOTONIC; never executed after it. */
    public static final int EXPIRES_NANOS = 16;

    /** {@code x} of a slot: a double, metres. */
    public static final int X = 24;

    /** {@code y} of a slot: a double, metres. */
    public static final int Y = 32;

    /** {@code stopCount} of a slot: the stop count that the sender of a resume had seen. */
    public static final int STOP_COUNT = 40;

    /** {@code senderPid} of a slot. */
    public static final int SENDER_PID = 48;

    /** {@code speed} of a slot: a double, metres per second. */
    public static final int SPEED = 56;

    /** {@code steering} of a slot: a double, degrees. */
    public static final int STEERING = 64;

    /** {@code pan} of a slot: a double, degrees. */
    public static final int PAN = 72;

    /** {@code tilt} of a slot: a double, degrees. */
    public static final int TILT = 80;

    /** {@code value} of a slot: a double, degrees or what the part counts in. */
    public static final int VALUE = 88;

    /** The first table above. */
    public static final List<Field> FIELDS =
            List.of(
                    new Field("tail", TAIL, 8, "release/acquire"),
                    new Field("slots", SLOTS, CAPACITY * SLOT_BYTES, "table"));

    /** The second table above. */
    public static final List<Field> SLOT_FIELDS =
            List.of(
                    new Field("sequence", SEQUENCE, 8, "plain"),
                    new Field("kind", KIND, 4, "plain"),
                    new Field("part", PART, 4, "plain"),
                    new Field("expiresNanos", EXPIRES_NANOS, 8, "plain"),
                    new Field("x", X, 8, "plain"),
                    new Field("y", Y, 8, "plain"),
                    new Field("stopCount", STOP_COUNT, 8, "plain"),
                    new Field("senderPid", SENDER_PID, 8, "plain"),
                    new Field("speed", SPEED, 8, "plain"),
                    new Field("steering", STEERING, 8, "plain"),
                    new Field("pan", PAN, 8, "plain"),
                    new Field("tilt", TILT, 8, "plain"),
                    new Field("value", VALUE, 8, "plain"));

    private CommandLayout() {}
}
