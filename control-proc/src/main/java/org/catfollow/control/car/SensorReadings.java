package org.catfollow.control.car;

/**
 * What a car's sensors said last, raw, each with its time. A reusable holder for one thread. Times are
 * CLOCK_MONOTONIC nanoseconds; 0 is never.
 */
public final class SensorReadings {
    /** How many grayscale sensors look at the floor. */
    public static final int GRAYSCALES = 3;

    /** What {@link #echoMetres} holds when no echo came: nothing is known, it is not far. */
    public static final double NO_ECHO = -1;

    /** Distance to what sent the last ultrasonic pulse back, metres, or {@link #NO_ECHO}. */
    public double echoMetres = NO_ECHO;

    /** When that was measured; the same time twice is the same measurement. */
    public long echoNanos;

    /** Floor sensors, left to right, 0 to 4095; dark, or no floor, is low. */
    public final int[] grayscale = new int[GRAYSCALES];

    /** At or under these a floor sensor sees no floor. */
    public final int[] cliffReference = {500, 500, 500};

    /** When each of {@link #grayscale} was read; the same time twice is the same reading. */
    public final long[] grayscaleEachNanos = new long[GRAYSCALES];

    /** When the oldest of {@link #grayscale} was read. */
    public long grayscaleNanos;

    /** Battery, volts. */
    public double batteryVolts;

    /** When that was read. */
    public long batteryNanos;
}
