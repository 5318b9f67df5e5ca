package org.catfollow.detector;

import java.util.Locale;
import org.catfollow.detector.inference.TfliteModel;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/** {@code --smoketest}: whether everything native loads here and the model runs. No region needed. */
final class SmokeTest {
    private SmokeTest() {}

    /**
     * Loads the libraries, and looks with the model at a drawn picture.
     *
     * @param config whose model may be missing
     * @return what was tried, in one line
     * @throws org.catfollow.runtime.StageFailure where something does not work
     */
    static String run(DetectorConfig config) {
        NativeLibraries.loadOpenCv();
        String libraries =
                "OpenCV " + Core.VERSION + ", TensorFlow Lite " + TfliteModel.libraryVersion();
        if (config.model() == null) {
            return "smoke test passed: " + libraries + ", no model";
        }
        Mat picture = StillPictures.drawn();
        try (TfliteDetector detector = TfliteDetector.open(config)) {
            long begun = System.nanoTime();
            detector.detect(picture, new Detections());
            return String.format(
                    Locale.ROOT,
                    "smoke test passed: %s, model %s (%s) in %.1f ms%s",
                    libraries,
                    config.model().getFileName(),
                    detector.type(),
                    (System.nanoTime() - begun) / 1e6,
                    detector.warning().isEmpty() ? "" : "; " + detector.warning());
        } finally {
            picture.release();
        }
    }
}
