package org.catfollow.shm.layout;

import java.util.List;

/**
 * How one stage is doing: at the start of its section, written by the stage, read by everybody.
 *
 * <pre>
 * offset  bytes  field            access
 *      0      8  pid              opaque
 *      8      8  startTicks       opaque
 *     16      8  epoch            release/acquire
 *     24      8  heartbeatNanos   opaque
 *     32      8  activity         opaque
 *     40      8  framesPerSecond  opaque
 *     48      8  lockInode        opaque
 *    256    640  activityText     table
 *   1024    640  lastError        table
 *   2048      8  newestFrame      release/acquire
 *   2304      8  resumedThrough   opaque
 *   2312      8  commandHead      release/acquire
 *   2320      8  commandAnswered  release/acquire
 *   2432    256  commandResults   table
 *   2816    256  counters         opaque
 * </pre>
 *
 * <p>{@code epoch} counts the starts of the stage on this region, from 1: restarts are {@code epoch -
 * 1}. {@code counters} has thirty-two 8-byte words, in the order of {@code counters.Counter}. The two
 * texts are two-cell slots. {@code newestFrame} is used by capture alone; {@code resumedThrough},
 * {@code commandHead}, {@code commandAnswered} and {@code commandResults} by control alone: eight entries of two 8-byte words,
 * the command's sequence and its result.
 */
public final class StageRowLayout {
    /** {@code pid}. */
    public static final int PID = 0;

    /** {@code startTicks}: with the pid names the process for ever, as pids repeat. */
    public static final int START_TICKS = 8;

    /** {@code epoch}. */
    public static final int EPOCH = 16;

    /** {@code heartbeatNanos}: last round of the duty cycle, CLOCK_MONOTONIC. */
    public static final int HEARTBEAT_NANOS = 24;

    /** {@code activity}: ordinal of {@code counters.Activity}. */
    public static final int ACTIVITY = 32;

    /** {@code framesPerSecond}: a double, over the last second or so. */
    public static final int FRAMES_PER_SECOND = 40;

    /** {@code lockInode}: inode of the lock file through which the role is held. */
    public static final int LOCK_INODE = 48;

    /** {@code activityText}. */
    public static final int ACTIVITY_TEXT = 256;

    /** {@code lastError}. */
    public static final int LAST_ERROR = 1024;

    /** {@code newestFrame}: id of the newest complete frame. */
    public static final int NEWEST_FRAME = 2048;

    /** {@code resumedThrough}: the stop count that the last resume carried. */
    public static final int RESUMED_THROUGH = 2304;

    /** {@code commandHead}: sequence of the last command taken. */
    public static final int COMMAND_HEAD = 2312;

    /** {@code commandAnswered}: sequence of the last command whose result is known. */
    public static final int COMMAND_ANSWERED = 2320;

    /** {@code commandResults}. */
    public static final int COMMAND_RESULTS = 2432;

    /** {@code counters}. */
    public static final int COUNTERS = 2816;

    /** Number of counters that have room. */
    public static final int COUNTER_CAPACITY = 32;

    /** The table above. */
    public static final List<Field> FIELDS =
            List.of(
                    new Field("pid", PID, 8, "opaque"),
                    new Field("startTicks", START_TICKS, 8, "opaque"),
                    new Field("epoch", EPOCH, 8, "release/acquire"),
                    new Field("heartbeatNanos", HEARTBEAT_NANOS, 8, "opaque"),
                    new Field("activity", ACTIVITY, 8, "opaque"),
                    new Field("framesPerSecond", FRAMES_PER_SECOND, 8, "opaque"),
                    new Field("lockInode", LOCK_INODE, 8, "opaque"),
                    new Field("activityText", ACTIVITY_TEXT, 640, "table"),
                    new Field("lastError", LAST_ERROR, 640, "table"),
                    new Field("newestFrame", NEWEST_FRAME, 8, "release/acquire"),
                    new Field("resumedThrough", RESUMED_THROUGH, 8, "opaque"),
                    new Field("commandHead", COMMAND_HEAD, 8, "release/acquire"),
                    new Field("commandAnswered", COMMAND_ANSWERED, 8, "release/acquire"),
                    new Field("commandResults", COMMAND_RESULTS, 256, "table"),
                    new Field("counters", COUNTERS, COUNTER_CAPACITY * 8, "opaque"));

    private StageRowLayout() {}
}
