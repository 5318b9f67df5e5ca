package org.catfollow.control.car.picarx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.catfollow.control.car.SensorReadings;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * The calibration that the vendor's own tools have left; only read. They write it in place, so a power
 * cut may have emptied or halved it: that is refused, for a motor's sign may be what is missing. Comments
 * alone are what their installer leaves: nothing was calibrated yet.
 */
final class VendorCalibration {
    /** Where the vendor's tools keep it. */
    static final Path FILE = Path.of("/opt/picar-x/picar-x.conf");

    private static final String TO_DO =
            "; calibrate the car again with the vendor's tool, or give a file of our own with"
                    + " --calibration";

    private VendorCalibration() {}

    /**
     * Reads a file.
     *
     * @throws StageFailure with the usage exit code, in one line, for a file that is empty or cut off
     */
    static CarCalibration read(Path file) {
        refuseEmpty(file);
        Map<CalibrationKey, Double> values = new EnumMap<>(CalibrationKey.class);
        for (KeyValueLine line : KeyValueLine.readAll(file)) {
            switch (line.key()) {
                case "picarx_dir_servo" -> put(values, CalibrationKey.STEERING_OFFSET, line);
                case "picarx_cam_pan_servo" -> put(values, CalibrationKey.PAN_OFFSET, line);
                case "picarx_cam_tilt_servo" -> put(values, CalibrationKey.TILT_OFFSET, line);
                case "picarx_dir_motor" ->
                        putList(
                                values,
                                line,
                                CalibrationKey.LEFT_MOTOR_SIGN,
                                CalibrationKey.RIGHT_MOTOR_SIGN);
                case "cliff_reference" ->
                        putList(
                                values,
                                line,
                                CalibrationKey.CLIFF_LEFT,
                                CalibrationKey.CLIFF_MIDDLE,
                                CalibrationKey.CLIFF_RIGHT);
                default -> {
                    // line_reference, and what other programs of theirs keep here.
                }
            }
        }
        return CalibrationFile.from(values);
    }

    private static void refuseEmpty(Path file) {
        try {
            if (Files.size(file) == 0) {
                throw new StageFailure(
                        ExitCode.USAGE,
                        "vendor's calibration "
                                + file
                                + " is empty: it was lost while it was written"
                                + TO_DO);
            }
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "cannot read vendor's calibration " + file + ": " + e + TO_DO,
                    e);
        }
    }

    private static void put(
            Map<CalibrationKey, Double> values, CalibrationKey key, KeyValueLine line) {
        Double number = line.number();
        if (number == null || !key.allows(number)) {
            throw line.refused(key.expected() + " was expected" + TO_DO);
        }
        values.put(key, number);
    }

    private static void putList(
            Map<CalibrationKey, Double> values, KeyValueLine line, CalibrationKey... keys) {
        String text = line.value();
        List<String> parts =
                text.startsWith("[") && text.endsWith("]")
                        ? List.of(text.substring(1, text.length() - 1).split(",", -1))
                        : List.of();
        if (parts.size() != keys.length) {
            throw line.refused(
                    "a list of " + keys.length + " was expected, " + example(keys.length) + TO_DO);
        }
        for (int i = 0; i < keys.length; i++) {
            put(
                    values,
                    keys[i],
                    new KeyValueLine(
                            line.file(), line.lineNumber(), line.key(), parts.get(i).strip()));
        }
    }

    private static String example(int length) {
        return length == SensorReadings.GRAYSCALES ? "as in [500, 500, 500]" : "as in [1, 1]";
    }
}
