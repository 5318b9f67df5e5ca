package org.catfollow.shm.ring;

import java.nio.ByteBuffer;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.FrameHeaderLayout;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.sequence.FrameSequenceWriter;
import org.catfollow.shm.waiting.Waker;

/**
 * Capture's end of the ring. One thread, in the process that holds the capture role; allocates
 * nothing.
 *
 * <p>When the process dies between {@link #claim} and {@link #commit}, no reader ever learns of that
 * frame, and the next writer writes it again.
 */
public final class FrameWriter {
    private final FrameSequenceWriter sequence;
    private final BytesStore<?, ?> memory;
    private final Geometry geometry;
    private final long headersOffset;
    private final long payloadsOffset;
    private final ByteBuffer[] payloads;
    private final Waker waker;
    private long nextFrameId;
    private boolean claimed;

    /**
     * Makes the writer; called by the region.
     *
     * @param memory holds headers at {@code headersOffset} and pixels at {@code payloadsOffset}
     * @param payloads a direct buffer over each slot's pixels
     */
    public FrameWriter(
            FrameSequenceWriter sequence,
            BytesStore<?, ?> memory,
            Geometry geometry,
            long headersOffset,
            long payloadsOffset,
            ByteBuffer[] payloads,
            Waker waker) {
        this.sequence = sequence;
        this.memory = memory;
        this.geometry = geometry;
        this.headersOffset = headersOffset;
        this.payloadsOffset = payloadsOffset;
        this.payloads = payloads.clone();
        this.waker = waker;
        this.nextFrameId = sequence.firstFrame();
    }

    /**
     * Takes the next slot to write; claiming twice gives the same one.
     *
     * @return the id of the frame that will be in it
     */
    public long claim() {
        if (!claimed) {
            sequence.open(nextFrameId);
            claimed = true;
        }
        return nextFrameId;
    }

    /** Returns the slot of the claimed frame. */
    public int slot() {
        return geometry.slotOf(nextFrameId);
    }

    /** Returns every slot's memory, for views that are made once; fill the claimed one only. */
    public ByteBuffer[] payloads() {
        return payloads.clone();
    }

    /** Returns the claimed slot's memory, all of it, to be filled; always the same buffer a slot. */
    public ByteBuffer pixels() {
        requireClaimed();
        return payloads[slot()];
    }

    /**
     * Publishes the claimed frame. {@code description.frameId} is set by this.
     *
     * @throws IllegalArgumentException when the description does not fit the slot
     */
    public void commit(FrameDescription description) {
        requireClaimed();
        if (!description.fits(
                geometry.maxWidthPixels(),
                geometry.maxHeightPixels(),
                geometry.slotCapacityBytes())) {
            throw new IllegalArgumentException(
                    "frame of "
                            + description.widthPixels
                            + "x"
                            + description.heightPixels
                            + " with stride "
                            + description.strideBytes
                            + " does not fit a slot of "
                            + geometry.maxWidthPixels()
                            + "x"
                            + geometry.maxHeightPixels());
        }
        description.frameId = nextFrameId;
        if (description.stamped) {
            FrameStamp.write(memory, payloadOffset(), description);
        }
        writeHeader(description);
        sequence.commit(nextFrameId);
        sequence.announce(nextFrameId);
        waker.wake();
        nextFrameId++;
        claimed = false;
    }

    private void writeHeader(FrameDescription description) {
        long header = headersOffset + (long) slot() * FrameHeaderLayout.BYTES;
        memory.writeLong(header + FrameHeaderLayout.FRAME_ID, nextFrameId);
        memory.writeLong(header + FrameHeaderLayout.CAPTURE_NANOS, description.captureNanos);
        memory.writeLong(header + FrameHeaderLayout.SOURCE_INDEX, description.sourceIndex);
        memory.writeInt(header + FrameHeaderLayout.WIDTH_PIXELS, description.widthPixels);
        memory.writeInt(header + FrameHeaderLayout.HEIGHT_PIXELS, description.heightPixels);
        memory.writeInt(header + FrameHeaderLayout.STRIDE_BYTES, description.strideBytes);
        memory.writeInt(header + FrameHeaderLayout.PIXEL_FORMAT, description.format.code());
        memory.writeInt(header + FrameHeaderLayout.LENGTH_BYTES, (int) description.lengthBytes());
        memory.writeInt(header + FrameHeaderLayout.CAMERA_ID, description.cameraId);
        memory.writeInt(header + FrameHeaderLayout.FLAGS, description.stamped ? 1 : 0);
        memory.writeInt(header + FrameHeaderLayout.CAPTURE_EPOCH, description.captureEpoch);
    }

    private long payloadOffset() {
        return payloadsOffset + slot() * geometry.payloadSpacingBytes();
    }

    private void requireClaimed() {
        if (!claimed) {
            throw new IllegalStateException("claim a slot first");
        }
    }
}
