package org.catfollow.cli.chaos;

import java.util.random.RandomGenerator;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameReader;

/** A reader of one region's frames: the newest, and one anywhere in the ring. One thread. */
final class FrameCheck implements AutoCloseable {
    /** More than any ring of a run holds. */
    private static final int REMEMBERED = 1024;

    private final Promises promises;
    private final RandomGenerator random;
    private final FrameReader frames;
    private final int slots;
    private final long[] ids = new long[REMEMBERED];
    private final long[] captured = new long[REMEMBERED];
    private long newest;
    private long mismatched;

    FrameCheck(Region region, Promises promises, RandomGenerator random) {
        this.promises = promises;
        this.random = random;
        this.frames = region.frameReader();
        this.slots = region.geometry().slotCount();
        this.newest = frames.newestFrame();
    }

    void round() {
        long now = frames.newestFrame();
        promises.check(
                Promise.FRAMES_RISE, now >= newest, "newest frame was " + newest + ", is " + now);
        if (now > newest) {
            read(now);
        }
        newest = now;
        read(now - random.nextInt(slots + 2));
    }

    private void read(long frameId) {
        FrameReader.Answer answer = frames.open(frameId);
        if (answer == FrameReader.Answer.LAPPED || answer == FrameReader.Answer.NOT_THERE) {
            return;
        }
        boolean accepted = answer == FrameReader.Answer.OPEN && frames.stillValid();
        promises.check(
                Promise.FRAMES_WHOLE,
                frames.mismatched() == mismatched,
                "frame " + frameId + " does not fit its id (" + answer + ")");
        mismatched = frames.mismatched();
        if (accepted) {
            remember(frameId, frames.description().captureNanos);
        }
    }

    private void remember(long frameId, long captureNanos) {
        int at = (int) (frameId % REMEMBERED);
        promises.check(
                Promise.FRAMES_RISE,
                ids[at] != frameId || captured[at] == captureNanos,
                "frame " + frameId + " was captured twice");
        ids[at] = frameId;
        captured[at] = captureNanos;
    }

    long newest() {
        return newest;
    }

    @Override
    public void close() {
        frames.close();
    }
}
