package org.catfollow.cli.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import org.catfollow.runtime.vision.FrameMats;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/** The pictures of the last seconds as JPEG, in memory: some 3 MB. One thread. */
final class RollingWindow {
    private static final int QUALITY = 80;

    /** One picture. */
    static final class Kept {
        final FrameDescription frame;
        final byte[] picture;

        Kept(FrameDescription frame, byte[] picture) {
            this.frame = frame;
            this.picture = picture;
        }
    }

    private final long lengthNanos;
    private final long everyNanos;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final MatOfByte scratch = new MatOfByte();
    private final MatOfInt settings = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY);
    private long newestNanos = Long.MIN_VALUE / 2;

    /**
     * Makes one.
     *
     * @param lengthNanos how far it goes back
     * @param perSecond most pictures a second
     */
    RollingWindow(long lengthNanos, double perSecond) {
        this.lengthNanos = lengthNanos;
        this.everyNanos = (long) (1e9 / perSecond);
    }

    /** Takes the newest frame of the ring if its turn has come; what was overwritten meanwhile is not kept. */
    void look(FrameReader reader, FrameMats mats) {
        if (reader.open(reader.newestFrame()) != FrameReader.Answer.OPEN) {
            return;
        }
        FrameDescription frame = reader.description();
        // Half a frame early is nearer than half a frame late.
        if (frame.captureNanos - newestNanos < everyNanos - everyNanos / 10) {
            return;
        }
        boolean encoded =
                Imgcodecs.imencode(
                        ".jpg", mats.of(reader.slot(), reader.pixels(), frame), scratch, settings);
        if (!encoded || !reader.stillValid()) {
            return;
        }
        newestNanos = frame.captureNanos;
        kept.add(new Kept(copy(frame), scratch.toArray()));
        while (newestNanos - kept.getFirst().frame.captureNanos > lengthNanos) {
            kept.removeFirst();
        }
    }

    private static FrameDescription copy(FrameDescription frame) {
        FrameDescription copy = new FrameDescription();
        copy.frameId = frame.frameId;
        copy.captureNanos = frame.captureNanos;
        copy.sourceIndex = frame.sourceIndex;
        copy.widthPixels = frame.widthPixels;
        copy.heightPixels = frame.heightPixels;
        return copy;
    }

    /** Forgets all: another region has another clock of frames. */
    void clear() {
        kept.clear();
        newestNanos = Long.MIN_VALUE / 2;
    }

    /** Returns what it holds, the oldest first; live. */
    Iterable<Kept> pictures() {
        return kept;
    }
}
