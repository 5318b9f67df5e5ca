package org.catfollow.shm.slots;

/**
 * Where the robot believes it is: odometry, from where it was started. A reusable holder for one
 * thread.
 */
public final class Pose {
    /** When the pose held, CLOCK_MONOTONIC nanoseconds. */
    public long nanos;

    /** Metres ahead of the start, along the heading that the robot had there. */
    public double xMetres;

    /** Metres to the left of the start. */
    public double yMetres;

    /** Heading, degrees, counter-clockwise from the start's, -180 to 180. */
    public double headingDegrees;
}
