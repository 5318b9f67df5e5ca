package org.catfollow.control.sensing;

import org.catfollow.control.settings.ObstacleSettings;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.Sensors;

/**
 * From single echoes to what is ahead. One echo is not believed: the median of the last {@value
 * #REMEMBERED} counts, and a state is left only a little beyond where it was entered.
 *
 * <p>No echo is no reading: it says neither that something is near nor that nothing is. A sound beam
 * slides off a smooth wall that stands aslant, and fur swallows it.
 *
 * <p>Pure; allocates nothing; one instance for one sensor.
 */
public final class EchoSense {
    /** How many measurements are remembered, those without an echo among them. */
    static final int REMEMBERED = 5;

    /** With fewer measurements than this nothing is said. */
    static final int FEWEST = 3;

    /** A measurement older than this says nothing any more, nanoseconds. */
    static final long STALE_NANOS = 300_000_000;

    /** How long what was too near is believed to be there still when its echo stays away. */
    static final long BLOCKED_HOLDS_NANOS = 1_000_000_000;

    /** How much further something must be to count as further, metres. */
    static final double HYSTERESIS_METRES = 0.05;

    private final double stopMetres;
    private final double slowMetres;
    private final RecentMedian recent = new RecentMedian(REMEMBERED);
    private EchoState known = EchoState.UNKNOWN;
    private long lastNanos;
    private long knownNanos;

    /** Takes the distances at which to slow down and to stop. */
    public EchoSense(ObstacleSettings settings) {
        stopMetres = settings.stopMetres();
        slowMetres = settings.slowMetres();
    }

    /**
     * Looks at one period.
     *
     * @param metres the newest echo; 0, negative or not finite for none
     * @param measuredNanos when it was measured, 0 for never; the same time is the same measurement
     * @param nowNanos when the period began
     * @param out takes distance and state
     */
    public void look(double metres, long measuredNanos, long nowNanos, Sensors out) {
        if (measuredNanos != 0 && measuredNanos != lastNanos) {
            lastNanos = measuredNanos;
            recent.add(Double.isFinite(metres) ? metres : 0);
        }
        boolean stale = lastNanos == 0 || nowNanos - lastNanos > STALE_NANOS;
        if (stale) {
            recent.clear();
        }
        int echoes = recent.countOver(0);
        out.distanceNanos = lastNanos;
        if (recent.count() < FEWEST || 2 * echoes <= recent.count()) {
            out.distanceMetres = -1;
            boolean stillBlocked =
                    known == EchoState.BLOCKED && nowNanos - knownNanos <= BLOCKED_HOLDS_NANOS;
            known = stillBlocked ? EchoState.BLOCKED : EchoState.UNKNOWN;
        } else {
            double median = recent.medianOver(0);
            known = judge(median);
            knownNanos = nowNanos;
            out.distanceMetres = (float) median;
        }
        out.echo = known;
    }

    private EchoState judge(double metres) {
        double stop = known == EchoState.BLOCKED ? stopMetres + HYSTERESIS_METRES : stopMetres;
        if (metres <= stop) {
            return EchoState.BLOCKED;
        }
        boolean wasNear = known == EchoState.BLOCKED || known == EchoState.NEAR;
        double slow = wasNear ? slowMetres + HYSTERESIS_METRES : slowMetres;
        return metres <= slow ? EchoState.NEAR : EchoState.FAR;
    }
}
