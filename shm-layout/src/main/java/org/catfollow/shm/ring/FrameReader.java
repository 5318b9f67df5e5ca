package org.catfollow.shm.ring;

import java.nio.ByteBuffer;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.FrameHeaderLayout;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.sequence.FrameSequenceReader;
import org.catfollow.shm.waiting.Waiter;

/**
 * A reader's end of the ring. Any process, one thread an instance; allocates nothing after
 * construction; its memory is mapped read-only.
 *
 * <pre>{@code
 * if (reader.awaitNewer(lastFrameId, timeoutNanos)) {
 *     long frameId = reader.newestFrame();
 *     if (reader.open(frameId) == FrameReader.Answer.OPEN) {
 *         use(reader.description(), reader.pixels());
 *         if (reader.stillValid()) {
 *             keep the result
 *         }
 *     }
 * }
 * }</pre>
 */
public final class FrameReader implements AutoCloseable {
    /** What {@link #open} found. */
    public enum Answer {
        /** The frame is there: use it, then ask {@link #stillValid}. */
        OPEN,
        /** A newer frame is in its slot; counted in {@link #lapped}. */
        LAPPED,
        /** It is not complete, or was never written. */
        NOT_THERE,
        /** Its header makes no sense; counted in {@link #mismatched}. */
        CORRUPT
    }

    private final FrameSequenceReader sequence;
    private final BytesStore<?, ?> region;
    private final Geometry geometry;
    private final ByteBuffer[] payloads;
    private final Waiter waiter;
    private final FrameDescription description = new FrameDescription();
    private long lapped;
    private long torn;
    private long mismatched;

    /**
     * Makes a reader; called by the region.
     *
     * @param region the whole region, read-only
     * @param payloads a direct buffer over each slot's pixels
     */
    public FrameReader(
            FrameSequenceReader sequence,
            BytesStore<?, ?> region,
            Geometry geometry,
            ByteBuffer[] payloads,
            Waiter waiter) {
        this.sequence = sequence;
        this.region = region;
        this.geometry = geometry;
        this.payloads = payloads.clone();
        this.waiter = waiter;
    }

    /** Returns the id of the newest complete frame, 0 when there was none. */
    public long newestFrame() {
        return sequence.newestFrame();
    }

    /** Returns the oldest frame that may still be in the ring beside the newest; at least 1. */
    public long oldestFrame() {
        // One slot less: the writer is about to take the oldest one.
        return Math.max(1, newestFrame() - geometry.slotCount() + 2);
    }

    /**
     * Waits for a frame newer than {@code frameId}.
     *
     * @return whether there is one now
     */
    public boolean awaitNewer(long frameId, long timeoutNanos) {
        return waiter.awaitChange(frameId, timeoutNanos);
    }

    /** Opens a frame to be used in place. */
    public Answer open(long frameId) {
        FrameSequenceReader.Answer answer = sequence.open(frameId);
        if (answer != FrameSequenceReader.Answer.COMPLETE) {
            if (answer == FrameSequenceReader.Answer.LAPPED) {
                lapped++;
                return Answer.LAPPED;
            }
            return Answer.NOT_THERE;
        }
        readHeader(frameId);
        // The header is input: whole before it is believed, and in range before it is used.
        if (!sequence.stillValid(frameId)) {
            lapped++;
            return Answer.LAPPED;
        }
        boolean sensible =
                description.frameId == frameId
                        && description.fits(
                                geometry.maxWidthPixels(),
                                geometry.maxHeightPixels(),
                                geometry.slotCapacityBytes());
        if (!sensible) {
            mismatched++;
            return Answer.CORRUPT;
        }
        return Answer.OPEN;
    }

    private void readHeader(long frameId) {
        long header = geometry.frameHeaderOffset(geometry.slotOf(frameId));
        description.frameId = region.readLong(header + FrameHeaderLayout.FRAME_ID);
        description.captureNanos = region.readLong(header + FrameHeaderLayout.CAPTURE_NANOS);
        description.sourceIndex = region.readLong(header + FrameHeaderLayout.SOURCE_INDEX);
        description.widthPixels = region.readInt(header + FrameHeaderLayout.WIDTH_PIXELS);
        description.heightPixels = region.readInt(header + FrameHeaderLayout.HEIGHT_PIXELS);
        description.strideBytes = region.readInt(header + FrameHeaderLayout.STRIDE_BYTES);
        description.format =
                PixelFormat.ofCode(region.readInt(header + FrameHeaderLayout.PIXEL_FORMAT));
        description.cameraId = region.readInt(header + FrameHeaderLayout.CAMERA_ID);
        description.stamped = (region.readInt(header + FrameHeaderLayout.FLAGS) & 1) != 0;
        description.captureEpoch = region.readInt(header + FrameHeaderLayout.CAPTURE_EPOCH);
    }

    /** Returns what the opened frame's header says; filled anew by the next {@link #open}. */
    public FrameDescription description() {
        return description;
    }

    /** Returns the opened frame's slot. */
    public int slot() {
        return geometry.slotOf(description.frameId);
    }

    /** Returns the opened frame's memory, read-only; always the same buffer a slot. */
    public ByteBuffer pixels() {
        return payloads[slot()];
    }

    /**
     * Asks whether the opened frame was left alone while it was used; when not, counts it in {@link
     * #torn}, and whatever was made of it is thrown away. Where the source stamps its frames, the
     * stamps are compared with the id too.
     */
    public boolean stillValid() {
        boolean stampsFit =
                !description.stamped
                        || FrameStamp.matches(region, geometry.payloadOffset(slot()), description);
        if (!sequence.stillValid(description.frameId)) {
            torn++;
            return false;
        }
        if (!stampsFit) {
            mismatched++;
            return false;
        }
        return true;
    }

    /** Returns how often a frame was overwritten before it was used. */
    public long lapped() {
        return lapped;
    }

    /** Returns how often a frame was overwritten while it was used. */
    public long torn() {
        return torn;
    }

    /** Returns how often a valid frame's header or stamps contradicted its id: must stay 0. */
    public long mismatched() {
        return mismatched;
    }

    @Override
    public void close() {
        waiter.close();
    }
}
