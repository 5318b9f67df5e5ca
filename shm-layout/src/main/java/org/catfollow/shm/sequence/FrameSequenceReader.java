package org.catfollow.shm.sequence;

import java.lang.invoke.VarHandle;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.FrameHeaderLayout;

/**
 * A reader's side of the frame protocol: ask, use, ask again.
 *
 * <p>May be used by any process, one thread an instance; it writes nothing. A writer that dies in
 * the middle leaves the slot odd, which {@link #open} answers with {@link Answer#BEING_WRITTEN}; no
 * reader waits for it.
 */
public final class FrameSequenceReader {
    /** What {@link #open} found in the slot. */
    public enum Answer {
        /** The frame is complete: use it, then ask {@link #stillValid}. */
        COMPLETE,
        /** The slot holds a newer frame already. */
        LAPPED,
        /** The frame is being written, or its writer died in it. */
        BEING_WRITTEN,
        /** The slot still holds an older frame. */
        NOT_YET
    }

    private final BytesStore<?, ?> headers;
    private final long headersOffset;
    private final BytesStore<?, ?> row;
    private final long newestOffset;
    private final int slotMask;

    /** Makes the reader's side; the parameters are the writer's. */
    public FrameSequenceReader(
            BytesStore<?, ?> headers,
            long headersOffset,
            BytesStore<?, ?> row,
            long newestOffset,
            int slotCount) {
        this.headers = headers;
        this.headersOffset = headersOffset;
        this.row = row;
        this.newestOffset = newestOffset;
        this.slotMask = slotCount - 1;
    }

    /** Returns the id of the newest complete frame, 0 when there was none. */
    public long newestFrame() {
        // Acquire; pairs with the release in FrameSequenceWriter.announce.
        return row.readVolatileLong(newestOffset);
    }

    /** Asks whether the slot holds {@code frameId}, complete, before its header and pixels are read. */
    public Answer open(long frameId) {
        if (frameId <= 0) {
            // There is no such frame; a slot that was never used holds 0, which is complete(0).
            return Answer.NOT_YET;
        }
        // Acquire; pairs with the release in FrameSequenceWriter.commit.
        long sequence = headers.readVolatileLong(sequenceOffset(frameId));
        if (sequence == FrameSequenceWriter.complete(frameId)) {
            return Answer.COMPLETE;
        }
        if (sequence > FrameSequenceWriter.complete(frameId)) {
            return Answer.LAPPED;
        }
        return sequence == FrameSequenceWriter.writing(frameId)
                ? Answer.BEING_WRITTEN
                : Answer.NOT_YET;
    }

    /**
     * Asks, after header and pixels were used, whether they were {@code frameId}'s all the time. When
     * not, whatever was made of them is thrown away.
     */
    public boolean stillValid(long frameId) {
        // Pairs with the full fence in FrameSequenceWriter.open.
        VarHandle.acquireFence(); // orders: header and pixel loads BEFORE sequence load below
        return headers.readVolatileLong(sequenceOffset(frameId))
                == FrameSequenceWriter.complete(frameId);
    }

    private long sequenceOffset(long frameId) {
        return headersOffset
                + (frameId & slotMask) * FrameHeaderLayout.BYTES
                + FrameHeaderLayout.SEQUENCE;
    }
}
