package org.catfollow.capture.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.opencv.core.CvException;
import org.opencv.core.Mat;
import org.opencv.videoio.VideoWriter;
import org.opencv.videoio.Videoio;

/**
 * Pictures of an opened V4L2 device. OpenCV waits for the driver on the feed's thread and decodes on
 * the duty cycle's.
 *
 * <p>What is copied and allocated for each picture: OpenCV decodes the driver's buffer into a native
 * picture of its own, which it keeps, and copies from there into the Mat that it is given, which lies
 * on the slot. Nothing on the Java heap.
 *
 * <p>OpenCV waits for 10 s at most ({@code OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT}, whole seconds, read from
 * the environment), and skips the first picture after opening. Its {@code CAP_PROP_POS_MSEC} is the
 * buffer's own time stamp, of CLOCK_MONOTONIC in the drivers of today (read in cap_v4l.cpp, 4.9).
 */
final class V4l2Pictures implements FedPictures {
    /**
     * What a camera can send uncompressed over USB 2: 24 MB/s is the bus's reserve for one camera
     * (3 packets of 1024 bytes every 125 microseconds), less what drivers and hubs leave unused.
     */
    private static final double UNCOMPRESSED_BYTES_PER_SECOND = 20e6;

    /** One is filled by the driver while the other one is decoded. */
    private static final int BUFFERS = 2;

    /** A stamp older than this is of another clock, or of no use. */
    private static final long OLDEST_NANOS = 2_000_000_000L;

    private static final long LOOK_NANOS = 5_000_000L;

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final double FRAMES_PER_SECOND = 30;

    private final VideoDevice device;
    private final Path node;
    private final long goneNanos;
    private final int width;
    private final int height;
    private final double framesPerSecond;
    private final String description;
    private long captureNanos;

    private V4l2Pictures(VideoDevice device, Path path, Path node, Duration goneWithin) {
        this.device = device;
        this.node = node;
        this.goneNanos = goneWithin.toNanos();
        width = (int) device.get(Videoio.CAP_PROP_FRAME_WIDTH);
        height = (int) device.get(Videoio.CAP_PROP_FRAME_HEIGHT);
        double rate = device.get(Videoio.CAP_PROP_FPS);
        framesPerSecond = rate >= 0.1 && rate <= 1000 ? rate : FRAMES_PER_SECOND;
        description =
                String.format(
                        Locale.ROOT,
                        "v4l2:%s, %s %dx%d at %.4g fps",
                        path,
                        fourccText(device.get(Videoio.CAP_PROP_FOURCC)),
                        width,
                        height,
                        framesPerSecond);
    }

