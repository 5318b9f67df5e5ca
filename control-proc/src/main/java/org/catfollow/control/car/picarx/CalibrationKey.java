package org.catfollow.control.car.picarx;

import java.util.Optional;

/** The keys of a calibration file, each with what it may hold. */
enum CalibrationKey {
    /** Added to the steering's angle. */
    STEERING_OFFSET("steering-offset-degrees", Form.NUMBER, -45, 45),
    /** Where the pan servo looks straight ahead. */
    PAN_OFFSET("pan-offset-degrees", Form.NUMBER, -45, 45),
    /** Where the tilt servo looks straight ahead. */
    TILT_OFFSET("tilt-offset-degrees", Form.NUMBER, -45, 45),
    /** How the left motor is wired. */
    LEFT_MOTOR_SIGN("left-motor-sign", Form.SIGN, -1, 1),
    /** How the right motor is wired. */
    RIGHT_MOTOR_SIGN("right-motor-sign", Form.SIGN, -1, 1),
    /** Floor sensor A0. */
    CLIFF_LEFT("cliff-left", Form.WHOLE, 0, HatRegisters.HIGHEST_READING),
    /** Floor sensor A1. */
    CLIFF_MIDDLE("cliff-middle", Form.WHOLE, 0, HatRegisters.HIGHEST_READING),
    /** Floor sensor A2. */
    CLIFF_RIGHT("cliff-right", Form.WHOLE, 0, HatRegisters.HIGHEST_READING),
    /** Speed with the motors at 100 %. */
    METRES_PER_SECOND_AT_FULL("metres-per-second-at-full", Form.NUMBER, 0.05, 5),
    /** From front to rear axle. */
    WHEEL_BASE("wheel-base-metres", Form.NUMBER, 0.02, 2);

    private enum Form {
        NUMBER,
        WHOLE,
        SIGN
    }

    private final String text;
    private final Form form;
    private final double low;
    private final double high;

    CalibrationKey(String text, Form form, double low, double high) {
        this.text = text;
        this.form = form;
        this.low = low;
        this.high = high;
    }

    /** Returns the key of that name in a file, if there is one. */
    static Optional<CalibrationKey> of(String text) {
        for (CalibrationKey key : values()) {
            if (key.text.equals(text)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** Returns its name in a file. */
    String text() {
        return text;
    }

    /** Returns whether it may hold the value. */
    boolean allows(double value) {
        boolean inRange = value >= low && value <= high;
        return switch (form) {
            case NUMBER -> inRange;
            case WHOLE -> inRange && value == Math.rint(value);
            case SIGN -> value == 1 || value == -1;
        };
    }

    /** Returns what it may hold, in words. */
    String expected() {
        return switch (form) {
            case NUMBER -> "a number from " + low + " to " + high;
            case WHOLE -> "a whole number from " + (int) low + " to " + (int) high;
            case SIGN -> "1 or -1";
        };
    }

    /** Refuses a value that it may not hold. */
    void check(double value) {
        if (!allows(value)) {
            throw new IllegalArgumentException(
                    text + " is " + value + ", which is not " + expected());
        }
    }

    /** Returns its value as a file has it. */
    String value(CarCalibration calibration) {
        double value = get(calibration);
        return form == Form.NUMBER ? Double.toString(value) : Integer.toString((int) value);
    }

    /** Returns its value in a calibration. */
    double get(CarCalibration calibration) {
        return switch (this) {
            case STEERING_OFFSET -> calibration.steeringOffsetDegrees();
            case PAN_OFFSET -> calibration.panOffsetDegrees();
            case TILT_OFFSET -> calibration.tiltOffsetDegrees();
            case LEFT_MOTOR_SIGN -> calibration.leftMotorSign();
            case RIGHT_MOTOR_SIGN -> calibration.rightMotorSign();
            case CLIFF_LEFT -> calibration.cliffReferences().get(0);
            case CLIFF_MIDDLE -> calibration.cliffReferences().get(1);
            case CLIFF_RIGHT -> calibration.cliffReferences().get(2);
            case METRES_PER_SECOND_AT_FULL -> calibration.metresPerSecondAtFull();
            case WHEEL_BASE -> calibration.wheelBaseMetres();
        };
    }
}
