package org.catfollow.shm.slots;

/**
 * What the car's sensors say, once a control period, and what control makes of it. A reusable holder for
 * one thread. Times are CLOCK_MONOTONIC nanoseconds, 0 for never.
 */
public final class Sensors {
    /** Floor sensors. */
    public static final int GRAYSCALES = 3;

    /** When this held. */
    public long nanos;

    /** When the last echo came that {@link #distanceMetres} is from. */
    public long distanceNanos;

    /** When the floor was last looked at. */
    public long grayscaleNanos;

    /** When the battery was last looked at. */
    public long batteryNanos;

    /** Filtered distance to what is ahead, metres; -1 when unknown. */
    public float distanceMetres = -1;

    /** Battery, volts; 0 when unknown. */
    public float batteryVolts;

    /** Floor sensors from left to right, 0 to 4095. */
    public final int[] grayscale = new int[GRAYSCALES];

    /** What the distance means. */
    public EchoState echo = EchoState.NONE;

    /** What the floor sensors mean. */
    public FloorState floor = FloorState.NONE;

    /** What the battery means. */
    public BatteryState battery = BatteryState.NONE;
}
