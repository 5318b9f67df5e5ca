package org.catfollow.control.sensing;

import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.Sensors;

/**
 * From the battery's voltage to how full it is. The voltage falls when the motors pull and rises when they
 * stop, so the median of the last {@value #REMEMBERED} readings counts, and a state is left upwards only
 * {@value #HYSTERESIS_VOLTS} V over where it was entered.
 *
 * <p>The thresholds are those of the vendor for its two cells in series: 8.4 V full, 7.15 V warning, 6.5 V
 * danger, 6.0 V stop. Pure; allocates nothing; one instance for one car.
 */
public final class BatterySense {
    static final double LOW_VOLTS = 7.15;
    static final double VERY_LOW_VOLTS = 6.5;
    static final double EMPTY_VOLTS = 6.0;
    static final double HYSTERESIS_VOLTS = 0.1;
    static final int REMEMBERED = 5;

    /** Fewer readings never say EMPTY, which is a fault: one may be noise, or another's telegram. */
    static final int READINGS_FOR_EMPTY = 3;

    /** A reading older than this says nothing any more, nanoseconds. */
    static final long STALE_NANOS = 10_000_000_000L;

    private final RecentMedian recent = new RecentMedian(REMEMBERED);
    private BatteryState known = BatteryState.UNKNOWN;
    private long lastNanos;

    /**
     * Looks at one period.
     *
     * @param volts the newest reading; one that is not over 0 is none
     * @param readNanos when it was read, 0 for never; the same time is the same reading
     * @param nowNanos when the period began
     * @param out takes voltage and state
     */
    public void look(double volts, long readNanos, long nowNanos, Sensors out) {
        if (readNanos != 0 && readNanos != lastNanos && volts > 0 && Double.isFinite(volts)) {
            lastNanos = readNanos;
            recent.add(volts);
        }
        if (lastNanos == 0 || nowNanos - lastNanos > STALE_NANOS) {
            recent.clear();
        }
        double median = recent.medianOver(0);
        boolean something = recent.count() > 0;
        known = something ? judge(median) : BatteryState.UNKNOWN;
        out.battery = known;
        out.batteryVolts = something ? (float) median : 0;
        out.batteryNanos = lastNanos;
    }

    private BatteryState judge(double volts) {
        if (volts <= limit(EMPTY_VOLTS, BatteryState.EMPTY)) {
            return recent.count() >= READINGS_FOR_EMPTY
                    ? BatteryState.EMPTY
                    : BatteryState.VERY_LOW;
        }
        if (volts <= limit(VERY_LOW_VOLTS, BatteryState.VERY_LOW)) {
            return BatteryState.VERY_LOW;
        }
        return volts <= limit(LOW_VOLTS, BatteryState.LOW) ? BatteryState.LOW : BatteryState.GOOD;
    }

    /** The ordinals of the states grow with the need. */
    private double limit(double volts, BatteryState state) {
        return known.compareTo(state) >= 0 ? volts + HYSTERESIS_VOLTS : volts;
    }
}
