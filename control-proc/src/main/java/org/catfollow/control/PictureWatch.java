package org.catfollow.control;

import java.nio.ByteBuffer;
import org.catfollow.shm.ring.FrameComparison;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;

/**
 * Compares each tracked frame with the one looked at before, in the ring itself, to the last pixel: so it
 * does not matter which of camera, driver, capture or tracker hands an old picture on. Where they differ,
 * as all of a living camera's do, they do so within the first rows, and that is all that is read; where
 * they do not, it is the whole picture, 0.1 ms for 640x480. Allocates nothing; for the control thread.
 */
final class PictureWatch implements AutoCloseable {
    private final FrameReader frames;
    private long lookedAt;
    private boolean same;

    PictureWatch(FrameReader frames) {
        this.frames = frames;
    }

    /**
     * Looks at a frame.
     *
     * @param frameId of a track; 0, and the one looked at last, change nothing
     * @return whether it shows what the frame before showed. So does one that cannot be compared, because
     *     the ring has gone over either: then nothing tells that the picture is another
     */
    boolean same(long frameId) {
        if (frameId != 0 && frameId != lookedAt) {
            same = lookedAt != 0 && !differ(lookedAt, frameId);
            lookedAt = frameId;
        }
        return same;
    }

    private boolean differ(long before, long now) {
        if (frames.open(before) != FrameReader.Answer.OPEN) {
            return false;
        }
        FrameDescription frame = frames.description();
        int bytes = (int) frame.lengthBytes();
        int width = frame.widthPixels;
        ByteBuffer old = frames.pixels();
        if (frames.open(now) != FrameReader.Answer.OPEN) {
            return false;
        }
        if (frame.lengthBytes() != bytes || frame.widthPixels != width) {
            return true;
        }
        boolean differ = FrameComparison.differ(frame, old, frames.pixels());
        // What was overwritten meanwhile may differ for that reason only. The first question has
        // the acquire fence that orders the pixels of both BEFORE either's sequence is read again.
        return differ && frames.stillValid() && frames.open(before) == FrameReader.Answer.OPEN;
    }

    @Override
    public void close() {
        frames.close();
    }
}
