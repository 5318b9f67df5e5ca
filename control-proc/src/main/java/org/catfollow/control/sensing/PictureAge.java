package org.catfollow.control.sensing;

import org.catfollow.control.settings.AgeSettings;

/** How old the newest picture is, and how much it counts. */
public final class PictureAge {
    /** The age when there is no picture, or one whose time cannot be believed. */
    public static final long NEVER = Long.MAX_VALUE;

    private final long fullNanos;
    private final long zeroNanos;

    /** Takes the two ages between which a picture's weight falls. */
    public PictureAge(AgeSettings settings) {
        fullNanos = settings.fullUntil().toNanos();
        zeroNanos = settings.zeroFrom().toNanos();
    }

    /**
     * Returns how old a frame is, nanoseconds; {@link #NEVER} for frame 0, which is none.
     *
     * <p>A capture time a little ahead of {@code nowNanos} is a clock read before the track was; one
     * that is further ahead than a usable picture may be behind is a wrong one and cannot be believed.
     */
    public long ageNanos(long frameId, long captureNanos, long nowNanos) {
        if (frameId == 0) {
            return NEVER;
        }
        long age = nowNanos - captureNanos;
        if (age < -zeroNanos) {
            return NEVER;
        }
        return Math.max(0, age);
    }

    /** Returns how much a picture of this age counts: 1 when fresh, falling to 0 when too old. */
    public double weight(long ageNanos) {
        if (ageNanos <= fullNanos) {
            return 1;
        }
        if (ageNanos >= zeroNanos) {
            return 0;
        }
        return (double) (zeroNanos - ageNanos) / (zeroNanos - fullNanos);
    }

    /** Returns from which age on a picture is too old to act upon, nanoseconds. */
    public long tooOldNanos() {
        return zeroNanos;
    }

    /** Returns whether a picture of this age is too old to act upon. */
    public boolean stale(long ageNanos) {
        return ageNanos >= zeroNanos;
    }
}
