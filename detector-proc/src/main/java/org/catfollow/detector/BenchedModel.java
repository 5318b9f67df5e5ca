package org.catfollow.detector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.catfollow.detector.accuracy.Accuracy;
import org.catfollow.detector.accuracy.AveragePrecision;
import org.catfollow.detector.accuracy.TrueBox;
import org.catfollow.detector.decode.BoxLimits;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.heads.ModelType;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.Mat;

/**
 * A model that is measured, with or without XNNPACK: one detector that reports all that it sees, to be
 * judged; and one for each number of threads, set up as the stage's, to be timed.
 */
final class BenchedModel implements AutoCloseable {
    /** Below, YOLOs report every cell of their grid; what ultralytics' validation takes too. */
    static final float LOWEST_SCORE = 0.001f;

    private final Path file;
    private final boolean xnnpack;
    private final TfliteDetector judged;
    private final AveragePrecision precision;
    private final List<LookTimes> times = new ArrayList<>();
    private final Detections found = new Detections();

    private BenchedModel(BenchConfig config, ModelChoice choice, boolean xnnpack) {
        this.file = choice.file();
        this.xnnpack = xnnpack;
        this.precision = new AveragePrecision(config.minScore());
        this.judged =
                TfliteDetector.open(
                        settings(config, choice, LOWEST_SCORE, config.threads().get(0), xnnpack));
    }

    /**
     * Loads a model several times.
     *
     * @throws org.catfollow.runtime.StageFailure where it, its labels or the settings cannot be used
     */
    static BenchedModel open(BenchConfig config, ModelChoice choice, boolean xnnpack) {
        BenchedModel model = new BenchedModel(config, choice, xnnpack);
        boolean complete = false;
        try {
            for (int threads : config.threads()) {
                DetectorConfig settings =
                        settings(config, choice, config.minScore(), threads, xnnpack);
                model.times.add(
                        new LookTimes(TfliteDetector.open(settings), threads, config.looks()));
            }
            complete = true;
            return model;
        } finally {
            if (!complete) {
                model.close();
            }
        }
    }

    private static DetectorConfig settings(
            BenchConfig config, ModelChoice choice, float minScore, int threads, boolean xnnpack) {
        return new DetectorConfig(
                choice.file(),
                choice.labels(),
                List.of(config.className()),
                minScore,
                ScheduleSettings.EVERY_FRAME,
                GateSettings.NONE,
                threads,
                xnnpack,
                new DecodeSettings(
                        choice.type(), Map.of(), BoxLimits.NONE, DecodeSettings.USUAL_OVERLAP),
                LookSettings.USUAL);
    }

    /** Looks for all that there is in a picture, and compares it with the truth. */
    void judge(Mat picture, List<TrueBox> truth) {
        judged.detect(picture, found);
        precision.add(truth, found);
    }

    /** Returns what {@link #judge} found last. */
    Detections found() {
        return found;
    }

    Path file() {
        return file;
    }

    boolean xnnpack() {
        return xnnpack;
    }

    ModelType type() {
        return judged.type();
    }

    String warning() {
        return judged.warning();
    }

    Accuracy accuracy() {
        return precision.result();
    }

    /** Returns the timed detectors, one for each number of threads. */
    List<LookTimes> times() {
        return times;
    }

    @Override
    public void close() {
        times.forEach(LookTimes::close);
        judged.close();
    }
}
