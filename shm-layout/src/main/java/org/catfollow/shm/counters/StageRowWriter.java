package org.catfollow.shm.counters;

import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.StageRowLayout;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.TextCell;
import org.catfollow.shm.slots.TextLine;

/**
 * A stage's own row. Written by the holder of the role, one thread; after its death the row keeps its
 * last values, and its successor goes on from them.
 */
public final class StageRowWriter {
    private final BytesStore<?, ?> row;
    private final TwoCellWriter<TextLine> activityText;
    private final TwoCellWriter<TextLine> lastError;
    private final TextLine line = new TextLine();
    private final long[] counters = new long[StageRowLayout.COUNTER_CAPACITY];
    private long mismatchedBefore;

    /** Makes the writer of the row at the start of {@code section}. */
    public StageRowWriter(BytesStore<?, ?> section) {
        this.row = section;
        this.activityText =
                new TwoCellWriter<>(TextCell.CODEC, section, StageRowLayout.ACTIVITY_TEXT);
        this.lastError = new TwoCellWriter<>(TextCell.CODEC, section, StageRowLayout.LAST_ERROR);
    }

    /**
     * Enters the row as a new holder: next epoch, counters at zero but MISMATCHED, which goes on.
     *
     * @param pid of the holder
     * @param startTicks when the holder was started, clock ticks since boot
     * @param lockInode inode of the lock file through which it holds the role
     * @param nowNanos CLOCK_MONOTONIC
     */
    public void enter(long pid, long startTicks, long lockInode, long nowNanos) {
        mismatchedBefore =
                row.readVolatileLong(StageRowLayout.COUNTERS + 8L * Counter.MISMATCHED.ordinal());
        for (int i = 0; i < counters.length; i++) {
            counters[i] = 0;
            if (i != Counter.MISMATCHED.ordinal()) {
                row.writeLong(StageRowLayout.COUNTERS + 8L * i, 0);
            }
        }
        row.writeDouble(StageRowLayout.FRAMES_PER_SECOND, 0);
        row.writeLong(StageRowLayout.PID, pid);
        row.writeLong(StageRowLayout.START_TICKS, startTicks);
        row.writeLong(StageRowLayout.LOCK_INODE, lockInode);
        heartbeat(nowNanos);
        activity(Activity.STARTING, "", nowNanos);
        // Release; pairs with the acquire in StageRowReader.epoch: who sees the new epoch sees
        // whose.
        row.writeOrderedLong(StageRowLayout.EPOCH, row.readVolatileLong(StageRowLayout.EPOCH) + 1);
    }

    /** Returns how often the role was taken on this region, this time included. */
    public long epoch() {
        return row.readVolatileLong(StageRowLayout.EPOCH);
    }

    /** Says that the duty cycle goes round. */
    public void heartbeat(long nowNanos) {
        row.writeLong(StageRowLayout.HEARTBEAT_NANOS, nowNanos);
    }

    /** Says what the stage is about, in one word and in one line. Not on a hot path. */
    public void activity(Activity activity, String text, long nowNanos) {
        line.text = text;
        line.nanos = nowNanos;
        activityText.write(line);
        row.writeOrderedLong(StageRowLayout.ACTIVITY, activity.ordinal());
    }

    /** Keeps the stage's last error for {@code stat}; its successor's row still shows it. */
    public void lastError(String text, long nowNanos) {
        line.text = text;
        line.nanos = nowNanos;
        lastError.write(line);
    }

    /** Adds to a counter. */
    public void add(Counter counter, long increment) {
        set(counter, counters[counter.ordinal()] + increment);
    }

    /** Sets a counter that is kept elsewhere. */
    public void set(Counter counter, long value) {
        counters[counter.ordinal()] = value;
        long before = counter == Counter.MISMATCHED ? mismatchedBefore : 0;
        row.writeLong(StageRowLayout.COUNTERS + 8L * counter.ordinal(), before + value);
    }

    /** Returns a counter as this holder has counted it. */
    public long get(Counter counter) {
        return counters[counter.ordinal()];
    }

    /** Sets the rate over the last second or so. */
    public void framesPerSecond(double rate) {
        row.writeDouble(StageRowLayout.FRAMES_PER_SECOND, rate);
    }
}
