package org.catfollow.control.calibrate;

import org.catfollow.shm.commands.CalibrationPart;

/**
 * What the car is told, again and again, while a person is waited for. Wheels turn for {@value
 * #MOST_TURNING_NANOS} ns after the last key at most: a connection that hangs has no keys. Otherwise the
 * car is held by hand at speed 0, as without that it would drive by itself. One thread.
 */
final class Showing {
    /** As long as a drive that is measured. */
    static final long MOST_TURNING_NANOS = 2_000_000_000;

    private static final long RENEW_NANOS = 100_000_000;

    private final CalibrationPart shown;
    private final double shownValue;
    private final long beganNanos;
    private long dueNanos;

    /**
     * Begins now, with a key.
     *
     * @param part NONE to hold the car only
     */
    Showing(CalibrationPart part, double value, long nowNanos) {
        this.shown = part;
        this.shownValue = value;
        this.beganNanos = nowNanos;
        this.dueNanos = nowNanos;
    }

    /** Returns whether it is to be told now, and then not for a tenth of a second. */
    boolean due(long nowNanos) {
        if (nowNanos - dueNanos < 0) {
            return false;
        }
        dueNanos = nowNanos + RENEW_NANOS;
        return true;
    }

    /** Returns whether the wheels turned long enough. */
    boolean isOver(long nowNanos) {
        return turnsWheels() && nowNanos - beganNanos >= MOST_TURNING_NANOS;
    }

    /** Returns whether the car is only held, showing nothing. */
    boolean holds(long nowNanos) {
        return shown == CalibrationPart.NONE || isOver(nowNanos);
    }

    CalibrationPart part(long nowNanos) {
        return holds(nowNanos) ? CalibrationPart.DRIVE : shown;
    }

    double value(long nowNanos) {
        return holds(nowNanos) ? 0 : shownValue;
    }

    private boolean turnsWheels() {
        return switch (shown) {
            case LEFT_MOTOR, RIGHT_MOTOR -> true;
            case DRIVE -> shownValue > 0;
            case NONE, STEERING, PAN, TILT, RELOAD -> false;
        };
    }
}
