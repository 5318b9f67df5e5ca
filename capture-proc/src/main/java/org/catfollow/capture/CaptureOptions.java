package org.catfollow.capture;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.catfollow.capture.source.CameraMode;
import org.catfollow.capture.source.Codec;
import org.catfollow.capture.source.Programs;
import org.catfollow.capture.source.SourceSettings;
import org.catfollow.capture.source.View;
import org.catfollow.capture.source.WorldSettings;
import org.catfollow.runtime.vision.RegionOfInterest;
import picocli.CommandLine.Option;

/**
 * Capture's own flags, mixed into its command. Those of a camera are named as in rpicam-apps. The script
 * {@code deploy/capture-proc} knows the default of {@code --source} too.
 */
final class CaptureOptions {
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final String DEFAULT_SOURCE = "sim:";

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = DEFAULT_SOURCE,
            description = {
                "Where frames come from (default: ${DEFAULT-VALUE}):",
                "v4l2:[/dev/videoN]  USB camera",
                "rpicam:  camera on a Raspberry Pi's ribbon cable, through rpicam-vid",
                "http://HOST/PATH  MJPEG stream; https: too",
                "file:VIDEO  MJPEG AVI; any other video through ffmpeg",
                "images:DIR  jpg, jpeg, png and bmp files in natural order",
                "replay:DIR  what `cat-follow record` has written",
                "sim:[WORLD.yaml]  simulator: a room with a cat; answers to the simulated car",
                "scene:PHOTO  a photograph as the world; answers to the simulated car",
                "test:[WIDTHxHEIGHT]  painted moving target, 640x480"
            })
    private String source = DEFAULT_SOURCE;

    @Option(
            names = "--framerate",
            paramLabel = "FPS",
            description =
                    "Frames per second, 0.1 to 1000 (default: the source's own; 30 for cameras and"
                            + " pictures).")
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

    @Option(names = "--list-cameras", description = "List the cameras of this machine, and end.")
    private boolean listCameras;

    @Option(
            names = "--camera",
            paramLabel = "N",
            defaultValue = "0",
            description = "Which camera, for v4l2: and rpicam: (default: ${DEFAULT-VALUE}).")
    private int camera;

    @Option(
            names = "--width",
            paramLabel = "PIXELS",
            defaultValue = "0",
            description =
                    "Width asked of a camera or of ffmpeg, with --height (default: 640x480, or a"
                            + " video's own).")
    private int width;

    @Option(
            names = "--height",
            paramLabel = "PIXELS",
            defaultValue = "0",
            description = "Height, with --width.")
    private int height;

    @Option(
            names = "--codec",
            paramLabel = "CODEC",
            defaultValue = "auto",
            description =
                    "What a camera sends: auto, mjpeg, yuyv (v4l2:), yuv420 (rpicam:) (default:"
                            + " ${DEFAULT-VALUE}).")
    private Codec codec = Codec.AUTO;

    @Option(
            names = "--camera-stride",
            paramLabel = "BYTES",
            defaultValue = "0",
            description =
                    "Bytes from row to row of rpicam-vid's YUV420 (default: the width, rounded up"
                            + " to 64).")
    private int strideBytes;

    @Option(
            names = "--roi",
            paramLabel = "X,Y,W,H",
            description =
                    "The part of the picture that is wanted, in fractions. rpicam: enlarges it to"
                            + " the size asked for; elsewhere it is cut out.")
    private String roi;

    @Option(
            names = "--rotation",
            paramLabel = "DEGREES",
            defaultValue = "0",
            description = "Turn clockwise by 0, 90, 180 or 270 (default: ${DEFAULT-VALUE}).")
    private int rotation;

    @Option(names = "--hflip", description = "Exchange left and right.")
    private boolean hflip;

    @Option(names = "--vflip", description = "Exchange top and bottom.")
    private boolean vflip;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "0",
            converter = TimeText.Converter.class,
            description = "End after this time: 5000 or 5000ms, 5s, 2min (default: 0, never).")
    private long timeoutNanos;

    @Option(
            names = "--wait-for-camera",
            description = "Wait for a camera that is missing at the start; otherwise an error.")
    private boolean waitForCamera;

    @Option(
            names = "--frozen-after",
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = TimeText.Converter.class,
            description =
                    "Open a camera anew that sends the same picture for this time (default:"
                            + " ${DEFAULT-VALUE}; 0: never).")
    private long frozenAfterNanos = 3000 * NANOS_PER_MILLI;

    @Option(
            names = "--stats-json",
            paramLabel = "FILE",
            description = "Write the last figures into this file, as one JSON object.")
    private Path statisticsFile;

    @Option(
            names = "--sim-seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Which cat the simulator has, and what it does (default: ${DEFAULT-VALUE}).")
    private long simulatorSeed = WorldSettings.DEFAULT.seed();

    @Option(
            names = "--sim-sprite",
            paramLabel = "FILE",
            description = "A cut-out photograph, PNG with transparency, in place of the drawn cat.")
    private Path simulatorSprite;

    @Option(
            names = "--scene-width",
            paramLabel = "METRES",
            defaultValue = "2.4",
            description = "How wide scene:'s photograph stands there (default: ${DEFAULT-VALUE}).")
    private double sceneWidthMetres = WorldSettings.DEFAULT.sceneWidthMetres();

    @Option(
            names = "--scene-distance",
            paramLabel = "METRES",
            defaultValue = "2.5",
            description = "How far from the robot's start it stands (default: ${DEFAULT-VALUE}).")
    private double sceneDistanceMetres = WorldSettings.DEFAULT.sceneDistanceMetres();

    /** Returns whether only a list is wanted. */
    public boolean listCameras() {
        return listCameras;
    }

    /**
     * Returns what the flags say, checked.
     *
     * @throws org.catfollow.runtime.StageFailure with exit code 2 for values that cannot be
     */
    public CaptureConfig toConfig() {
        View view =
                new View(
                        roi == null ? RegionOfInterest.WHOLE : RegionOfInterest.parse("--roi", roi),
                        rotation,
                        hflip,
                        vflip);
        SourceSettings settings =
                new SourceSettings(
                        new CameraMode(width, height, camera, codec, strideBytes),
                        view,
                        framesPerSecond == null
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(framesPerSecond),
                        asFastAsPossible,
                        waitForCamera,
                        frozenAfterNanos,
                        Programs.onPath());
        return new CaptureConfig(
                source,
                loop,
                cameraId,
                timeoutNanos,
                Optional.ofNullable(statisticsFile),
                settings,
                new WorldSettings(
                        simulatorSeed,
                        Optional.ofNullable(simulatorSprite),
                        sceneWidthMetres,
                        sceneDistanceMetres));
    }
}
