package org.catfollow.detector;

import java.util.List;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.vision.RegionOfInterest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The detector's own flags, to be mixed into its command. */
@Command
final class DetectorOptions {
    @Mixin private ModelOptions model;

    @Option(
            names = "--every",
            paramLabel = "K",
            defaultValue = "1",
            description =
                    "Look at every K-th frame at most; 'auto', or a range such as 2..6, has K chosen"
                            + " by what a look costs. Default: ${DEFAULT-VALUE}.")
    private String every;

    @Option(
            names = "--budget-ms",
            paramLabel = "MS",
            defaultValue = "25",
            description =
                    "For --every auto: work that a frame may cost, averaged over all that come."
                            + " Default: ${DEFAULT-VALUE}.")
    private int budgetMillis;

    @Option(
            names = "--cpu-share",
            paramLabel = "SHARE",
            defaultValue = "0.75",
            description =
                    "For --every auto: share of its time in which the detector may work, up to 1."
                            + " Default: ${DEFAULT-VALUE}.")
    private double cpuShare;

    @Option(
            names = "--max-age-ms",
            paramLabel = "MS",
            defaultValue = "1000",
            description =
                    "Results that are older than this since the capture are thrown away. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int maxAgeMillis;

    @Option(
            names = "--gate",
            paramLabel = "GATE",
            description =
                    "Run the model only when something moves ('motion') or looks unusual to an"
                            + " auto-encoder ('anomaly=MODEL.tflite'), or there is a target. May be"
                            + " given for both.")
    private List<String> gates = List.of();

    @Option(
            names = "--anomaly-threshold",
            paramLabel = "ERROR",
            defaultValue = "0.01",
            description =
                    "Mean squared error of the auto-encoder from which a frame is unusual, 0 to 1."
                            + " Default: ${DEFAULT-VALUE}.")
    private double anomalyThreshold;

    @Option(
            names = "--gate-cool-down-ms",
            paramLabel = "MS",
            defaultValue = "2000",
            description =
                    "How long the gate stays open after something was seen. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int gateCoolDownMillis;

    @Option(
            names = "--no-second-look",
            description =
                    "Look at a frame once only. Else, where the tracker had its target a moment ago"
                            + " and it is not found now, the same frame is looked at again, nearer.")
    private boolean noSecondLook;

    @Option(
            names = "--second-look-ms",
            paramLabel = "MS",
            defaultValue = "2000",
            description =
                    "How old the last known place of the target may be for a second look. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int secondLookMillis;

    /** Returns the checked settings. */
    public DetectorConfig toConfig() {
        return model.toConfig(
                ScheduleSettings.of(every, budgetMillis, cpuShare, maxAgeMillis),
                GateSettings.of(gates, anomalyThreshold, gateCoolDownMillis),
                new LookSettings(RegionOfInterest.WHOLE, !noSecondLook, secondLookMillis));
    }
}
