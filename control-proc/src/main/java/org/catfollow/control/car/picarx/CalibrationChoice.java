package org.catfollow.control.car.picarx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The calibration that was found, and where.
 *
 * @param origin says where it comes from, in words
 * @param measured whether somebody has calibrated the car; otherwise it is defaults
 * @param flag the file that a flag names; null when there is none
 */
public record CalibrationChoice(
        CarCalibration calibration, String origin, boolean measured, Path flag) {
    /** Nobody was asked: for a car that needs none. */
    public static final CalibrationChoice NONE =
            new CalibrationChoice(CarCalibration.DEFAULT, "defaults", false, null);

    /**
     * Returns the calibration of the file that a flag names, else of our own file, else of the vendor's,
     * else the defaults.
     *
     * @param flag null when there is none
     * @throws org.catfollow.runtime.StageFailure with the usage exit code for a file that is wrong
     */
    public static CalibrationChoice find(Path flag) {
        return find(flag, ownFile(System.getenv()), VendorCalibration.FILE);
    }

    /** As {@link #find(Path)}, with other places. */
    static CalibrationChoice find(Path flag, Path own, Path vendor) {
        if (flag != null) {
            return new CalibrationChoice(CalibrationFile.read(flag), "from " + flag, true, flag);
        }
        if (Files.exists(own)) {
            return new CalibrationChoice(CalibrationFile.read(own), "from " + own, true, null);
        }
        if (Files.exists(vendor)) {
            return new CalibrationChoice(
                    VendorCalibration.read(vendor),
                    "taken over from the vendor's " + vendor + "; there is no " + own,
                    true,
                    null);
        }
        return new CalibrationChoice(
                CarCalibration.DEFAULT,
                "defaults: there is neither " + own + " nor " + vendor,
                false,
                null);
    }

    /**
     * Reads the calibration again, from where it is found now: somebody may have kept another.
     *
     * @throws org.catfollow.runtime.StageFailure with the usage exit code for a file that is wrong
     */
    public CarCalibration reread() {
        return find(flag).calibration();
    }

    /** Returns where our own file lies by default. */
    static Path ownFile(Map<String, String> environment) {
        String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
        // The XDG base directory specification: a relative one is to be ignored.
        Path base =
                folder.startsWith("/")
                        ? Path.of(folder)
                        : Path.of(System.getProperty("user.home"), ".config");
        return base.resolve("cat-follow").resolve("picar-x.properties");
    }
}
