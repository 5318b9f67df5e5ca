package org.catfollow.detector;

import java.util.function.Function;
import org.catfollow.detector.gate.Gates;
import org.catfollow.detector.truth.TruthAgent;
import org.catfollow.detector.truth.TruthSettings;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageContext;
import org.catfollow.runtime.natives.NativeLibraries;

/**
 * What the stage detects with, and its gates: outlives an agent, which lives as long as its region. For
 * the stage's one thread.
 */
final class ModelInForce implements AutoCloseable {
    private final Gates gates;
    private final Function<StageContext, StageAgent> withoutDetector;
    private final DetectorConfig started;
    private DetectorConfig config;
    private boolean attachedBefore;

    /** Null where {@link #withoutDetector} makes the agent. */
    private ObjectDetector detector;

    private String warning;

    private ModelInForce(
            DetectorConfig config,
            ObjectDetector detector,
            String warning,
            Function<StageContext, StageAgent> withoutDetector) {
        this.started = config;
        this.config = config;
        this.detector = detector;
        this.warning = warning;
        this.withoutDetector = withoutDetector;
        this.gates = Gates.open(config.gates(), config.threads(), config.xnnpack());
    }

    /**
     * Opens what the settings name.
     *
     * @throws org.catfollow.runtime.StageFailure (model, usage) where that cannot be used
     */
    static ModelInForce open(DetectorConfig config) {
        if (config.model() == null) {
            return new ModelInForce(config, null, "", NoModelAgent::new);
        }
        if (config.model().toString().startsWith(TruthSettings.PREFIX)) {
            TruthSettings settings = TruthSettings.parse(config.model().toString());
            return new ModelInForce(
                    config,
                    null,
                    "",
                    context ->
                            new TruthAgent(
                                    settings, config.singleClasses(), config.minScore(), context));
        }
        if (config.model().toString().equals(TestTargetDetector.NAME)) {
            NativeLibraries.loadOpenCv();
            return withDetector(config, new TestTargetDetector(), "");
        }
        TfliteDetector detector = TfliteDetector.open(config);
        return withDetector(config, detector, detector.warning());
    }

    /** Takes the detector over, also when that fails: then it is closed. */
    private static ModelInForce withDetector(
            DetectorConfig config, ObjectDetector detector, String warning) {
        ModelInForce made = null;
        try {
            made = new ModelInForce(config, detector, warning, NoModelAgent::new);
            return made;
        } finally {
            if (made == null) {
                detector.close();
            }
        }
    }

    /** Returns the settings in force. */
    DetectorConfig config() {
        return config;
    }

    /** Returns the settings with which the detector was started. */
    DetectorConfig started() {
        return started;
    }

    /** Returns whether this process was at work on a region before; from then on it was. */
    boolean attach() {
        boolean before = attachedBefore;
        attachedBefore = true;
        return before;
    }

    /** Makes an agent that detects with it. */
    StageAgent agent(StageContext context) {
        return detector == null
                ? withoutDetector.apply(context)
                : new DetectorAgent(config, detector, gates, warning, context);
    }

    /** Puts another detector in force and closes the one before, whose agent is closed already. */
    void replace(DetectorConfig newConfig, TfliteDetector newDetector) {
        if (detector != null) {
            detector.close();
        }
        config = newConfig;
        detector = newDetector;
        warning = newDetector.warning();
    }

    @Override
    public void close() {
        if (detector != null) {
            detector.close();
        }
        gates.close();
    }
}
