package org.catfollow.control.car.picarx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Our own calibration file: lines {@code key = value}, {@code #} before a comment. A key that is missing
 * has its default; one that is unknown, there twice, or holds what it cannot is refused with its line.
 */
final class CalibrationFile {
    /** What may come between the new text and its taking the old one's place: a test's power cut. */
    interface Interruption {
        /** Called when the new file is whole and lies beside the old one. */
        void beforeReplacing() throws IOException;
    }

    private CalibrationFile() {}

    /**
     * Reads a file.
     *
     * @throws StageFailure with the usage exit code, in one line: file, line, key, value, what to do
     */
    static CarCalibration read(Path file) {
        Map<CalibrationKey, Double> values = new EnumMap<>(CalibrationKey.class);
        List<KeyValueLine> lines = KeyValueLine.readAll(file);
        for (KeyValueLine line : lines) {
            CalibrationKey key =
                    CalibrationKey.of(line.key())
                            .orElseThrow(
                                    () ->
                                            line.refused(
                                                    "there is no such key; those that exist: "
                                                            + allKeys()));
            Double number = line.number();
            if (number == null || !key.allows(number)) {
                throw line.refused(
                        "write "
                                + key.expected()
                                + ", or take the line out for "
                                + key.value(CarCalibration.DEFAULT));
            }
            if (values.put(key, number) != null) {
                throw line.refused("the key is there twice; take one of the lines out");
            }
        }
        if (values.isEmpty()) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "calibration "
                            + file
                            + " has no line `key = value`; write one (keys: "
                            + allKeys()
                            + "), or remove the file");
        }
        return from(values);
    }

    /** Makes a calibration of the values that are there, and defaults for the others. */
    static CarCalibration from(Map<CalibrationKey, Double> values) {
        Map<CalibrationKey, Double> all = new EnumMap<>(CalibrationKey.class);
        for (CalibrationKey key : CalibrationKey.values()) {
            all.put(key, values.getOrDefault(key, key.get(CarCalibration.DEFAULT)));
        }
        return new CarCalibration(
                all.get(CalibrationKey.STEERING_OFFSET),
                all.get(CalibrationKey.PAN_OFFSET),
                all.get(CalibrationKey.TILT_OFFSET),
                all.get(CalibrationKey.LEFT_MOTOR_SIGN).intValue(),
                all.get(CalibrationKey.RIGHT_MOTOR_SIGN).intValue(),
                List.of(
                        all.get(CalibrationKey.CLIFF_LEFT).intValue(),
                        all.get(CalibrationKey.CLIFF_MIDDLE).intValue(),
                        all.get(CalibrationKey.CLIFF_RIGHT).intValue()),
                all.get(CalibrationKey.METRES_PER_SECOND_AT_FULL),
                all.get(CalibrationKey.WHEEL_BASE));
    }

    /**
     * Writes a file whole: who is killed in between, or loses power, has the old one.
     *
     * @throws IOException when it was not written; the old file is as it was
     */
    static void write(Path file, CarCalibration calibration) throws IOException {
        write(file, calibration, () -> {});
    }

    /** Writes a file whole, unless the interruption throws. */
    static void write(Path file, CarCalibration calibration, Interruption interruption)
            throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        Files.createDirectories(folder);
        // In the same folder, for a rename replaces a file at once only within one file system.
        Path fresh = Files.createTempFile(folder, "." + target.getFileName(), ".tmp");
        boolean replaced = false;
        try {
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text(calibration));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                // The bytes before the name, or a power cut could leave the new name on no bytes.
                out.force(true);
            }
            interruption.beforeReplacing();
            Files.move(
                    fresh,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            replaced = true;
        } finally {
            if (!replaced) {
                Files.deleteIfExists(fresh);
            }
        }
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static String text(CarCalibration calibration) {
        StringBuilder text =
                new StringBuilder("# PiCar-X; the keys are explained in operating.md\n");
        for (CalibrationKey key : CalibrationKey.values()) {
            text.append(key.text()).append(" = ").append(key.value(calibration)).append('\n');
        }
        return text.toString();
    }

    private static String allKeys() {
        StringBuilder keys = new StringBuilder();
        for (CalibrationKey key : CalibrationKey.values()) {
            keys.append(keys.isEmpty() ? "" : ", ").append(key.text());
        }
        return keys.toString();
    }
}