    /**
     * Asks the device for format, size and rate, and takes what it gives if that will do.
     *
     * @param path as it was asked for, for messages
     * @param node what it leads to, which goes when the camera is unplugged
     * @param goneWithin how much later than the failed wait for a picture it may go
     * @throws StageFailure with {@link ExitCode#HARDWARE} when it gives another size than was asked
     *     for, or one that does not fit
     */
    static V4l2Pictures negotiate(
            VideoDevice device, SourceRequest request, Path path, Path node, Duration goneWithin) {
        CameraMode mode = request.settings().mode();
        int width = mode.sized() ? mode.width() : Math.min(WIDTH, request.slot().maxWidth());
        int height = mode.sized() ? mode.height() : Math.min(HEIGHT, request.slot().maxHeight());
        double rate = request.settings().framesPerSecond().orElse(FRAMES_PER_SECOND);
        request.slot().requireFit(request.name(), width, height);
        ask(device, order(mode.codec(), width, height, rate), width, height, rate);
        device.set(Videoio.CAP_PROP_BUFFERSIZE, BUFFERS);
        device.set(Videoio.CAP_PROP_CONVERT_RGB, 1);
        V4l2Pictures pictures = new V4l2Pictures(device, path, node, goneWithin);
        String wanted = fourccText(fourcc(mode.codec()));
        if (mode.codec() != Codec.AUTO && !pictures.description.contains(" " + wanted + " ")) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    pictures.description + ": not the " + wanted + " asked for; leave out --codec");
        }
        if (mode.sized() && (pictures.width != width || pictures.height != height)) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    pictures.description
                            + ": not the "
                            + width
                            + "x"
                            + height
                            + " asked for; `capture-proc --list-cameras` lists its sizes");
        }
        request.slot().requireFit(pictures.description, pictures.width, pictures.height);
        return pictures;
    }

    /** Uncompressed pictures are sharper and cost less to take; compressed ones fit through USB. */
    static List<Codec> order(Codec wanted, int width, int height, double rate) {
        if (wanted != Codec.AUTO) {
            return List.of(wanted);
        }
        return 2.0 * width * height * rate > UNCOMPRESSED_BYTES_PER_SECOND
                ? List.of(Codec.MJPEG, Codec.YUYV)
                : List.of(Codec.YUYV, Codec.MJPEG);
    }

    /**
     * Asks for each format in turn until one does; where none does, for the fastest once more. OpenCV
     * answers a format that is not there by one of its own choice, such as BGR3, which is half as many
     * bytes again.
     */
    private static void ask(
            VideoDevice device, List<Codec> codecs, int width, int height, double rate) {
        Codec fastest = null;
        double most = 0;
        for (Codec codec : codecs) {
            double given = rateGiven(device, codec, width, height, rate);
            if (given >= 0.9 * rate) {
                return;
            }
            if (given > most) {
                fastest = codec;
                most = given;
            }
        }
        if (fastest != null && fastest != codecs.getLast()) {
            rateGiven(device, fastest, width, height, rate);
        }
    }

    /**
     * Asks for the format first, as sizes and rates depend on it; returns the frames per second, 0 where
     * the format is another, next to 0 where the size is, a little more where the driver tells no rate.
     */
    private static double rateGiven(
            VideoDevice device, Codec codec, int width, int height, double rate) {
        device.set(Videoio.CAP_PROP_FOURCC, fourcc(codec));
        device.set(Videoio.CAP_PROP_FRAME_WIDTH, width);
        device.set(Videoio.CAP_PROP_FRAME_HEIGHT, height);
        device.set(Videoio.CAP_PROP_FPS, rate);
        if ((int) device.get(Videoio.CAP_PROP_FOURCC) != fourcc(codec)) {
            return 0;
        }
        boolean sizeGiven =
                (int) device.get(Videoio.CAP_PROP_FRAME_WIDTH) == width
                        && (int) device.get(Videoio.CAP_PROP_FRAME_HEIGHT) == height;
        double given = device.get(Videoio.CAP_PROP_FPS);
        return !sizeGiven ? Double.MIN_VALUE : given > 0 ? given : 2 * Double.MIN_VALUE;
    }

    private static int fourcc(Codec codec) {
        return codec == Codec.MJPEG
                ? VideoWriter.fourcc('M', 'J', 'P', 'G')
                : VideoWriter.fourcc('Y', 'U', 'Y', 'V');
    }

    private static String fourccText(double value) {
        int code = (int) value;
        StringBuilder text = new StringBuilder();
        for (int shift = 0; shift < 32; shift += 8) {
            char letter = (char) (code >>> shift & 0xFF);
            text.append(letter > ' ' && letter < 127 ? letter : '?');
        }
        return text.toString();
    }

    @Override
    public boolean fetch() throws IOException {
        if (!device.grab()) {
            throw new IOException(
                    description
                            + (isGone()
                                    ? ": unplugged, the device is gone"
                                    : ": the camera gave no picture"));
        }
        long now = System.nanoTime();
        captureNanos = honest(device.get(Videoio.CAP_PROP_POS_MSEC), now);
        return true;
    }

    /** The kernel wakes whoever waits for a picture before it takes the device's name away. */
    private boolean isGone() {
        long deadlineNanos = System.nanoTime() + goneNanos;
        while (Files.exists(node)) {
            if (System.nanoTime() - deadlineNanos >= 0) {
                return false;
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        return true;
    }

    /** Returns the driver's stamp where it can be of our clock, otherwise now. */
    static long honest(double stampMillis, long nowNanos) {
        long stamp = Math.round(stampMillis * 1e6);
        long age = nowNanos - stamp;
        return stamp > 0 && age >= 0 && age <= OLDEST_NANOS ? stamp : nowNanos;
    }

    @Override
    public ReadResult take(long index, TargetSlot slot, SourceFrame out) {
        try {
            Mat target = slot.mat(width, height);
            long address = target.dataAddr();
            if (!device.retrieve(target) || target.empty()) {
                return out.skipped(index, this + " is damaged: it cannot be decoded");
            }
            if (target.dataAddr() != address) {
                return out.skipped(
                        index,
                        this
                                + " has another size than agreed: "
                                + target.cols()
                                + "x"
                                + target.rows());
            }
            out.frame(index, width, height);
            out.captureNanos = captureNanos;
            return ReadResult.FRAME;
        } catch (CvException e) {
            return out.skipped(index, this + " is damaged: " + OpenCvText.oneLine(e));
        }
    }

    @Override
    public double framesPerSecond() {
        return framesPerSecond;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void cancel() {
        // The driver lets nobody interrupt: the feed closes the device when it has returned.
    }

    @Override
    public void close() {
        device.close();
    }

    /** Names the picture at hand in a message. */
    @Override
    public String toString() {
        return description + ": a picture";
    }
}
