package org.catfollow.tracker.lifecycle;

import org.catfollow.tracker.filter.TrackedBox;

/**
 * Where a track is at any time: a constant-velocity Kalman filter for the centre of its box (Kalman
 * 1960; Bewley et al., "Simple Online and Realtime Tracking", ICIP 2016), whose velocity dies away while
 * nothing is measured, since animals stop; the size is smoothed.
 *
 * <p>Distances are pixels, times capture times, CLOCK_MONOTONIC nanoseconds. Noise is stated in sides of
 * the box (square root of its area), so that near and far targets are treated alike. Pure.
 */
final class MotionModel {
    /** How far off a measured centre may be, in sides. */
    private static final double MEASURED_SIDES = 0.05;

    /** Change of velocity that is usual, in sides per second and square root of second. */
    private static final double AGILITY_SIDES = 4;

    /** What a velocity may be at first, in sides per second. */
    private static final double FIRST_VELOCITY_SIDES = 3;

    /** In which a velocity falls to 37 % while nothing is measured. */
    private static final double DECAY_SECONDS = 0.7;

    private static final double SIZE_SHARE = 0.5;

    private final Axis axisX = new Axis();
    private final Axis axisY = new Axis();
    private double width;
    private double height;
    private long nanos;

    /** Begins anew with a box at rest. */
    void begin(TrackedBox box, long captureNanos) {
        setSize(box.width, box.height);
        double side = side();
        axisX.begin(box.x + width / 2, side);
        axisY.begin(box.y + height / 2, side);
        nanos = captureNanos;
    }

    /** Puts the box somewhere else, or back in time; what is known of its velocity stays. */
    void place(TrackedBox box, long captureNanos) {
        setSize(box.width, box.height);
        axisX.position = box.x + width / 2;
        axisY.position = box.y + height / 2;
        nanos = captureNanos;
    }

    /**
     * Takes a measured box.
     *
     * @param doubt 1 for a usual measurement, more for one that is less sure: its deviation is so many
     *     times the usual one
     */
    void measure(TrackedBox box, long captureNanos, double doubt) {
        double seconds = Math.max(0, captureNanos - nanos) / 1e9;
        double side = side();
        axisX.predict(seconds, side);
        axisY.predict(seconds, side);
        double deviation = MEASURED_SIDES * side * doubt;
        axisX.correct(box.x + box.width / 2, deviation);
        axisY.correct(box.y + box.height / 2, deviation);
        double share = SIZE_SHARE / (doubt * doubt);
        setSize(width + share * (box.width - width), height + share * (box.height - height));
        nanos = Math.max(nanos, captureNanos);
    }

    private void setSize(double newWidth, double newHeight) {
        width = Math.max(1, newWidth);
        height = Math.max(1, newHeight);
    }

    /** Fills in where the box is at a time, before or after the last measurement; changes nothing. */
    void at(long captureNanos, TrackedBox out) {
        double seconds = (captureNanos - nanos) / 1e9;
        double reach = seconds >= 0 ? glide(seconds) : seconds;
        double x = axisX.position + axisX.velocity * reach;
        double y = axisY.position + axisY.velocity * reach;
        out.setBox(
                (float) (x - width / 2), (float) (y - height / 2), (float) width, (float) height);
    }

    /** Returns the square root of the box's area, pixels. */
    double side() {
        return Math.sqrt(width * height);
    }

    /** Returns the velocity to the right at a time, pixels per second. */
    float velocityX(long captureNanos) {
        return (float) (axisX.velocity * fading(captureNanos));
    }

    /** Returns the velocity downwards at a time, pixels per second. */
    float velocityY(long captureNanos) {
        return (float) (axisY.velocity * fading(captureNanos));
    }

    private double fading(long captureNanos) {
        return Math.exp(-Math.max(0, captureNanos - nanos) / 1e9 / DECAY_SECONDS);
    }

    /** Returns how far a velocity of 1 carries in a time while it dies away. */
    private static double glide(double seconds) {
        return DECAY_SECONDS * (1 - Math.exp(-seconds / DECAY_SECONDS));
    }

    /** Position and velocity along one axis, with their covariance. */
    private static final class Axis {
        private double position;
        private double velocity;
        private double positionVariance;
        private double covariance;
        private double velocityVariance;

        void begin(double start, double side) {
            position = start;
            velocity = 0;
            positionVariance = square(MEASURED_SIDES * side);
            covariance = 0;
            velocityVariance = square(FIRST_VELOCITY_SIDES * side);
        }

        void predict(double seconds, double side) {
            double reach = glide(seconds);
            double fade = Math.exp(-seconds / DECAY_SECONDS);
            position += velocity * reach;
            velocity *= fade;
            // White noise of acceleration, integrated over the step.
            double q = square(AGILITY_SIDES * side);
            double oldCovariance = covariance;
            positionVariance +=
                    2 * reach * oldCovariance
                            + reach * reach * velocityVariance
                            + q * seconds * seconds * seconds / 3;
            covariance =
                    fade * (oldCovariance + reach * velocityVariance) + q * seconds * seconds / 2;
            velocityVariance = fade * fade * velocityVariance + q * seconds;
        }

        void correct(double measured, double deviation) {
            double sum = positionVariance + square(deviation);
            double gain = positionVariance / sum;
            double velocityGain = covariance / sum;
            double surprise = measured - position;
            position += gain * surprise;
            velocity += velocityGain * surprise;
            velocityVariance -= velocityGain * covariance;
            covariance *= 1 - gain;
            positionVariance *= 1 - gain;
        }

        private static double square(double value) {
            return value * value;
        }
    }
}
