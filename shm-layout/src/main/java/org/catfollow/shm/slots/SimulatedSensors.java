package org.catfollow.shm.slots;

/**
 * What the sensors of a simulated car see, and what befell it. Written by capture with a simulated
 * source; the simulated car reads the echo, tests and {@code cat-follow drive} the rest. A reusable
 * holder for one thread.
 */
public final class SimulatedSensors {
    /** What {@link #echoMetres} holds when nothing sends the pulse back. */
    public static final float NO_ECHO = -1;

    /** When this held, CLOCK_MONOTONIC nanoseconds. */
    public long nanos;

    /** The frame that it was found with. */
    public long frameId;

    /** Distance to what is ahead of the ultrasonic sensor, metres, or {@link #NO_ECHO}. */
    public float echoMetres = NO_ECHO;

    /** From the car's body to the nearest wall, thing or animal, metres; 0 or less when it touches. */
    public float clearanceMetres = Float.MAX_VALUE;

    /** How often the car's body came to touch a wall, a thing or an animal. */
    public long touches;

    /** From the car's body to the nearest cat's body, metres; {@link Float#MAX_VALUE} without a cat. */
    public float catMetres = Float.MAX_VALUE;

    /** What {@link #clearanceMetres} is the distance to. */
    public ObstacleKind nearest = ObstacleKind.NONE;
}
