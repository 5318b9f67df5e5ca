package org.catfollow.detector;

import org.catfollow.detector.decode.SsdDecoder;
import org.catfollow.detector.inference.SsdModel;
import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.labels.LabelFile;
import org.catfollow.detector.labels.Labels;
import org.catfollow.detector.preprocess.FrameToTensor;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.Mat;

/** Detector with an SSD model in TensorFlow Lite. One thread at a time. */
final class TfliteDetector implements ObjectDetector {
    private final SsdModel model;
    private final FrameToTensor frameToTensor;
    private final SsdDecoder decoder;
    private int frameWidth;
    private int frameHeight;
    private boolean closed;

    private TfliteDetector(SsdModel model, DetectorConfig config) {
        this.model = model;
        Labels labels = LabelFile.read(config.labels(), model.path());
        if (model.classCount().isPresent()) {
            labels = labels.fittedTo(model.classCount().getAsInt());
        }
        this.decoder = new SsdDecoder(ClassFilter.of(labels, config.classes()), config.minScore());
        this.frameToTensor = new FrameToTensor(model.input(), model.inputMemory());
    }

    /**
     * Loads model and labels and runs the model once; takes some tenths of a second.
     *
     * @throws StageFailure (model) where model or labels cannot be used, (usage) where the settings
     *     name no model, no labels for it, or an unknown class
     */
    public static TfliteDetector open(DetectorConfig config) {
        if (config.model() == null) {
            throw new StageFailure(ExitCode.USAGE, "no model; pass --model FILE");
        }
        NativeLibraries.loadOpenCv();
        SsdModel model = SsdModel.open(config.model(), config.threads(), config.xnnpack());
        TfliteDetector opened = null;
        try {
            opened = new TfliteDetector(model, config);
            return opened;
        } finally {
            if (opened == null) {
                model.close();
            }
        }
    }

    /** Returns what the user should know, such as a missing delegate; empty where all is well. */
    public String warning() {
        return model.warning();
    }

    @Override
    public void preprocess(Mat bgr) {
        // After close, the tensor's memory is not ours any more.
        requireOpen();
        frameToTensor.write(bgr);
        frameWidth = bgr.cols();
        frameHeight = bgr.rows();
    }

    @Override
    public void invoke() {
        requireOpen();
        model.invoke();
    }

    @Override
    public void decode(Detections out) {
        requireOpen();
        decoder.decode(
                model.boxes(),
                model.classes(),
                model.scores(),
                model.count(),
                frameWidth,
                frameHeight,
                out);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            frameToTensor.close();
            model.close();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the detector is closed");
        }
    }
}
