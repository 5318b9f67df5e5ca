package org.catfollow.shm.layout;

import java.util.List;

/**
 * Words that every process may write. Each contended word has a cache line pair of its own.
 *
 * <pre>
 * offset  bytes  field              access
 *      0      8  stopCount          atomic
 *      8      8  lastStopNanos      opaque
 *     16      8  lastStopPid        opaque
 *    128      4  frameWaiters       atomic
 *    256      4  detectionsWaiters  atomic
 *    384      4  trackWaiters       atomic
 *    512      4  commandWaiters     atomic
 *    640      4  modelWaiters       atomic
 * </pre>
 *
 * <p>{@code stopCount} grows by one with every STOP, never falls, and is never queued behind anything:
 * control is stopped while it is greater than the count that the last resume carried. The counts of
 * waiters may stay too high when a waiter is killed (a wake-up call too many), never too low.
 */
public final class SignalsLayout {
    /** {@code stopCount}. */
    public static final int STOP_COUNT = 0;

    /** {@code lastStopNanos}: when the last STOP was pressed, for people. */
    public static final int LAST_STOP_NANOS = 8;

    /** {@code lastStopPid}: who pressed it, for people. */
    public static final int LAST_STOP_PID = 16;

    /** {@code frameWaiters}: who waits for a newer frame. */
    public static final int FRAME_WAITERS = 128;

    /** {@code detectionsWaiters}: who waits for newer detections. */
    public static final int DETECTIONS_WAITERS = 256;

    /** {@code trackWaiters}: who waits for a newer track. */
    public static final int TRACK_WAITERS = 384;

    /** {@code commandWaiters}: who waits for a command to be answered. */
    public static final int COMMAND_WAITERS = 512;

    /** {@code modelWaiters}: who waits for news of a model that was asked for. */
    public static final int MODEL_WAITERS = 640;

    /** The table above. */
    public static final List<Field> FIELDS =
            List.of(
                    new Field("stopCount", STOP_COUNT, 8, "atomic"),
                    new Field("lastStopNanos", LAST_STOP_NANOS, 8, "opaque"),
                    new Field("lastStopPid", LAST_STOP_PID, 8, "opaque"),
                    new Field("frameWaiters", FRAME_WAITERS, 4, "atomic"),
                    new Field("detectionsWaiters", DETECTIONS_WAITERS, 4, "atomic"),
                    new Field("trackWaiters", TRACK_WAITERS, 4, "atomic"),
                    new Field("commandWaiters", COMMAND_WAITERS, 4, "atomic"),
                    new Field("modelWaiters", MODEL_WAITERS, 4, "atomic"));

    private SignalsLayout() {}
}
