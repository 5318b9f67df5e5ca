package org.catfollow.capture.source;

import java.util.OptionalDouble;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * What the flags say about a source, whatever it is.
 *
 * @param mode what a camera is asked for
 * @param view how the picture is cut and turned
 * @param framesPerSecond the rate asked for; empty for the source's own
 * @param asFastAsPossible whether pictures follow each other without waiting
 * @param waitForCamera whether a camera that is missing at the start is waited for
 * @param frozenAfterNanos how long a camera may send the same picture until it counts as frozen; 0
 *     for ever
 * @param programs where the programs are looked for that some sources need
 */
public record SourceSettings(
        CameraMode mode,
        View view,
        OptionalDouble framesPerSecond,
        boolean asFastAsPossible,
        boolean waitForCamera,
        long frozenAfterNanos,
        Programs programs) {
    /** A camera's picture that does not change for this long is no picture of the world. */
    public static final long FROZEN_AFTER_NANOS = 3_000_000_000L;

    /** Nothing asked for. */
    public static final SourceSettings DEFAULT =
            new SourceSettings(
                    CameraMode.DEFAULT,
                    View.PLAIN,
                    OptionalDouble.empty(),
                    false,
                    false,
                    FROZEN_AFTER_NANOS,
                    Programs.onPath());

    /**
     * Checks the values.
     *
     * @throws StageFailure with {@link ExitCode#USAGE}
     */
    public SourceSettings {
        if (frozenAfterNanos < 0) {
            throw new StageFailure(ExitCode.USAGE, "--frozen-after is negative; 0 is never");
        }
    }

    /**
     * Refuses what a source of this kind cannot do: a flag that is silently left out misleads.
     *
     * @throws StageFailure with {@link ExitCode#USAGE}
     */
    public void requireSuits(SourceAddress address) {
        SourceScheme scheme = address.scheme();
        boolean sizes = scheme.isCamera() || scheme == SourceScheme.FILE;
        if (mode.sized() && !sizes) {
            throw unsuited("--width with --height", address, "v4l2:, rpicam: and file:");
        }
        boolean codecs =
                switch (mode.codec()) {
                    case AUTO -> true;
                    case MJPEG -> scheme.isCamera();
                    case YUYV -> scheme == SourceScheme.V4L2;
                    case YUV420 -> scheme == SourceScheme.RPICAM;
                };
        if (!codecs) {
            String others =
                    switch (mode.codec()) {
                        case YUYV -> "v4l2:";
                        case YUV420 -> "rpicam:";
                        default -> "v4l2: and rpicam:";
                    };
            throw unsuited("--codec " + mode.codec(), address, others);
        }
        if (mode.number() != 0 && !scheme.isCamera()) {
            throw unsuited("--camera", address, "v4l2: and rpicam:");
        }
        if (mode.strideBytes() != 0 && scheme != SourceScheme.RPICAM) {
            throw unsuited("--camera-stride", address, "rpicam:");
        }
        if (!view.isPlain() && scheme == SourceScheme.SIM) {
            // The truth's boxes are of the picture as it was rendered.
            throw unsuited("--roi, --rotation, --hflip or --vflip", address, "all other sources");
        }
        if (waitForCamera && !scheme.isLive()) {
            throw unsuited("--wait-for-camera", address, "v4l2:, rpicam: and http:");
        }
    }

    private static StageFailure unsuited(String flag, SourceAddress address, String suited) {
        return new StageFailure(
                ExitCode.USAGE,
                flag + " has no meaning for --source " + address + "; it is for " + suited);
    }

    /** Returns the settings with another mode. */
    public SourceSettings with(CameraMode other) {
        return new SourceSettings(
                other,
                view,
                framesPerSecond,
                asFastAsPossible,
                waitForCamera,
                frozenAfterNanos,
                programs);
    }

    /** Returns the settings with another view. */
    public SourceSettings with(View other) {
        return new SourceSettings(
                mode,
                other,
                framesPerSecond,
                asFastAsPossible,
                waitForCamera,
                frozenAfterNanos,
                programs);
    }

    /** Returns the settings with programs looked for elsewhere. */
    public SourceSettings with(Programs other) {
        return new SourceSettings(
                mode,
                view,
                framesPerSecond,
                asFastAsPossible,
                waitForCamera,
                frozenAfterNanos,
                other);
    }
}
