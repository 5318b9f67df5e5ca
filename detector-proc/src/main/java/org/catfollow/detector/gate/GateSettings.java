package org.catfollow.detector.gate;

import java.nio.file.Path;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Which gates there are, checked.
 *
 * @param motion whether to look for motion
 * @param anomalyModel the auto-encoder; null without an anomaly gate
 * @param anomalyThreshold lowest smoothed reconstruction error that counts, above 0, to 1
 * @param coolDownMillis how long the gate stays open after something was seen, milliseconds
 */
public record GateSettings(
        boolean motion, Path anomalyModel, double anomalyThreshold, int coolDownMillis) {
    /** No gate: every frame of the schedule goes to the model. */
    public static final GateSettings NONE = new GateSettings(false, null, 0.01, 2_000);

    private static final String MOTION = "motion";
    private static final String ANOMALY = "anomaly=";
    private static final int MOST_MILLIS = 3_600_000;

    /**
     * Checks the settings.
     *
     * @throws StageFailure (usage) naming the flag and the value
     */
    public GateSettings {
        // Written so that NaN is refused.
        if (!(anomalyThreshold > 0 && anomalyThreshold <= 1)) {
            throw usage(
                    "--anomaly-threshold " + anomalyThreshold + " is not above 0 and at most 1");
        }
        if (coolDownMillis < 0 || coolDownMillis > MOST_MILLIS) {
            throw usage("--gate-cool-down-ms " + coolDownMillis + " is outside 0.." + MOST_MILLIS);
        }
    }

    /**
     * Returns the settings of these flags.
     *
     * @param gates what {@code --gate} was given, once each
     * @throws StageFailure (usage) naming the flag and the value
     */
    public static GateSettings of(List<String> gates, double anomalyThreshold, int coolDownMillis) {
        boolean motion = false;
        Path anomalyModel = null;
        for (String gate : gates) {
            if (gate.equals(MOTION)) {
                motion = true;
            } else if (gate.startsWith(ANOMALY) && gate.length() > ANOMALY.length()) {
                if (anomalyModel != null) {
                    throw usage("--gate " + gate + " is a second auto-encoder; one can be used");
                }
                anomalyModel = Path.of(gate.substring(ANOMALY.length()));
            } else {
                throw usage(
                        "--gate "
                                + gate
                                + " is unknown; known are motion and anomaly=MODEL.tflite");
            }
        }
        return new GateSettings(motion, anomalyModel, anomalyThreshold, coolDownMillis);
    }

    /** Returns whether there is a gate at all. */
    public boolean any() {
        return motion || anomalyModel != null;
    }

    private static StageFailure usage(String message) {
        return new StageFailure(ExitCode.USAGE, message);
    }
}
