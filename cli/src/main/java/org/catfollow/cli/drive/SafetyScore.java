package org.catfollow.cli.drive;

import org.catfollow.shm.slots.ObstacleKind;
import org.catfollow.shm.slots.SimulatedSensors;

/**
 * Judges what the car's body came near to and touched. Pure; one thread.
 *
 * <p>A cat may walk up to a robot that stands: a distance is the robot's doing only while its wheels turn,
 * and so is a touch by an animal. Walls and things do not come by themselves.
 */
final class SafetyScore {
    private static final double NANOS = 1e-9;

    private final Moments moments;
    private long lastNanos;
    private double watched;
    private boolean drove;
    private long lastTouches;
    private long touches;
    private long ownTouches;
    private double cat = Double.NaN;
    private double catDriving = Double.NaN;
    private double clearance = Double.NaN;

    SafetyScore(Moments moments) {
        this.moments = moments;
    }

    /** Takes one frame's senses into account, with the speed that the car had last. */
    void sensed(SimulatedSensors now) {
        watched += lastNanos == 0 ? 0 : DriveScore.bounded((now.nanos - lastNanos) * NANOS);
        lastNanos = now.nanos;
        boolean drives = moments.speed() > MotionScore.STANDS;
        if (now.catMetres < Float.MAX_VALUE) {
            cat = least(cat, now.catMetres);
            if (drives) {
                catDriving = least(catDriving, now.catMetres);
                moments.least(Moment.Kind.CAT, now.catMetres);
            }
        }
        if (drives) {
            clearance = least(clearance, now.clearanceMetres);
        }
        // A capture that was started again counts from 0.
        long fresh = now.touches >= lastTouches ? now.touches - lastTouches : now.touches;
        lastTouches = now.touches;
        if (fresh > 0) {
            touches += fresh;
            // It may have come to rest since the frame before.
            ownTouches += drives || drove || !animal(now.nearest) ? fresh : 0;
            moments.touch(-now.clearanceMetres);
        }
        drove = drives;
    }

    private static boolean animal(ObstacleKind kind) {
        return kind == ObstacleKind.CAT || kind == ObstacleKind.DOG;
    }

    private static double least(double before, double now) {
        return Double.isNaN(before) ? now : Math.min(before, now);
    }

    SafetyFigures figures() {
        return new SafetyFigures(watched, cat, catDriving, clearance, touches, ownTouches);
    }
}
