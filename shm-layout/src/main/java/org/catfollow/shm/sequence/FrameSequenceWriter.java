package org.catfollow.shm.sequence;

import java.lang.invoke.VarHandle;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.FrameHeaderLayout;

/**
 * Capture's side of the frame protocol: three steps for each frame.
 *
 * <p>May write: only the holder of the capture role, one thread. When it dies between two steps, the
 * slot stays odd or the frame unannounced; readers go only where {@code newestFrame} points, so they
 * never look there, and the next writer writes that frame again or announces it ({@link
 * #firstFrame}). A reader that is still in the slot sees that the sequence has changed.
 */
public final class FrameSequenceWriter {
    private final BytesStore<?, ?> headers;
    private final long headersOffset;
    private final BytesStore<?, ?> row;
    private final long newestOffset;
    private final int slotMask;

    /**
     * Makes the writer's side.
     *
     * @param headers memory of the slot headers, of which {@code headersOffset} is the first
     * @param row memory of capture's stage row, in which {@code newestOffset} is {@code newestFrame}
     * @param slotCount a power of two
     */
    public FrameSequenceWriter(
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

    /** Returns what the sequence holds while {@code frameId} is being written. */
    static long writing(long frameId) {
        return 2 * frameId - 1;
    }

    /** Returns what the sequence holds when {@code frameId} is complete. */
    static long complete(long frameId) {
        return 2 * frameId;
    }

    /**
     * Returns the id of the first frame that a new writer writes, after announcing one that a dead
     * writer had completed and not announced. Writing that one again would let a reader that guessed
     * its id see two different pictures under one sequence.
     */
    public long firstFrame() {
        long next = row.readVolatileLong(newestOffset) + 1;
        while (headers.readVolatileLong(sequenceOffset(next)) == complete(next)) {
            announce(next);
            next++;
        }
        return next;
    }

    /** Step 1: marks the slot as being written. Header and pixels may be stored after it. */
    public void open(long frameId) {
        headers.writeLong(sequenceOffset(frameId), writing(frameId));
        // A reader that sees any store below, and then loads the sequence again, sees it changed:
        // pairs with the acquire fence in FrameSequenceReader.stillValid.
        // A store-store fence would do for stores of ours; native code may store past the cache
        // (see
        // commit), and for those only a full fence is documented to hold.
        VarHandle.fullFence(); // orders: sequence := odd BEFORE header and pixel stores
    }

    /** Step 2: marks the slot as complete. Header and pixels were stored before it. */
    public void commit(long frameId) {
        // Native code on this thread may have stored the pixels past the cache (MOVNT on x86, as
        // OpenCV's merge does), and a release store of x86 does not order those: only a locked
        // instruction or a fence of its own does. Once a frame, so it costs nothing that counts.
        VarHandle.fullFence(); // orders: pixel stores of any kind BEFORE sequence := even
        // Release; pairs with the acquire in FrameSequenceReader.open.
        headers.writeOrderedLong(sequenceOffset(frameId), complete(frameId));
    }

    /** Step 3: tells readers that this is the newest frame. */
    public void announce(long frameId) {
        // Release; pairs with the acquire in FrameSequenceReader.newestFrame.
        row.writeOrderedLong(newestOffset, frameId);
    }

    private long sequenceOffset(long frameId) {
        return headersOffset
                + (frameId & slotMask) * FrameHeaderLayout.BYTES
                + FrameHeaderLayout.SEQUENCE;
    }
}
