package org.catfollow.shm.commands;

/** What can be told. The ordinal is what the ring holds: append only. */
public enum CommandKind {
    /** Nothing; never sent. */
    NONE,
    /** Drive to where the cat is said to be: x and y, metres, in the robot's odometry. */
    CAT_LOCATION,
    /** Go on after STOP: carries the stop count that the sender had seen. */
    RESUME
}
