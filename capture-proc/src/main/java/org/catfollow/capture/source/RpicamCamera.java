package org.catfollow.capture.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.vision.RegionOfInterest;

/**
 * {@code rpicam:}: the camera on a Raspberry Pi's ribbon cable, through a child {@code rpicam-vid} (or
 * {@code libcamera-vid}, its older name), which writes YUV420 or MJPEG to its standard output.
 * Mirroring, a turn by 180 degrees and the region of interest are the camera's own work.
 *
 * <p>The instant of a picture is that of its first byte in the pipe: the pipe brings no time of its
 * own. That is later than the light by exposure, the camera's own processing and, when we lag, by what
 * waits in the pipe.
 */
final class RpicamCamera {
    /** What rpicam-vid takes where nobody asks: too large for a slot; ours is the slot's default. */
    private static final int WIDTH = 640;

    private static final int HEIGHT = 480;
    private static final double FRAMES_PER_SECOND = 30;

    /**
     * Bytes to which the Raspberry Pi's image processor aligns the rows of YUV420
     * ({@code bytesperline_align} in the kernel's bcm2835-v4l2-isp).
     */
    private static final int ALIGNMENT = 64;

    private RpicamCamera() {}

    /**
     * Starts the camera.
     *
     * @throws StageFailure when the program is not installed, or the size cannot be
     */
    static FrameSource open(SourceRequest request) {
        if (!request.address().rest().isEmpty()) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    request.name()
                            + ": nothing follows rpicam:; several cameras are told apart by"
                            + " --camera N");
        }
        CameraMode mode = request.settings().mode();
        int width = mode.sized() ? mode.width() : Math.min(WIDTH, request.slot().maxWidth());
        int height = mode.sized() ? mode.height() : Math.min(HEIGHT, request.slot().maxHeight());
        request.slot().requireFit(request.name(), width, height);
        boolean jpeg = mode.codec() == Codec.MJPEG;
        if (!jpeg && (width % 2 != 0 || height % 2 != 0)) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--width "
                            + width
                            + " --height "
                            + height
                            + ": yuv420 needs even numbers; or use --codec mjpeg");
        }
        double rate = request.settings().framesPerSecond().orElse(FRAMES_PER_SECOND);
        Path program = program(request.settings().programs());
        ChildProcess child =
                ChildProcess.start(
                        program, arguments(request.settings(), width, height, rate, jpeg));
        String description =
                String.format(
                        Locale.ROOT,
                        "rpicam: %s camera %d, %dx%d at %.4g fps, %s",
                        child.name(),
                        mode.number(),
                        width,
                        height,
                        rate,
                        jpeg ? Codec.MJPEG : Codec.YUV420);
        FedPictures pictures =
                jpeg
                        ? new JpegPictures(new ChildJpegs(child), rate, description)
                        : new RawPictures(
                                child,
                                new Yuv420(width, height, stride(mode, width)),
                                rate,
                                description,
                                true);
        return new FedSource("rpicam", pictures, true);
    }

    private static int stride(CameraMode mode, int width) {
        return mode.strideBytes() > 0
                ? mode.strideBytes()
                : (width + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static Path program(Programs programs) {
        return programs.find("rpicam-vid", "libcamera-vid")
                .orElseThrow(
                        () ->
                                new StageFailure(
                                        ExitCode.HARDWARE,
                                        "--source rpicam: needs rpicam-vid, which is not installed;"
                                                + " on Raspberry Pi OS: sudo apt install"
                                                + " rpicam-apps"));
    }

    /** Returns the flags, all of which rpicam-vid and libcamera-vid know. */
    private static List<String> arguments(
            SourceSettings settings, int width, int height, double rate, boolean jpeg) {
        View view = settings.view();
        List<String> flags =
                new ArrayList<>(
                        List.of(
                                "--output",
                                "-",
                                "--timeout",
                                "0",
                                "--nopreview",
                                // Each picture at once, not when the C library's buffer is full.
                                "--flush",
                                "--codec",
                                jpeg ? "mjpeg" : "yuv420",
                                "--camera",
                                String.valueOf(settings.mode().number()),
                                "--width",
                                String.valueOf(width),
                                "--height",
                                String.valueOf(height),
                                "--framerate",
                                String.valueOf(rate)));
        if (view.hflip()) {
            flags.add("--hflip");
        }
        if (view.vflip()) {
            flags.add("--vflip");
        }
        if (view.rotation() != 0) {
            flags.addAll(List.of("--rotation", String.valueOf(view.rotation())));
        }
        if (!view.region().isWhole()) {
            flags.addAll(List.of("--roi", view.region().toString()));
        }
        return flags;
    }

    /**
     * Returns what is left to turn when the camera has done what it can: it cannot turn by a quarter.
     * Cutting out is always its work.
     */
    static View left(View wanted) {
        return wanted.isUpright()
                ? View.PLAIN
                : new View(
                        RegionOfInterest.WHOLE, wanted.rotation(), wanted.hflip(), wanted.vflip());
    }

    /** Returns what the camera is asked to do of this. */
    static View itsOwn(View wanted) {
        return wanted.isUpright() ? wanted : new View(wanted.region(), 0, false, false);
    }
}
