package org.catfollow.control.car.picarx;

import java.io.IOException;
import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** The calibration on disk, for the command that makes it. */
public final class CalibrationStore {
    private final Path flag;
    private final Path file;

    /**
     * Names the file.
     *
     * @param flag what {@code --calibration} says; null for the one in the user's configuration
     */
    public CalibrationStore(Path flag) {
        this.flag = flag;
        this.file = flag != null ? flag : CalibrationChoice.ownFile(System.getenv());
    }

    /** Returns where it lies, or will. */
    public Path file() {
        return file;
    }

    /** Returns the calibration in force, be it the vendor's or none yet; fails for a file that is wrong. */
    public CalibrationChoice find() {
        // A file that is named may be the one that is to be made.
        return CalibrationChoice.find(flag != null && !flag.toFile().exists() ? null : flag);
    }

    /** Returns what the vendor's tools have left; fails, in one line, where that cannot be used. */
    public static CarCalibration ofVendor(Path vendors) {
        return VendorCalibration.read(vendors);
    }

    /** Keeps a calibration, whole or not at all. */
    public void write(CarCalibration calibration) {
        try {
            CalibrationFile.write(file, calibration);
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot write calibration " + file + ": " + e + "; the old one is as it was",
                    e);
        }
    }

    /** Returns a calibration as the file has it, a line a key. */
    public static String lines(CarCalibration calibration) {
        StringBuilder lines = new StringBuilder();
        for (CalibrationKey key : CalibrationKey.values()) {
            lines.append(key.text()).append(" = ").append(key.value(calibration)).append('\n');
        }
        return lines.toString();
    }
}
