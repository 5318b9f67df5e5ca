package org.catfollow.tracker;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The tracker's own flags, for {@code @Mixin}; {@link #toConfig} checks them. */
final class TrackerOptions {
    @Mixin private VisualTrackerOptions visual = new VisualTrackerOptions();

    @Option(
            names = "--init-box",
            paramLabel = "X,Y,W,H",
            description = "follow what this box shows in the first frame, pixels")
    private String initBox;

    @Option(
            names = "--target",
            paramLabel = "RULE",
            defaultValue = "largest",
            description =
                    "which of several tracks becomes the target, until it is lost: largest, nearest"
                            + " (lowest in the picture), first, or id:N (${DEFAULT-VALUE})")
    private String target = "largest";

    @Mixin private LifecycleOptions lifecycle = new LifecycleOptions();

    @Option(
            names = "--max-catch-up",
            paramLabel = "N",
            defaultValue = "6",
            description =
                    "most frames run before an answer; beyond, evenly spaced ones are"
                            + " (${DEFAULT-VALUE})")
    private int maxFramesPerCall = 6;

    /** Makes the defaults; picocli fills in what the user gave. */
    public TrackerOptions() {}

    /** Returns the validated settings; a wrong one is refused in one line. */
    public TrackerConfig toConfig() {
        return new TrackerConfig(
                visual.kind(),
                visual.models(),
                Optional.ofNullable(initBox).map(InitBox::parse),
                TargetRule.parse(target),
                lifecycle.toConfig(),
                maxFramesPerCall);
    }
}
