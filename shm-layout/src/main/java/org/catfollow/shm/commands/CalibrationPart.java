package org.catfollow.shm.commands;

/** What of the car a calibration tries. The ordinal is what the ring holds: append only. */
public enum CalibrationPart {
    /** Nothing. */
    NONE,
    /** Offset of the steering servo, degrees: the wheels stand straight with the right one. */
    STEERING,
    /** Offset of the pan servo, degrees. */
    PAN,
    /** Offset of the tilt servo, degrees. */
    TILT,
    /** Sign of the left motor, 1 or -1: it turns forward, slowly, with the right one. */
    LEFT_MOTOR,
    /** Sign of the right motor, 1 or -1. */
    RIGHT_MOTOR,
    /** Both motors straight ahead, percent of the full speed, 0 to 100. */
    DRIVE,
    /** Forget what was tried and read the calibration file anew. */
    RELOAD
}
