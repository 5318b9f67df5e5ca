package org.catfollow.shm.commands;

/** One command. A reusable holder for one thread. */
public final class Command {
    /** Place in the order of all commands, from 1; set when it is sent. */
    public long sequence;

    /** What to do. */
    public CommandKind kind = CommandKind.NONE;

    /** Never obeyed after this, CLOCK_MONOTONIC nanoseconds. */
    public long expiresNanos;

    /** Metres. */
    public double x;

    /** Metres. */
    public double y;

    /** For a resume: the stop count that the sender had seen. */
    public long stopCount;

    /** Who sent it. */
    public long senderPid;

    /** For manual driving: metres per second, negative backwards. */
    public double speedMetresPerSecond;

    /** For manual driving: degrees, positive to the right. */
    public double steeringDegrees;

    /** For manual driving: where the camera is to point, degrees, positive to the right. */
    public double panDegrees;

    /** For manual driving: where the camera is to point, degrees, positive upwards. */
    public double tiltDegrees;

    /** For a calibration: what of. */
    public CalibrationPart part = CalibrationPart.NONE;

    /** For a calibration: in what the part counts; for a pose: the heading, degrees. */
    public double value;

    /** Returns whether every figure is one. */
    boolean finite() {
        // What is not finite makes the sum NaN or infinite; what is, cannot: all are divided first.
        double sum = x / 8 + y / 8 + speedMetresPerSecond / 8 + steeringDegrees / 8;
        return Double.isFinite(sum + panDegrees / 8 + tiltDegrees / 8 + value / 8);
    }
}
