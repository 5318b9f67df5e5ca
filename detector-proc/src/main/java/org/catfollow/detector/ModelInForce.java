package org.catfollow.detector;

import java.util.ArrayList;
import java.util.List;
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
    private final DetectionJournal journal;
    private DetectorConfig config;
    private boolean attachedBefore;

    /** Null where {@link #withoutDetector} makes the agent. */
    private ObjectDetector detector;

    private String warning;

    private ModelInForce(
            DetectorConfig config,
            ObjectDetector detector,
            String warning,
            DetectionJournal journal,
            Function<StageContext, StageAgent> withoutDetector) {
        this.journal = journal;
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
        return open(config, DetectionJournal.none());
    }

    /** Opens what the settings name, and keeps a journal of what is found with it. */
    static ModelInForce open(DetectorConfig config, DetectionJournal journal) {
        if (config.model() == null) {
            return new ModelInForce(config, null, "", journal, NoModelAgent::new);
        }
        if (config.model().toString().startsWith(TruthSettings.PREFIX)) {
            TruthSettings settings = TruthSettings.parse(config.model().toString());
            return new ModelInForce(
                    config,
                    null,
                    "",
                    journal,
                    context ->
                            new TruthAgent(
                                    settings,
                                    config.singleClasses(),
                                    config.minScore(),
                                    journal::told,
                                    context));
        }
        if (config.model().toString().equals(TestTargetDetector.NAME)) {
            NativeLibraries.loadOpenCv();
            return withDetector(config, new TestTargetDetector(config.minScore()), "", journal);
        }
        TfliteDetector detector = TfliteDetector.open(config);
        return withDetector(config, detector, detector.warning(), journal);
    }

    /** Takes the detector over, also when that fails: then it is closed. */
    private static ModelInForce withDetector(
            DetectorConfig config,
            ObjectDetector detector,
            String warning,
            DetectionJournal journal) {
        ModelInForce made = null;
        try {
            made = new ModelInForce(config, detector, warning, journal, NoModelAgent::new);
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
        journal.begin(context.row().epoch(), modelFlags(), System.nanoTime());
        return detector == null
                ? withoutDetector.apply(context)
                : new DetectorAgent(config, detector, gates, warning, journal, context);
    }

    /** The model may be another one than that of the start, and a name or a relative path by then. */
    private List<String> modelFlags() {
        List<String> flags = new ArrayList<>();
        if (detector instanceof TfliteDetector) {
            flags.add("--model=" + config.model().toAbsolutePath());
            if (config.labels() != null) {
                flags.add("--labels=" + config.labels().toAbsolutePath());
            }
            if (config.decode().modelType() != null) {
                flags.add("--model-type=" + config.decode().modelType());
            }
        }
        return flags;
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
