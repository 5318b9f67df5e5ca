package org.catfollow.detector;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.detector.accuracy.AnnotatedPicture;
import org.catfollow.detector.accuracy.TrueBox;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.Mat;

/**
 * Several models that look at the same pictures, one look of each in turn, so that a busy machine slows
 * all of them. One picture is in memory at a time.
 */
final class BenchRun implements AutoCloseable {
    private static final int WARM_UP_ROUNDS = 5;

    /** Boxes that near to the lowest score may be on either side of it. */
    private static final float SURELY_ABOVE = 0.3f;

    private final BenchConfig config;
    private final List<BenchedModel> models = new ArrayList<>();

    /** By model: its boxes with and without XNNPACK; empty where they are not compared. */
    private final List<BoxAgreement> agreements = new ArrayList<>();

    private BenchRun(BenchConfig config) {
        this.config = config;
    }

    /**
     * Loads all models.
     *
     * @throws StageFailure where one cannot be used
     */
    static BenchRun open(BenchConfig config) {
        NativeLibraries.loadOpenCv();
        BenchRun run = new BenchRun(config);
        boolean complete = false;
        try {
            for (ModelChoice choice : config.models()) {
                BenchedModel model = BenchedModel.open(config, choice, true);
                run.models.add(model);
                if (config.compareXnnpack()) {
                    if (!model.warning().isEmpty()) {
                        throw new StageFailure(
                                ExitCode.FAILED,
                                "nothing to compare for " + model.file() + ": " + model.warning());
                    }
                    run.models.add(BenchedModel.open(config, choice, false));
                    run.agreements.add(BoxAgreement.NONE);
                }
            }
            complete = true;
            return run;
        } finally {
            if (!complete) {
                run.close();
            }
        }
    }

    /**
     * Looks at all pictures.
     *
     * @throws StageFailure (usage) for a picture that cannot be read or is not the one annotated
     */
    void look() {
        if (config.pictures().isEmpty()) {
            look(StillPictures.drawn(), List.of(), true);
        }
        boolean first = true;
        for (AnnotatedPicture picture : config.pictures()) {
            look(read(picture), picture.boxes(), first);
            first = false;
        }
    }

    private static Mat read(AnnotatedPicture picture) {
        Mat pixels = StillPictures.read(picture.file());
        boolean fits =
                (picture.width() == 0 || picture.width() == pixels.cols())
                        && (picture.height() == 0 || picture.height() == pixels.rows());
        if (!fits) {
            String size = pixels.cols() + "x" + pixels.rows();
            pixels.release();
            throw new StageFailure(
                    ExitCode.USAGE,
                    "picture "
                            + picture.file()
                            + " is "
                            + size
                            + ", its annotations are for "
                            + picture.width()
                            + "x"
                            + picture.height()
                            + "; pass the folder with the pictures that were annotated (--images)");
        }
        return pixels;
    }

    private void look(Mat picture, List<TrueBox> truth, boolean first) {
        try {
            for (BenchedModel model : models) {
                model.judge(picture, truth);
            }
            for (int i = 0; i < agreements.size(); i++) {
                BoxAgreement here =
                        BoxAgreement.of(
                                models.get(2 * i).found(),
                                models.get(2 * i + 1).found(),
                                SURELY_ABOVE);
                agreements.set(i, agreements.get(i).plus(here));
            }
            for (int i = 0; first && i < WARM_UP_ROUNDS; i++) {
                models.forEach(model -> model.times().forEach(each -> each.warmUp(picture)));
            }
            for (int i = 0; i < config.looksAtEach(); i++) {
                models.forEach(model -> model.times().forEach(each -> each.look(picture)));
            }
        } finally {
            picture.release();
        }
    }

    BenchConfig config() {
        return config;
    }

    /** Returns the models; where XNNPACK is compared, each one with and then without it. */
    List<BenchedModel> models() {
        return models;
    }

    /** Returns, by model, whether its boxes are the same without XNNPACK; empty where not compared. */
    List<BoxAgreement> agreements() {
        return agreements;
    }

    @Override
    public void close() {
        models.forEach(BenchedModel::close);
    }
}
