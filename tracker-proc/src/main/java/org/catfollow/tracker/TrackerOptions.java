package org.catfollow.tracker;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
            names = "--min-iou",
            paramLabel = "SHARE",
            defaultValue = "0.3",
            description = "overlap from which a detection agrees with the track (${DEFAULT-VALUE})")
    private float minIou = 0.3f;

    @Option(
            names = "--track-min-score",
            paramLabel = "SCORE",
            defaultValue = "0",
            description =
                    "score that a detection needs to start or replace a track, where that is to be"
                            + " more than the detector's own --min-score (${DEFAULT-VALUE})")
    private float minScore;

    @Option(
            names = "--confirmations",
            paramLabel = "N",
            defaultValue = "2",
            description = "agreeing detections that make a track confirmed (${DEFAULT-VALUE})")
    private int confirmations = 2;

    @Option(
            names = "--replacements",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "disagreeing detections in a row, at one place, that replace a track"
                            + " (${DEFAULT-VALUE})")
    private int replacements = 3;

    @Option(
            names = "--hand-frames",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "good frames after which --init-box counts as confirmed (${DEFAULT-VALUE})")
    private int handFrames = 10;

    @Option(
            names = "--weak-quality",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "response quality under which the track coasts (${DEFAULT-VALUE})")
    private float weakQuality = 0.5f;

    @Option(
            names = "--recovered-quality",
            paramLabel = "SHARE",
            defaultValue = "0.6",
            description = "response quality from which it no longer does (${DEFAULT-VALUE})")
    private float recoveredQuality = 0.6f;

    @Option(
            names = "--track-coast-ms",
            paramLabel = "MS",
            defaultValue = "1500",
            description = "how long a track may coast before it is lost (${DEFAULT-VALUE})")
    private long coastMillis = 1500;

    @Option(
            names = "--unconfirmed-ms",
            paramLabel = "MS",
            defaultValue = "4000",
            description =
                    "how long a confirmed track lives while the detector does not see it"
                            + " (${DEFAULT-VALUE})")
    private long unconfirmedMillis = 4000;

    @Option(
            names = "--tentative-ms",
            paramLabel = "MS",
            defaultValue = "1500",
            description = "the same for a track not yet confirmed (${DEFAULT-VALUE})")
    private long tentativeMillis = 1500;

    @Option(
            names = "--min-visible",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "share of the box that must lie in the picture (${DEFAULT-VALUE})")
    private float minVisible = 0.2f;

    @Option(
            names = "--max-catch-up",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "most frames run before an answer; beyond, evenly spaced ones are"
                            + " (${DEFAULT-VALUE})")
    private int maxFramesPerCall = 8;

    /** Makes the defaults; picocli fills in what the user gave. */
    public TrackerOptions() {}

    /** Returns the validated settings; a wrong one is refused in one line. */
    public TrackerConfig toConfig() {
        return new TrackerConfig(
                visual.kind(),
                visual.models(),
                Optional.ofNullable(initBox).map(InitBox::parse),
                minIou,
                minScore,
                confirmations,
                replacements,
                handFrames,
                weakQuality,
                recoveredQuality,
                TimeUnit.MILLISECONDS.toNanos(coastMillis),
                TimeUnit.MILLISECONDS.toNanos(unconfirmedMillis),
                TimeUnit.MILLISECONDS.toNanos(tentativeMillis),
                minVisible,
                maxFramesPerCall);
    }
}
