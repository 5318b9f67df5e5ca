package org.catfollow.tracker.filter;

/**
 * Makes a tracker's own measure of success comparable with others': 0 to 1, beside its mean over the
 * first frames after the target was given. An absolute threshold would mean something else on every
 * target; a mean that runs on would follow the measure down as the target is lost.
 */
final class FirstFrames {
    private static final int FRAMES = 10;

    private double mean;
    private int count;

    void clear() {
        mean = 0;
        count = 0;
    }

    /** Takes the measure of one more frame, and returns it beside the mean of the first ones. */
    float relative(double measure) {
        if (count < FRAMES) {
            count++;
            mean += (measure - mean) / count;
        }
        return mean > 0 ? (float) Math.clamp(measure / mean, 0, 1) : 0;
    }

    void copyFrom(FirstFrames other) {
        mean = other.mean;
        count = other.count;
    }
}
