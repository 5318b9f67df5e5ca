package org.catfollow.control;

import java.time.Duration;
import org.catfollow.control.settings.PursuitSettings;
import org.catfollow.control.settings.StateSettings;
import picocli.CommandLine.Option;

/** The flags of control that say when it changes its mind: a mixin. */
final class StateOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Option(
            names = "--acquire-frames",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Pictures in a row that must show a target before it is followed" + DEFAULT)
    private int acquireFrames;

    @Option(
            names = "--acquire-patience-ms",
            paramLabel = "MS",
            defaultValue = "500",
            description = "How long a new target may be unseen, milliseconds" + DEFAULT)
    private long acquirePatienceMillis;

    @Option(
            names = "--coast-ms",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "How long a followed target may be unseen, milliseconds" + DEFAULT)
    private long coastMillis;

    @Option(
            names = "--lost-ms",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "How long to wait where a target was lost, milliseconds" + DEFAULT)
    private long lostMillis;

    @Option(
            names = "--no-pictures-ms",
            paramLabel = "MS",
            defaultValue = "2000",
            description =
                    "Without a fresh picture for this long control is idle, milliseconds" + DEFAULT)
    private long noPicturesMillis;

    @Option(
            names = "--goto-ms",
            paramLabel = "MS",
            defaultValue = "60000",
            description = "How long the way to a given place may take, milliseconds" + DEFAULT)
    private long gotoMillis;

    @Option(
            names = "--arrive-within",
            paramLabel = "M",
            defaultValue = "0.2",
            description = "This near to a given place is there, metres" + DEFAULT)
    private double arriveWithin;

    @Option(
            names = "--blocked-ms",
            paramLabel = "MS",
            defaultValue = "5000",
            description =
                    "How long something may stand in the way to a given place, milliseconds"
                            + DEFAULT)
    private long blockedMillis;

    @Option(
            names = "--manual-lease-ms",
            paramLabel = "MS",
            defaultValue = "500",
            description =
                    "How long a command to drive by hand holds if none follows,"
                            + " milliseconds, 50 to 500"
                            + DEFAULT)
    private long manualLeaseMillis;

    @Option(
            names = "--pursuit-s",
            paramLabel = "S",
            defaultValue = "120",
            description =
                    "How long an animal is followed before it has a rest, seconds; 0 for no"
                            + " rest ever"
                            + DEFAULT)
    private long pursuitSeconds;

    @Option(
            names = "--rest-s",
            paramLabel = "S",
            defaultValue = "60",
            description = "How long the robot then stands still, seconds" + DEFAULT)
    private long restSeconds;

    StateSettings states() {
        return new StateSettings(
                acquireFrames,
                Duration.ofMillis(acquirePatienceMillis),
                Duration.ofMillis(coastMillis),
                Duration.ofMillis(lostMillis),
                Duration.ofMillis(noPicturesMillis),
                Duration.ofMillis(gotoMillis),
                arriveWithin,
                Duration.ofMillis(blockedMillis),
                Duration.ofMillis(manualLeaseMillis));
    }

    PursuitSettings pursuit() {
        return new PursuitSettings(
                Duration.ofSeconds(pursuitSeconds), Duration.ofSeconds(restSeconds));
    }
}
