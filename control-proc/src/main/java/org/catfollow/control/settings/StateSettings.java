package org.catfollow.control.settings;

import java.time.Duration;

/**
 * When the state machine changes its mind.
 *
 * @param acquireFrames pictures in a row in which a target must be seen before the car follows it
 * @param acquirePatience how long a target that is not followed yet may be unseen
 * @param coastFor how long a followed target may be unseen before it counts as lost
 * @param lostFor how long the camera waits where the target was lost
 * @param noPicturesAfter without a fresh picture for this long the camera counts as gone
 * @param gotoFor how long the way to a given place may take
 * @param arriveWithinMetres this near to a given place is there
 * @param blockedFor how long something may stand in the way to a given place
 * @param handFor how long a command of a person who drives holds at most, if none follows
 */
public record StateSettings(
        int acquireFrames,
        Duration acquirePatience,
        Duration coastFor,
        Duration lostFor,
        Duration noPicturesAfter,
        Duration gotoFor,
        double arriveWithinMetres,
        Duration blockedFor,
        Duration handFor) {

    /** What a person who watches finds neither hasty nor slow. */
    public static final StateSettings DEFAULT =
            new StateSettings(
                    5,
                    Duration.ofMillis(500),
                    Duration.ofMillis(1000),
                    Duration.ofMillis(2000),
                    Duration.ofMillis(2000),
                    Duration.ofSeconds(60),
                    0.2,
                    Duration.ofSeconds(5),
                    Duration.ofMillis(500));

    /** Refuses times that no person would wait for. */
    public StateSettings {
        Check.within("--acquire-frames", acquireFrames, 1, 100, "frames");
        Check.within("--acquire-patience-ms", acquirePatience, 0, 60_000);
        Check.within("--coast-ms", coastFor, 0, 10_000);
        Check.within("--lost-ms", lostFor, 0, 60_000);
        Check.within("--no-pictures-ms", noPicturesAfter, 100, 60_000);
        Check.within("--goto-ms", gotoFor, 100, 600_000);
        Check.within("--arrive-within", arriveWithinMetres, 0.05, 5, "m");
        Check.within("--blocked-ms", blockedFor, 100, 600_000);
        Check.within("--manual-lease-ms", handFor, 50, 500);
    }
}
