package org.catfollow.detector.gate;

/** What the differences between two pictures mean. Pure. */
final class MotionJudge {
    /**
     * Smallest connected region that counts as something, of the whole picture: 123 pixels of 640x480,
     * what a cat 4 m away (60x40 pixels) covers anew when it has moved by 3. Noise makes no regions of
     * that size.
     */
    static final double LEAST_REGION_SHARE = 0.0004;

    /** More than this does not move by itself: the camera turned, or the light changed. */
    static final double EVERYWHERE_SHARE = 0.4;

    /** Where so much moves, the weight is 1. */
    static final double FULL_WEIGHT_SHARE = 0.05;

    private MotionJudge() {}

    /**
     * Judges.
     *
     * @param movingShare share of the picture that changed, 0 to 1
     * @param largestShare share of its largest connected region
     */
    static Verdict judge(double movingShare, double largestShare) {
        if (movingShare > EVERYWHERE_SHARE) {
            return Verdict.UNKNOWN;
        }
        return largestShare >= LEAST_REGION_SHARE ? Verdict.SOMETHING : Verdict.NOTHING;
    }

    /** Returns how much motion speaks for something unusual, 0 to 1. */
    static double weight(double movingShare) {
        return Math.max(0, Math.min(1, movingShare / FULL_WEIGHT_SHARE));
    }
}
