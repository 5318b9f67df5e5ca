package org.catfollow.shm.commands;

/** What can be told. The ordinal is what the ring holds: append only. */
public enum CommandKind {
    /** Nothing; never sent. */
    NONE,
    /** Drive to where the cat is said to be: x and y, metres, in the robot's odometry. */
    CAT_LOCATION,
    /** Go on after STOP: carries the stop count that the sender had seen. */
    RESUME,
    /** Drive to where the odometry began and stay there. */
    GO_HOME,
    /**
     * Drive by hand, as long as the command lives and no longer: speed, metres per second, negative
     * backwards; steering, pan and tilt, degrees.
     */
    MANUAL,
    /** The robot stands at x and y, metres, and looks along value, degrees counter-clockwise. */
    POSE_RESET,
    /** Try a value of the car's calibration, as long as the command lives. */
    CALIBRATE
}
