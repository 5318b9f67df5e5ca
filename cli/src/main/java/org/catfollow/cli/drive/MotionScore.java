package org.catfollow.cli.drive;

import java.util.EnumMap;
import java.util.Map;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.SpeedLimit;

/**
 * Judges how smoothly a robot was told to drive. Pure; one thread.
 *
 * <p>Jerk is what a smooth motion has little of (Flash and Hogan 1985, "The coordination of arm
 * movements"): the second derivative of the speed. Control's periods are not equally long, so speed and
 * steering are taken from straight lines between its commands, every {@link #STEP_SECONDS} h, and
 *
 * <pre>
 *   j(k) = (v(k) - 2 v(k-1) + v(k-2)) / h^2        RMS = sqrt(mean of j^2)
 * </pre>
 *
 * <p>over those k at which one of the three speeds is not 0: who stands is not smooth, but at rest. A
 * jump of the commanded speed weighs the more the smaller h is, so figures with another h cannot be
 * compared.
 */
final class MotionScore {
    static final double STEP_SECONDS = 0.05;

    /** Commands that are farther apart say nothing of what was between them. */
    static final double LONGEST_GAP_SECONDS = 0.5;

    /** Slower than this, metres a second, is standing. */
    static final double STANDS = 0.01;

    private static final double NANOS = 1e-9;

    private final Moments moments;
    private final Map<SpeedLimit, Double> slowed = new EnumMap<>(SpeedLimit.class);
    private long lastNanos;
    private double lastSpeed;
    private double lastSteering;
    private SpeedLimit lastLimit = SpeedLimit.NONE;
    private double sinceStep;
    private int known;
    private final double[] speeds = new double[3];
    private final double[] steerings = new double[3];
    private double watched;
    private double driven;
    private double metres;
    private double speedSum;
    private double steeringSum;
    private long count;

    MotionScore(Moments moments) {
        this.moments = moments;
    }

    /** Takes one period of control into account; periods come in their order, some may be missing. */
    void decided(ControlStatus status) {
        double elapsed = (status.nanos - lastNanos) * NANOS;
        boolean follows = lastNanos != 0 && elapsed > 0 && elapsed <= LONGEST_GAP_SECONDS;
        if (follows) {
            pass(elapsed, status);
        } else if (lastNanos == 0 || elapsed > 0) {
            known = 0;
            sinceStep = 0;
            step(status.speedMetresPerSecond, status.steeringDegrees);
        } else {
            return;
        }
        lastNanos = status.nanos;
        lastSpeed = status.speedMetresPerSecond;
        lastSteering = status.steeringDegrees;
        lastLimit = status.limit;
    }

    private void pass(double elapsed, ControlStatus status) {
        watched += elapsed;
        if (Math.abs(lastSpeed) > STANDS) {
            driven += elapsed;
            metres += Math.abs(lastSpeed) * elapsed;
        }
        if (lastLimit != SpeedLimit.NONE) {
            slowed.merge(lastLimit, elapsed, Double::sum);
        }
        double at = STEP_SECONDS - sinceStep;
        for (; at <= elapsed; at += STEP_SECONDS) {
            double part = at / elapsed;
            step(
                    lastSpeed + part * (status.speedMetresPerSecond - lastSpeed),
                    lastSteering + part * (status.steeringDegrees - lastSteering));
        }
        sinceStep = elapsed - (at - STEP_SECONDS);
    }

    private void step(double speed, double steering) {
        shift(speeds, speed);
        shift(steerings, steering);
        known = Math.min(3, known + 1);
        boolean drives =
                Math.max(Math.abs(speeds[0]), Math.max(Math.abs(speeds[1]), Math.abs(speeds[2])))
                        > STANDS;
        if (known < 3 || !drives) {
            return;
        }
        double speedJerk = second(speeds);
        double steeringJerk = second(steerings);
        speedSum += speedJerk * speedJerk;
        steeringSum += steeringJerk * steeringJerk;
        count++;
        moments.worst(Moment.Kind.SPEED_JERK, Math.abs(speedJerk));
        moments.worst(Moment.Kind.STEERING_JERK, Math.abs(steeringJerk));
    }

    private static void shift(double[] values, double newest) {
        values[2] = values[1];
        values[1] = values[0];
        values[0] = newest;
    }

    private static double second(double[] values) {
        return (values[0] - 2 * values[1] + values[2]) / (STEP_SECONDS * STEP_SECONDS);
    }

    MotionFigures figures() {
        return new MotionFigures(
                watched,
                driven,
                driven == 0 ? Double.NaN : metres / driven,
                count == 0 ? Double.NaN : Math.sqrt(speedSum / count),
                count == 0 ? Double.NaN : Math.sqrt(steeringSum / count),
                slowed);
    }
}
