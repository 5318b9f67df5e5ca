package org.catfollow.detector.gate;

/**
 * From reconstruction errors to a verdict: only every third frame is worth an error, errors are
 * smoothed, and what moves lowers the threshold. Pure state machine for one thread.
 */
final class AnomalyJudge {
    /** What the auto-encoder has not seen in training stays in the picture for more than 100 ms. */
    static final int EVERY = 3;

    /** Weight of the newest error. */
    private static final double SMOOTHING = 0.5;

    /** By how much full motion lowers the threshold. */
    private static final double MOTION_DISCOUNT = 0.5;

    private final double threshold;
    private int turn;
    private double score = Double.NaN;

    /**
     * Makes one.
     *
     * @param threshold lowest smoothed error that counts, when nothing moves
     */
    AnomalyJudge(double threshold) {
        this.threshold = threshold;
    }

    /** Counts a frame and returns whether its error is wanted. */
    boolean wantsError() {
        boolean wanted = turn == 0;
        turn = (turn + 1) % EVERY;
        return wanted;
    }

    /** Takes the error of a frame; what is no number, or infinite, makes the score unknown. */
    void error(double error) {
        if (!Double.isFinite(error) || Double.isNaN(score)) {
            score = Double.isFinite(error) ? error : Double.NaN;
        } else {
            score += SMOOTHING * (error - score);
        }
    }

    /**
     * Judges by the errors so far.
     *
     * @param motionWeight 0 where nothing moves or nobody looks for it, to 1
     */
    Verdict judge(double motionWeight) {
        if (Double.isNaN(score)) {
            return Verdict.UNKNOWN;
        }
        return score >= threshold * (1 - MOTION_DISCOUNT * motionWeight)
                ? Verdict.SOMETHING
                : Verdict.NOTHING;
    }
}
