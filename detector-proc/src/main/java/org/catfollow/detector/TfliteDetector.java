package org.catfollow.detector;

import java.util.List;
import org.catfollow.detector.decode.Decoder;
import org.catfollow.detector.heads.FoundHead;
import org.catfollow.detector.heads.HeadFinder;
import org.catfollow.detector.heads.ModelType;
import org.catfollow.detector.inference.TfliteModel;
import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.labels.LabelFile;
import org.catfollow.detector.labels.Labels;
import org.catfollow.detector.preprocess.Crop;
import org.catfollow.detector.preprocess.FrameToTensor;
import org.catfollow.detector.preprocess.InputPlan;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.runtime.vision.RegionOfInterest;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.Mat;

/** Detector with a model in TensorFlow Lite, of any kind that is known. One thread at a time. */
final class TfliteDetector implements ObjectDetector {
    private final TfliteModel model;
    private final ModelType type;
    private final FrameToTensor frameToTensor;
    private final Decoder decoder;
    private final RegionOfInterest region;
    private final Crop regionPixels = new Crop();
    private boolean closed;

    private TfliteDetector(TfliteModel model, DetectorConfig config) {
        this.model = model;
        DecodeSettings settings = config.decode();
        FoundHead head = head(model, settings.modelType());
        this.type = head.type();
        Labels labels = LabelFile.read(config.labels(), model.path());
        if (head.classCount().isPresent()) {
            labels = labels.fittedTo(head.classCount().getAsInt());
        }
        ClassFilter filter =
                ClassFilter.of(labels, config.classes(), config.minScore(), settings.classScores());
        InputPlan usual = type.inputPlan();
        InputPlan plan =
                model.normalization()
                        .map(n -> usual.normalized(n.mean(), n.deviation()))
                        .orElse(usual);
        this.frameToTensor = frameToTensor(model, plan);
        this.region = config.looks().region();
        this.decoder =
                new Decoder(
                        head.maker().make(model::fetch, filter),
                        frameToTensor.placement(),
                        filter,
                        settings.limits(),
                        settings.maxOverlap());
    }

    private static FrameToTensor frameToTensor(TfliteModel model, InputPlan plan) {
        try {
            return new FrameToTensor(model.description().input(), model.inputMemory(), plan);
        } catch (StageFailure unfit) {
            throw model.unfit(unfit.getMessage());
        }
    }

    private static FoundHead head(TfliteModel model, ModelType asked) {
        if (asked == null) {
            return HeadFinder.find(model.description())
                    .orElseThrow(
                            () ->
                                    model.unfit(
                                            "it is no detector of a known kind ("
                                                    + HeadFinder.knownTypes()
                                                    + "; --model-type forces one)"));
        }
        return HeadFinder.as(asked, model.description())
                .orElseThrow(
                        () ->
                                model.unfit(
                                        "it cannot be read as --model-type "
                                                + asked
                                                + ": its outputs are of another shape"));
    }

    /**
     * Loads model and labels and runs the model once; takes some tenths of a second.
     *
     * @throws StageFailure (model) where model or labels cannot be used, (usage) where the settings
     *     name no model, no labels for it, or an unknown class
     */
    public static TfliteDetector open(DetectorConfig config) {
        if (config.model() == null) {
            throw new StageFailure(ExitCode.USAGE, "no model; name one with --model");
        }
        NativeLibraries.loadOpenCv();
        TfliteModel model = TfliteModel.open(config.model(), config.threads(), config.xnnpack());
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

    /** Returns what kind of model it is. */
    ModelType type() {
        return type;
    }

    /** Returns what the user should know, such as a missing delegate; empty where all is well. */
    public String warning() {
        return model.warning();
    }

    @Override
    public void preprocess(Mat bgr) {
        regionPixels.set(region, bgr.cols(), bgr.rows());
        preprocess(bgr, regionPixels);
    }

    @Override
    public void preprocess(Mat bgr, Crop crop) {
        // After close, the tensor's memory is not ours any more.
        requireOpen();
        frameToTensor.write(bgr, crop);
    }

    @Override
    public int inputSide() {
        List<Integer> shape = model.description().input().shape();
        return Math.max(shape.get(1), shape.get(2));
    }

    @Override
    public void invoke() {
        requireOpen();
        model.invoke();
    }

    @Override
    public void decode(Detections out) {
        requireOpen();
        decoder.decode(out);
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
