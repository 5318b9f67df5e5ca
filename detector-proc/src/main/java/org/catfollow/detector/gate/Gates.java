package org.catfollow.detector.gate;

import org.catfollow.detector.inference.AutoencoderModel;
import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.Mat;

/**
 * The gates before the model, none, one or both; counts what they say. One thread; allocates nothing
 * after the first frames.
 */
public final class Gates implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;

    // Null where there is none.
    private final MotionGate motion;
    private final AnomalyGate anomaly;
    private final GateKeeper keeper;
    private long motionSeen;
    private long motionUnknown;
    private long anomalySeen;

    private Gates(MotionGate motion, AnomalyGate anomaly, GateKeeper keeper) {
        this.motion = motion;
        this.anomaly = anomaly;
        this.keeper = keeper;
    }

    /**
     * Makes them; with an auto-encoder, loads it and runs it once.
     *
     * @param threads of the auto-encoder
     * @param xnnpack whether to use the XNNPACK delegate for it
     * @throws org.catfollow.runtime.StageFailure (model) where the auto-encoder cannot be used
     */
    public static Gates open(GateSettings settings, int threads, boolean xnnpack) {
        if (settings.any()) {
            NativeLibraries.loadOpenCv();
        }
        AnomalyGate anomaly =
                settings.anomalyModel() == null
                        ? null
                        : new AnomalyGate(
                                AutoencoderModel.open(settings.anomalyModel(), threads, xnnpack),
                                new AnomalyJudge(settings.anomalyThreshold()));
        return new Gates(
                settings.motion() ? new MotionGate() : null,
                anomaly,
                new GateKeeper(settings.coolDownMillis() * NANOS_PER_MILLI));
    }

    /** Returns whether there is a gate at all; without one they are always open. */
    public boolean any() {
        return motion != null || anomaly != null;
    }

    /** Returns what the user should know, such as a missing delegate; empty where all is well. */
    public String warning() {
        return anomaly == null ? "" : anomaly.warning();
    }

    /**
     * Decides on a frame.
     *
     * @param bgr 8-bit BGR; only read, and not kept
     * @param captureNanos when it was captured
     * @param nowNanos CLOCK_MONOTONIC
     * @param targetInHand whether the tracker has a target: then the gates are open
     * @param overloaded whether the detector is over its budget: then the gates look at every second
     *     frame only, and what they said stands for the next
     * @return whether the model should look at it
     */
    public boolean isOpen(
            Mat bgr, long captureNanos, long nowNanos, boolean targetInHand, boolean overloaded) {
        if (!any() || keeper.isOpenUnasked(targetInHand, nowNanos)) {
            return true;
        }
        if (keeper.asks(overloaded)) {
            Verdict moves = motion == null ? Verdict.NOTHING : motion.look(bgr, captureNanos);
            double weight = motion == null ? 0 : motion.weight();
            Verdict unusual = anomaly == null ? Verdict.NOTHING : anomaly.look(bgr, weight);
            motionSeen += moves == Verdict.SOMETHING ? 1 : 0;
            motionUnknown += moves == Verdict.UNKNOWN ? 1 : 0;
            anomalySeen += unusual == Verdict.SOMETHING ? 1 : 0;
            keeper.answer(moves, unusual, nowNanos);
        }
        return keeper.isOpen();
    }

    /** Takes how many boxes the model has found in the last frame that came through. */
    public void found(int boxes, long nowNanos) {
        keeper.found(boxes, nowNanos);
    }

    /** Returns how often the motion gate saw something move. */
    public long motionSeen() {
        return motionSeen;
    }

    /** Returns how often it could not tell. */
    public long motionUnknown() {
        return motionUnknown;
    }

    /** Returns how often the anomaly gate saw something unusual. */
    public long anomalySeen() {
        return anomalySeen;
    }

    @Override
    public void close() {
        if (motion != null) {
            motion.close();
        }
        if (anomaly != null) {
            anomaly.close();
        }
    }
}
