package org.catfollow.detector.looks;

import org.catfollow.detector.preprocess.Crop;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.slots.Detections;

/**
 * Decides whether a frame is looked at again, and which part of it. Pure; one thread; allocates
 * nothing.
 *
 * <p>Models see small pictures: in a frame of 640x480 that is drawn into 300x300, a cat of 60 pixels
 * is one of 28, and is missed. So where the target was known to be a moment ago and the first look did
 * not find it there, the surroundings of that place are looked at by themselves.
 */
public final class SecondLook {
    /** Room for half of the target's size on each side: it moves, and models want surroundings. */
    private static final double SURROUNDINGS = 2;

    /** Enlarged twice at most: twice as many small cats are found so as with pixels one to one. */
    private static final double LEAST_SHARE_OF_INPUT = 0.5;

    /** With less, the model would see nearly the same picture again. */
    private static final double LEAST_MAGNIFICATION = 1.5;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LookSettings settings;
    private final long oldestNanos;
    private final long maxAgeNanos;
    private final Crop region = new Crop();

    /**
     * Makes one.
     *
     * @param maxAgeMillis oldest result that is published, milliseconds since the capture
     */
    public SecondLook(LookSettings settings, int maxAgeMillis) {
        this.settings = settings;
        this.oldestNanos = settings.secondLookMillis() * NANOS_PER_MILLI;
        this.maxAgeNanos = maxAgeMillis * NANOS_PER_MILLI;
    }

    /**
     * Decides whether a nearer look could show more, and where.
     *
     * @param frame the frame
     * @param found what the first look found in it
     * @param inputSide larger side of the model's picture, pixels; 0 for one that sees the frame's own
     *     pixels
     * @param out where to look, when so
     * @return whether to look there
     */
    public boolean aim(
            FrameDescription frame, Detections found, LastSeen seen, int inputSide, Crop out) {
        if (!settings.secondLook()
                || inputSide < 1
                || !seen.isKnown(frame.captureNanos, oldestNanos)) {
            return false;
        }
        region.set(settings.region(), frame.widthPixels, frame.heightPixels);
        if (!region.contains(seen.centreX(), seen.centreY())) {
            return false;
        }
        double side =
                Math.ceil(Math.max(SURROUNDINGS * seen.side(), LEAST_SHARE_OF_INPUT * inputSide));
        int width = (int) Math.min(side, region.width);
        int height = (int) Math.min(side, region.height);
        if (Math.max(region.width, region.height) < LEAST_MAGNIFICATION * Math.max(width, height)) {
            return false;
        }
        out.set(
                start(seen.centreX(), width, region.x, region.width),
                start(seen.centreY(), height, region.y, region.height),
                width,
                height);
        return !anyIn(out, found);
    }

    /** Returns what may be looked at of the frame that was last decided on; not to be written. */
    public Crop region() {
        return region;
    }

    private static int start(double centre, int length, int least, int within) {
        return Math.clamp(Math.round(centre - length / 2.0), least, least + within - length);
    }

    private static boolean anyIn(Crop crop, Detections found) {
        for (int i = 0; i < found.count(); i++) {
            float centreX = found.x(i) + found.width(i) / 2;
            float centreY = found.y(i) + found.height(i) / 2;
            if (crop.contains(centreX, centreY)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether the result would still be published if the second look takes as long as the
     * first did: young enough, and its frame in the ring.
     *
     * @param lookNanos what the first look took
     * @param newest the newest frame now
     * @param oldest the oldest frame in the ring now
     */
    public boolean isInTime(
            FrameDescription frame, long nowNanos, long lookNanos, long newest, long oldest) {
        long ageThen = nowNanos + lookNanos - frame.captureNanos;
        // As many frames will come as came during the first.
        long oldestThen = oldest + (newest - frame.frameId);
        return ageThen <= maxAgeNanos && frame.frameId >= oldestThen;
    }
}
