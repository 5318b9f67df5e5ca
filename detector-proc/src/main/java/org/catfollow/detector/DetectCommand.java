package org.catfollow.detector;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.vision.BoxPainter;
import org.catfollow.runtime.vision.PictureFile;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.Mat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code detect}: what the stage would find in single pictures. No region needed. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Looks at pictures with a model as the robot does, and says what it finds.")
final class DetectCommand implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            required = true,
            arity = "1..*",
            description = "Picture to look at; several may be given.")
    private List<Path> images;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the picture with its boxes: .png, .jpg or .bmp. One --image only.")
    private Path out;

    @Option(names = "--json", description = "One JSON object for each picture, in one line.")
    private boolean json;

    @Mixin private ModelOptions model;

    @Spec private CommandSpec spec;

    /** What was found in a picture, and how long it took. */
    private record Look(
            Path image,
            int width,
            int height,
            Detections found,
            long preprocessNanos,
            long inferenceNanos,
            long decodeNanos) {}

    @Override
    public Integer call() {
        if (out != null && images.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--out takes one --image, not " + images.size());
        }
        if (out != null && !PictureFile.isWritable(out)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out must end in .png, .jpg or .bmp, not '" + out.getFileName() + "'");
        }
        try (TfliteDetector detector = TfliteDetector.open(model.toConfig())) {
            PrintWriter printer = spec.commandLine().getOut();
            if (!detector.warning().isEmpty()) {
                spec.commandLine().getErr().println("detect: " + detector.warning());
                spec.commandLine().getErr().flush();
            }
            for (Path image : images) {
                Look look = look(detector, image);
                printer.println(json ? json(look) : text(look, detector));
                printer.flush();
            }
        }
        return ExitCode.DONE.code();
    }

    private Look look(TfliteDetector detector, Path image) {
        Mat picture = StillPictures.read(image);
        try {
            Detections found = new Detections();
            long begun = System.nanoTime();
            detector.preprocess(picture);
            long preprocessed = System.nanoTime();
            detector.invoke();
            long inferred = System.nanoTime();
            detector.decode(found);
            long decoded = System.nanoTime();
            if (out != null) {
                BoxPainter.detections(picture, found, "");
                PictureFile.write(out, picture);
            }
            return new Look(
                    image,
                    picture.cols(),
                    picture.rows(),
                    found,
                    preprocessed - begun,
                    inferred - preprocessed,
                    decoded - inferred);
        } finally {
            picture.release();
        }
    }

    private static String text(Look look, TfliteDetector detector) {
        Detections found = look.found;
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%s: %dx%d, %d box%s; %s, preprocessing %.1f ms, inference %.1f ms, reading"
                                + " the result %.1f ms",
                        look.image,
                        look.width,
                        look.height,
                        found.count(),
                        found.count() == 1 ? "" : "es",
                        detector.type(),
                        look.preprocessNanos / NANOS_PER_MILLI,
                        look.inferenceNanos / NANOS_PER_MILLI,
                        look.decodeNanos / NANOS_PER_MILLI));
        for (int i = 0; i < found.count(); i++) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%n  %-16s %.3f  x %.1f  y %.1f  width %.1f  height %.1f",
                            found.label(i),
                            found.score(i),
                            found.x(i),
                            found.y(i),
                            found.width(i),
                            found.height(i)));
        }
        return text.toString();
    }

    private static String json(Look look) {
        JsonArray boxes = new JsonArray();
        for (int i = 0; i < look.found.count(); i++) {
            JsonObject box = new JsonObject();
            box.addProperty("label", look.found.label(i));
            box.addProperty("classIndex", look.found.classIndex(i));
            box.addProperty("score", look.found.score(i));
            box.addProperty("x", look.found.x(i));
            box.addProperty("y", look.found.y(i));
            box.addProperty("width", look.found.width(i));
            box.addProperty("height", look.found.height(i));
            boxes.add(box);
        }
        JsonObject object = new JsonObject();
        object.addProperty("image", look.image.toString());
        object.addProperty("width", look.width);
        object.addProperty("height", look.height);
        object.addProperty("preprocessMillis", look.preprocessNanos / NANOS_PER_MILLI);
        object.addProperty("inferenceMillis", look.inferenceNanos / NANOS_PER_MILLI);
        object.addProperty("decodeMillis", look.decodeNanos / NANOS_PER_MILLI);
        object.add("boxes", boxes);
        return object.toString();
    }
}
