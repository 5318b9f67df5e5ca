package org.catfollow.capture;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.catfollow.capture.pacing.Pacer;
import org.catfollow.capture.source.FrameSource;
import org.catfollow.capture.source.FrameSources;
import org.catfollow.capture.source.SimulatedRobot;
import org.catfollow.capture.source.SlotSize;
import org.catfollow.capture.source.SourceAddress;
import org.catfollow.capture.source.SourceRequest;
import org.catfollow.capture.source.SourceScheme;
import org.catfollow.capture.source.SourceSettings;
import org.catfollow.capture.source.WorldSettings;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * What capture is asked to do; every value checked.
 *
 * @param source what {@code --source} names, for example {@code images:pictures/}
 * @param loop whether a source that ends begins again
 * @param cameraId number written into every frame, to tell several cameras apart
 * @param timeoutNanos after which capture ends; 0 for never
 * @param statisticsFile where the last figures go as JSON
 * @param settings what the source is asked for
 * @param world what a world that answers to the robot is asked for
 */
record CaptureConfig(
        String source,
        boolean loop,
        int cameraId,
        long timeoutNanos,
        Optional<Path> statisticsFile,
        SourceSettings settings,
        WorldSettings world) {
    /** Slowest rate, frames per second. */
    public static final double SLOWEST_RATE = 0.1;

    /** Fastest rate, frames per second. */
    public static final double FASTEST_RATE = 1000;

    /**
     * Checks the values.
     *
     * @throws StageFailure with {@link ExitCode#USAGE}
     */
    public CaptureConfig {
        settings.requireSuits(SourceAddress.parse(source));
        world.requireSuits(SourceAddress.parse(source));
        OptionalDouble wanted = settings.framesPerSecond();
        if (wanted.isPresent()) {
            double rate = wanted.getAsDouble();
            if (!(rate >= SLOWEST_RATE && rate <= FASTEST_RATE)) {
                throw usage(
                        "--framerate "
                                + rate
                                + " outside "
                                + SLOWEST_RATE
                                + ".."
                                + FASTEST_RATE
                                + " frames per second");
            }
            if (settings.asFastAsPossible()) {
                throw usage(
                        "--framerate and --as-fast-as-possible contradict each other; give one");
            }
        }
        if (timeoutNanos < 0) {
            throw usage("--timeout is negative; 0 is never");
        }
        if (cameraId < 0) {
            throw usage("--camera-id " + cameraId + " is negative; use 0 or more");
        }
    }

    private static StageFailure usage(String message) {
        return new StageFailure(ExitCode.USAGE, message);
    }

    /** Returns whether frames carry their id in their pixels, for readers to check. */
    public boolean stamped() {
        return SourceAddress.parse(source).scheme() == SourceScheme.TEST;
    }

    /** Returns whether pictures go through OpenCV: not where Java draws them as they are wanted. */
    public boolean needsOpenCv() {
        SourceScheme scheme = SourceAddress.parse(source).scheme();
        boolean drawn = scheme == SourceScheme.SIM || scheme == SourceScheme.TEST;
        return !drawn || !settings.view().isPlain() || world.sprite().isPresent();
    }

    /** Opens the source; see {@link FrameSources#open}. */
    public FrameSource openSource(SlotSize slot, SimulatedRobot robot) {
        return FrameSources.open(
                new SourceRequest(SourceAddress.parse(source), loop, slot, settings, world, robot));
    }

    /** Returns the schedule for a source that has this rate of its own, frames per second. */
    public Pacer pacer(double nativeFramesPerSecond) {
        if (settings.asFastAsPossible()) {
            return Pacer.asFastAsPossible();
        }
        return Pacer.atRate(settings.framesPerSecond().orElse(nativeFramesPerSecond));
    }
}
