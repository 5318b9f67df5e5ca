package org.catfollow.tracker.sequence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.NaturalOrder;
import org.catfollow.runtime.StageFailure;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Pictures in their order, and where the target is in them.
 *
 * @param name for people
 * @param pictures files
 * @param reference one box a picture, {@link Box#ABSENT} where it is not known
 */
public record Sequence(String name, List<Path> pictures, List<Box> reference) {
    /** What the Object Tracking Benchmark calls them. */
    private static final String OTB_PICTURES = "img";

    private static final String OTB_REFERENCE = "groundtruth_rect.txt";

    private static final List<String> ENDINGS =
            List.of(
                    ".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".ppm", ".pgm",
                    ".pnm");

    /** Copies the lists. */
    public Sequence {
        pictures = List.copyOf(pictures);
        reference = List.copyOf(reference);
    }

    /**
     * Opens a folder of pictures without reference boxes.
     *
     * @param folder with pictures in it, or in its folder {@code img}
     * @param flag that named it, for messages
     * @throws StageFailure (usage) where there are none
     */
    public static Sequence open(Path folder, String flag) {
        List<Path> pictures = pictures(folder, flag);
        return new Sequence(name(folder), pictures, List.of());
    }

    /**
     * Opens a folder of pictures with its reference boxes.
     *
     * @param folder with pictures in it, or in its folder {@code img}
     * @param flag that named it, for messages
     * @param file with the boxes; where none is given, {@code groundtruth_rect.txt} of the folder
     * @throws StageFailure (usage) where pictures or boxes are missing or do not fit
     */
    public static Sequence open(Path folder, String flag, Optional<Path> file, ReferenceForm form) {
        List<Path> pictures = pictures(folder, flag);
        Path boxes = file.orElse(folder.resolve(OTB_REFERENCE));
        if (file.isEmpty() && !Files.exists(boxes)) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    flag + " " + folder + ": no " + OTB_REFERENCE + " in it; name one with --gt");
        }
        List<Box> reference = ReferenceBoxes.read(boxes, form);
        if (reference.size() != pictures.size()) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--gt "
                            + boxes
                            + " has "
                            + reference.size()
                            + " boxes, "
                            + flag
                            + " "
                            + folder
                            + " "
                            + pictures.size()
                            + " pictures; there must be one line a picture");
        }
        return new Sequence(name(folder), pictures, reference);
    }

    /** Returns the same under another name. */
    Sequence named(String newName) {
        return new Sequence(newName, pictures, reference);
    }

    private static String name(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        Path last = whole.getFileName();
        boolean inner = last != null && last.toString().equals(OTB_PICTURES);
        Path named = inner ? whole.getParent().getFileName() : last;
        return named == null ? whole.toString() : named.toString();
    }

    private static List<Path> pictures(Path folder, String flag) {
        if (!Files.isDirectory(folder)) {
            String why = Files.exists(folder) ? ": is no folder" : ": no such folder";
            throw new StageFailure(ExitCode.USAGE, flag + " " + folder + why);
        }
        Path inner = folder.resolve(OTB_PICTURES);
        Path at = Files.isDirectory(inner) ? inner : folder;
        List<Path> pictures;
        try (Stream<Path> entries = Files.list(at)) {
            pictures =
                    entries.filter(Sequence::isPicture)
                            .sorted(Comparator.comparing(Sequence::fileName, NaturalOrder.INSTANCE))
                            .toList();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.USAGE, flag + " " + at + ": cannot be listed: " + e.getMessage(), e);
        }
        if (pictures.isEmpty()) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    flag
                            + " "
                            + at
                            + ": no pictures in it; looked for files that end in "
                            + String.join(" ", ENDINGS));
        }
        return pictures;
    }

    private static String fileName(Path picture) {
        return picture.getFileName().toString();
    }

    /** Hidden files are not pictures: other systems leave {@code ._name.jpg} beside the real one. */
    private static boolean isPicture(Path path) {
        String name = fileName(path).toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && ENDINGS.stream().anyMatch(name::endsWith)
                && !Files.isDirectory(path);
    }

    /** Returns the number of pictures. */
    public int length() {
        return pictures.size();
    }

    /** Returns the first picture from {@code from} on whose box is known, or -1. */
    public int firstKnown(int from) {
        for (int i = from; i < reference.size(); i++) {
            if (reference.get(i).present()) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Reads a picture; whoever asked releases it.
     *
     * @param index counts from 0
     * @param columns width that it must have; 0 for any
     * @param rows height that it must have; 0 for any
     * @return 8-bit, B, G, R
     * @throws StageFailure (usage) for a file that is no picture, or one of another size
     */
    public Mat read(int index, int columns, int rows) {
        Path file = pictures.get(index);
        Mat picture = Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_COLOR);
        if (picture.empty()) {
            throw new StageFailure(
                    ExitCode.USAGE, "picture " + file + " has gone, or is none that can be read");
        }
        if (columns != 0 && (columns != picture.cols() || rows != picture.rows())) {
            String size = picture.cols() + "x" + picture.rows();
            picture.release();
            throw new StageFailure(
                    ExitCode.USAGE,
                    "picture %s is %s, those before it %dx%d; a sequence has one size"
                            .formatted(file, size, columns, rows));
        }
        return picture;
    }
}
