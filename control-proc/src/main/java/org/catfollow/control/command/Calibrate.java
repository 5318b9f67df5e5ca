package org.catfollow.control.command;

import org.catfollow.shm.commands.CalibrationPart;

/**
 * Try a value of the car's calibration, for a moment.
 *
 * @param part what of
 * @param value in what the part counts, see {@link CalibrationPart}
 */
public record Calibrate(CalibrationPart part, double value, Validity validity)
        implements UserCommand {
    /** The largest offset of a servo, degrees: beyond it the horn is mounted on the wrong tooth. */
    public static final double LARGEST_OFFSET_DEGREES = 45;

    /** Refuses values that the part cannot have. */
    public Calibrate {
        double offset = LARGEST_OFFSET_DEGREES;
        switch (part) {
            case NONE -> throw new IllegalArgumentException("calibrate: no part is named");
            case STEERING, PAN, TILT ->
                    Figures.within("calibrate", "offset", value, -offset, offset, "degrees");
            case LEFT_MOTOR, RIGHT_MOTOR -> {
                if (Math.abs(value) != 1) {
                    throw new IllegalArgumentException(
                            "calibrate: sign of a motor is " + value + ", expected 1 or -1");
                }
            }
            case DRIVE -> Figures.within("calibrate", "drive", value, 0, 100, "percent");
            case RELOAD -> {
                // The value means nothing.
            }
        }
    }
}
