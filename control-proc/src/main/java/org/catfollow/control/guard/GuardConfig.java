package org.catfollow.control.guard;

import java.time.Duration;
import org.catfollow.control.car.CarKind;
import org.catfollow.control.settings.Check;

/**
 * All settings of the guard, validated.
 *
 * @param car whose wheels are guarded
 * @param hat through which, where the car has one
 * @param silent how long control may give no sign of life
 * @param round how often is looked
 * @param period control's own: three that are missed are no pause of its own
 */
record GuardConfig(CarKind car, String hat, Duration silent, Duration round, Duration period) {
    private static final int PERIODS = 3;

    /** Refuses what does not fit together. */
    GuardConfig {
        Check.within("--silent-ms", silent, 20, 1000);
        Check.within("--round-ms", round, 1, 50);
        Check.less("--round-ms", round, "--silent-ms", silent);
        Check.within("--period-ms", period, 5, 100);
        Check.less(
                PERIODS + " times --period-ms",
                period.multipliedBy(PERIODS),
                "--silent-ms",
                silent);
    }
}
