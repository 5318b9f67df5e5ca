package org.catfollow.tracker.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/** Recorded sequences with their reference boxes, where the test data is there. */
public final class Sequences {
    private Sequences() {}

    /** The reference box of one frame; without one the score is 0. */
    public record Reference(float score, float x, float y, float width, float height) {}

    /** Returns a file of the test data; skips the test when there is none. */
    public static Path data(String relative) {
        Path path =
                Path.of(System.getProperty("catfollow.repository", "."), "..", "shared", "data")
                        .resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), () -> "test data is missing: " + relative);
        return path;
    }

    /** Returns frame {@code number} of a folder, counted as its file names are. */
    public static Mat frame(Path folder, String digits, int number) {
        Path file = folder.resolve(String.format(Locale.ROOT, digits + ".jpg", number));
        Mat mat = Imgcodecs.imread(file.toString());
        if (mat.empty()) {
            throw new IllegalStateException("cannot read " + file);
        }
        return mat;
    }

    /** Reads the SSD's columns of a reference table. */
    public static List<Reference> detectorReference(String csv, int scoreColumn)
            throws IOException {
        List<Reference> all = new ArrayList<>();
        List<String> lines = Files.readAllLines(data(csv));
        for (String line : lines.subList(1, lines.size())) {
            String[] f = line.split(",", -1);
            boolean has = !f[scoreColumn].isEmpty() && !f[scoreColumn + 1].isEmpty();
            all.add(
                    has
                            ? new Reference(
                                    Float.parseFloat(f[scoreColumn]),
                                    Float.parseFloat(f[scoreColumn + 1]),
                                    Float.parseFloat(f[scoreColumn + 2]),
                                    Float.parseFloat(f[scoreColumn + 3]),
                                    Float.parseFloat(f[scoreColumn + 4]))
                            : new Reference(0, 0, 0, 0, 0));
        }
        return all;
    }

    /** Reads boxes that people drew: x and y count from 1. */
    public static List<Reference> drawnReference(String file) throws IOException {
        List<Reference> all = new ArrayList<>();
        for (String line : Files.readAllLines(data(file))) {
            if (line.isBlank()) {
                continue;
            }
            String[] f = line.trim().split("[,\\s]+", -1);
            all.add(
                    new Reference(
                            1,
                            Float.parseFloat(f[0]) - 1,
                            Float.parseFloat(f[1]) - 1,
                            Float.parseFloat(f[2]),
                            Float.parseFloat(f[3])));
        }
        return all;
    }

    /** Returns intersection over union. */
    public static double iou(Reference a, float x, float y, float w, float h) {
        double width = Math.min(a.x() + a.width(), x + w) - Math.max(a.x(), x);
        double height = Math.min(a.y() + a.height(), y + h) - Math.max(a.y(), y);
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double both = width * height;
        return both / (a.width() * a.height() + w * h - both);
    }
}
