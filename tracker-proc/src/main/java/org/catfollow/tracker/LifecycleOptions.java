package org.catfollow.tracker;

import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** The flags that decide over the life of tracks, for {@code @Mixin}; {@link #toConfig} checks them. */
final class LifecycleOptions {
    @Option(
            names = "--min-iou",
            paramLabel = "SHARE",
            defaultValue = "0.3",
            description = "overlap from which a detection agrees with a track (${DEFAULT-VALUE})")
    private float minIou = 0.3f;

    @Option(
            names = "--min-likeness",
            paramLabel = "SHARE",
            defaultValue = "0.8",
            description = "likeness of colours from which two may be one (${DEFAULT-VALUE})")
    private float minLikeness = 0.8f;

    @Option(
            names = "--track-min-score",
            paramLabel = "SCORE",
            defaultValue = "0",
            description =
                    "score that a detection needs to start a track, where that is to be"
                            + " more than the detector's own --min-score (${DEFAULT-VALUE})")
    private float minScore;

    @Option(
            names = "--confirmations",
            paramLabel = "N",
            defaultValue = "2",
            description = "agreeing detections that make a track confirmed (${DEFAULT-VALUE})")
    private int confirmations = 2;

    @Option(
            names = "--confirm-looks",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "among so many of the detector's last looks; a new track that none of"
                            + " so many agree with is lost (${DEFAULT-VALUE})")
    private int confirmLooks = 8;

    @Option(
            names = "--replacements",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "detections in a row at another place, and none at the target, that"
                            + " move it there; three times as many where that looks different"
                            + " (${DEFAULT-VALUE})")
    private int replacements = 3;

    @Option(
            names = "--hand-frames",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "good frames after which --init-box counts as confirmed"
                            + " (${DEFAULT-VALUE})")
    private int handFrames = 10;

    @Option(
            names = "--weak-quality",
            paramLabel = "SHARE",
            defaultValue = "0.55",
            description = "response quality under which the target coasts (${DEFAULT-VALUE})")
    private float weakQuality = 0.55f;

    @Option(
            names = "--recovered-quality",
            paramLabel = "SHARE",
            defaultValue = "0.65",
            description = "response quality from which it no longer does (${DEFAULT-VALUE})")
    private float recoveredQuality = 0.65f;

    @Option(
            names = "--track-coast-ms",
            paramLabel = "MS",
            defaultValue = "1500",
            description = "how long a track may coast before it is lost (${DEFAULT-VALUE})")
    private long coastMillis = 1500;

    @Option(
            names = "--edge-ms",
            paramLabel = "MS",
            defaultValue = "150",
            description = "how long it may do so at the edge of the picture (${DEFAULT-VALUE})")
    private long edgeMillis = 150;

    @Option(
            names = "--unconfirmed-ms",
            paramLabel = "MS",
            defaultValue = "4000",
            description =
                    "how long a confirmed track lives while the detector does not see it"
                            + " (${DEFAULT-VALUE})")
    private long unconfirmedMillis = 4000;

    @Option(
            names = "--doubt-ms",
            paramLabel = "MS",
            defaultValue = "600",
            description =
                    "how long the detector may miss the target, and three times what it takes it to"
                            + " see it, before it coasts however sure the filter is"
                            + " (${DEFAULT-VALUE})")
    private long doubtMillis = 600;

    @Option(
            names = "--min-support",
            paramLabel = "SHARE",
            defaultValue = "0.08",
            description = "share of the looks within that time that must agree (${DEFAULT-VALUE})")
    private float minSupport = 0.08f;

    @Option(
            names = "--tentative-ms",
            paramLabel = "MS",
            defaultValue = "1500",
            description = "--unconfirmed-ms for a track not yet confirmed (${DEFAULT-VALUE})")
    private long tentativeMillis = 1500;

    @Option(
            names = "--min-visible",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "share of the box that must lie in the picture (${DEFAULT-VALUE})")
    private float minVisible = 0.2f;

    @Option(
            names = "--remember-ms",
            paramLabel = "MS",
            defaultValue = "15000",
            description =
                    "how long a lost track is remembered, to be known again by its colours"
                            + " (${DEFAULT-VALUE})")
    private long rememberMillis = 15000;

    @Option(
            names = "--target-hold-ms",
            paramLabel = "MS",
            defaultValue = "1500",
            description =
                    "how long a lost target is waited for before another track is taken"
                            + " (${DEFAULT-VALUE})")
    private long holdMillis = 1500;

    @Option(
            names = "--search-ms",
            paramLabel = "MS",
            defaultValue = "10000",
            description =
                    "how long a lost target of --init-box is searched without a detector"
                            + " (${DEFAULT-VALUE})")
    private long searchMillis = 10000;

    /** Makes the defaults; picocli fills in what the user gave. */
    LifecycleOptions() {}

    /** Returns the validated settings; a wrong one is refused in one line. */
    LifecycleConfig toConfig() {
        return new LifecycleConfig(
                minIou,
                minLikeness,
                minScore,
                confirmations,
                confirmLooks,
                replacements,
                handFrames,
                weakQuality,
                recoveredQuality,
                TimeUnit.MILLISECONDS.toNanos(coastMillis),
                TimeUnit.MILLISECONDS.toNanos(edgeMillis),
                TimeUnit.MILLISECONDS.toNanos(unconfirmedMillis),
                TimeUnit.MILLISECONDS.toNanos(doubtMillis),
                minSupport,
                TimeUnit.MILLISECONDS.toNanos(tentativeMillis),
                minVisible,
                TimeUnit.MILLISECONDS.toNanos(rememberMillis),
                TimeUnit.MILLISECONDS.toNanos(holdMillis),
                TimeUnit.MILLISECONDS.toNanos(searchMillis));
    }
}
