package org.catfollow.detector.labels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** Reads labels from a file of their own, or from inside a model. */
public final class LabelFile {
    private static final int LARGEST_BYTES = 1 << 20;

    /** Where newer YOLO exporters put the names; older ones use a text file. */
    private static final String EXPORTER_FILE = "metadata.json";

    private LabelFile() {}

    /**
     * Reads the labels of a model.
     *
     * @param labelsOrNull the label file that the user named, or null to look inside the model
     * @throws StageFailure (model) where the file is no label file, (usage) where there is none
     */
    public static Labels read(Path labelsOrNull, Path model) {
        if (labelsOrNull != null) {
            return readFile(labelsOrNull);
        }
        return insideModel(model)
                .orElseThrow(
                        () ->
                                new StageFailure(
                                        ExitCode.USAGE,
                                        "model "
                                                + model
                                                + " has no labels inside; pass its label file"
                                                + " with --labels FILE"));
    }

    /**
     * Returns whether a model has labels inside.
     *
     * @throws StageFailure (model) where they cannot be used
     */
    public static boolean areInside(Path model) {
        return insideModel(model).isPresent();
    }

    private static Labels readFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw unusable(
                    file.toString(),
                    Files.exists(file) ? "not a regular file" : "no such file; pass --labels FILE");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return parse(file.toString(), in);
        } catch (IOException e) {
            throw new StageFailure(ExitCode.MODEL, "labels " + file + " cannot be read: " + e, e);
        }
    }

    /**
     * Looks for {@code labelmap.txt}, or else the only text file, in the zip archive that models with
     * metadata carry behind their flatbuffer; or else for what YOLO's exporters write there.
     */
    private static Optional<Labels> insideModel(Path model) {
        try (ZipFile zip = new ZipFile(model.toFile())) {
            List<? extends ZipEntry> texts =
                    zip.stream().filter(entry -> entry.getName().endsWith(".txt")).toList();
            Optional<? extends ZipEntry> chosen =
                    texts.stream()
                            .filter(entry -> entry.getName().endsWith("labelmap.txt"))
                            .findFirst();
            if (chosen.isEmpty() && texts.size() == 1) {
                chosen = Optional.of(texts.get(0));
            }
            if (chosen.isEmpty()) {
                chosen = Optional.ofNullable(zip.getEntry(EXPORTER_FILE));
            }
            if (chosen.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(chosen.get())) {
                return Optional.of(parse(model + "!" + chosen.get().getName(), in));
            }
        } catch (ZipException notAnArchive) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.MODEL, "labels inside model " + model + " cannot be read: " + e, e);
        }
    }

    private static Labels parse(String source, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
        if (bytes.length > LARGEST_BYTES) {
            throw unusable(source, "longer than " + LARGEST_BYTES + " bytes, so no label file");
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') >= 0) {
                throw unusable(source, "a binary file, not text");
            }
            List<String> rows = Arrays.asList(text.split("\r\n|\r|\n", -1));
            return LabelParser.parse(source, ExporterNames.rows(text).orElse(rows));
        } catch (CharacterCodingException e) {
            throw unusable(source, "not UTF-8 text");
        }
    }

    static StageFailure unusable(String source, String reason) {
        return new StageFailure(ExitCode.MODEL, "labels " + source + " cannot be used: " + reason);
    }
}
