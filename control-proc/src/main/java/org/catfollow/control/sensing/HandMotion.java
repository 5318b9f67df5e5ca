package org.catfollow.control.sensing;

/** What a hand on the controls wants. A reusable holder for one thread. Signs as for a motion command. */
public final class HandMotion {
    /** Metres per second, negative backwards. */
    public double speedMetresPerSecond;

    /** Degrees of the front wheels. */
    public double steeringDegrees;

    /** Degrees of the camera to the right. */
    public double panDegrees;

    /** Degrees of the camera upwards. */
    public double tiltDegrees;
}
