package org.catfollow.shm.slots;

/**
 * What a simulated car really does, wherever the robot believes itself to be: the place of its rear
 * axle and where its camera points. Written by control for a car that exists in figures only; a real
 * car leaves the slot empty. A reusable holder for one thread.
 */
public final class SimulatedCarState {
    /** When this held, CLOCK_MONOTONIC nanoseconds. */
    public long nanos;

    /** Metres along the heading that the robot had at its start. */
    public double xMetres;

    /** Metres to the left of that. */
    public double yMetres;

    /** Degrees, counter-clockwise from the start's heading, over -180 and up to 180. */
    public double headingDegrees;

    /** Metres a second over the floor, negative backwards. */
    public float speedMetresPerSecond;

    /** Where the front wheels stand, degrees, positive to the right. */
    public float steeringDegrees;

    /** Where the camera points, degrees from the heading, positive to the right. */
    public float panDegrees;

    /** Where the camera points, degrees from the level, positive upwards. */
    public float tiltDegrees;

    /** Takes over everything. */
    public void set(SimulatedCarState other) {
        nanos = other.nanos;
        xMetres = other.xMetres;
        yMetres = other.yMetres;
        headingDegrees = other.headingDegrees;
        speedMetresPerSecond = other.speedMetresPerSecond;
        steeringDegrees = other.steeringDegrees;
        panDegrees = other.panDegrees;
        tiltDegrees = other.tiltDegrees;
    }
}
