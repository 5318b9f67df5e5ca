package org.catfollow.capture;

import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** Capture's own flags, mixed into its command. */
final class CaptureOptions {
    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = "test:",
            description = {
                "Where frames come from (default: ${DEFAULT-VALUE}):",
                "images:DIR  jpg, jpeg, png and bmp files in natural order",
                "file:X.avi  MJPEG video",
                "test:[WIDTHxHEIGHT]  painted moving target, 640x480"
            })
    private String source = "test:";

    @Option(
            names = "--framerate",
            paramLabel = "FPS",
            description =
                    "Frames per second, 0.1 to 1000 (default: the source's own; 30 for pictures).")
    private Double framesPerSecond;

    @Option(names = "--loop", description = "Begin again when the source ends.")
    private boolean loop;

    @Option(
            names = "--as-fast-as-possible",
            description = "Do not wait between frames; for measurements.")
    private boolean asFastAsPossible;

    @Option(
            names = "--camera-id",
            paramLabel = "N",
            defaultValue = "0",
            description = "Number written into every frame (default: ${DEFAULT-VALUE}).")
    private int cameraId;

    /**
     * Returns what the flags say, checked.
     *
     * @throws org.catfollow.runtime.StageFailure with exit code 2 for values that cannot be
     */
    public CaptureConfig toConfig() {
        return new CaptureConfig(
                source,
                framesPerSecond == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(framesPerSecond),
                loop,
                asFastAsPossible,
                cameraId);
    }
}
