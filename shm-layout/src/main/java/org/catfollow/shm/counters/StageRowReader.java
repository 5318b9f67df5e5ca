package org.catfollow.shm.counters;

import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.StageRowLayout;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.TextCell;
import org.catfollow.shm.slots.TextLine;

/**
 * Anybody's view of a stage's row; one thread an instance. Each number is whole; two numbers read one
 * after the other may be of different moments.
 *
 * <p>What the table calls opaque is read by {@code readVolatileLong}, the weakest access of Chronicle's
 * that a compiler may not move out of a loop that waits for it.
 */
public final class StageRowReader {
    private static final Activity[] ACTIVITIES = Activity.values();

    private final BytesStore<?, ?> region;
    private final long rowOffset;
    private final TwoCellReader<TextLine> activityText;
    private final TwoCellReader<TextLine> lastError;

    /** Makes a reader of the row at {@code rowOffset} of {@code region}. */
    public StageRowReader(BytesStore<?, ?> region, long rowOffset) {
        this.region = region;
        this.rowOffset = rowOffset;
        this.activityText =
                new TwoCellReader<>(
                        TextCell.CODEC, region, rowOffset + StageRowLayout.ACTIVITY_TEXT);
        this.lastError =
                new TwoCellReader<>(TextCell.CODEC, region, rowOffset + StageRowLayout.LAST_ERROR);
    }

    /** Returns the pid of the last holder; 0 when there was none. */
    public long pid() {
        return region.readVolatileLong(rowOffset + StageRowLayout.PID);
    }

    /** Returns when the last holder was started, clock ticks since boot. */
    public long startTicks() {
        return region.readVolatileLong(rowOffset + StageRowLayout.START_TICKS);
    }

    /** Returns the inode of the lock file through which the last holder held the role. */
    public long lockInode() {
        return region.readVolatileLong(rowOffset + StageRowLayout.LOCK_INODE);
    }

    /** Returns how often the role was taken on this region. */
    public long epoch() {
        // Acquire; pairs with the release in StageRowWriter.enter.
        return region.readVolatileLong(rowOffset + StageRowLayout.EPOCH);
    }

    /** Returns the last round of the duty cycle, CLOCK_MONOTONIC nanoseconds. */
    public long heartbeatNanos() {
        return region.readVolatileLong(rowOffset + StageRowLayout.HEARTBEAT_NANOS);
    }

    /** Returns what the stage was last about. */
    public Activity activity() {
        long ordinal = region.readVolatileLong(rowOffset + StageRowLayout.ACTIVITY);
        return ordinal >= 0 && ordinal < ACTIVITIES.length
                ? ACTIVITIES[(int) ordinal]
                : Activity.ABSENT;
    }

    /** Returns what it said about that, or the empty text. */
    public String activityText() {
        return text(activityText);
    }

    /** Returns the last error of this or an earlier holder, or the empty text. */
    public String lastError() {
        return text(lastError);
    }

    /** Returns a counter since the last start. */
    public long counter(Counter counter) {
        return region.readVolatileLong(
                rowOffset + StageRowLayout.COUNTERS + 8L * counter.ordinal());
    }

    /** Returns the rate over the last second or so, finite. */
    public double framesPerSecond() {
        double rate =
                Double.longBitsToDouble(
                        region.readVolatileLong(rowOffset + StageRowLayout.FRAMES_PER_SECOND));
        return Double.isFinite(rate) ? rate : 0;
    }

    private static String text(TwoCellReader<TextLine> reader) {
        TextLine line = new TextLine();
        return reader.read(line) == TwoCellReader.Answer.VALUE ? line.text : "";
    }
}
