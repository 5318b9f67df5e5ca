package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.DeviceHolders;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.videoio.VideoWriter;
import org.opencv.videoio.Videoio;

/** What is decided about a USB camera, with a device that is played. */
class V4l2CameraTest {
    private static final int MJPG = fourcc("MJPG");
    private static final int YUYV = fourcc("YUYV");
    private static final int BGR3 = fourcc("BGR3");

    @TempDir private Path root;
    private final SlotView slot = Pictures.slot(1280, 720);
    private final SourceFrame frame = new SourceFrame();
    private final Device device = new Device();
    private Path node;
    private Duration goneWithin = Duration.ofMillis(20);

    private static int fourcc(String name) {
        // No other test need have run before this one.
        NativeLibraries.loadOpenCv();
        return VideoWriter.fourcc(name.charAt(0), name.charAt(1), name.charAt(2), name.charAt(3));
    }

    /** A camera that gives what it is told to. */
    private static final class Device implements VideoDevice {
        private final Map<Integer, Double> values = new HashMap<>();
        private final List<String> opened = new ArrayList<>();
        private Set<Integer> formats = Set.of(MJPG, YUYV);
        private Set<Integer> widths = Set.of(320, 640, 1280);
        private double fastestUncompressed = 30;
        private double fastestCompressed = 120;
        private boolean free = true;
        private final AtomicInteger pictures = new AtomicInteger();
        private boolean decodable = true;
        private volatile boolean closed;
        private volatile double stampMillis;
        private volatile Runnable whenSilent = () -> {};

        @Override
        public boolean open(String path) {
            opened.add(path);
            values.put(Videoio.CAP_PROP_FOURCC, (double) YUYV);
            values.put(Videoio.CAP_PROP_FRAME_WIDTH, widths.contains(640) ? 640.0 : 1280.0);
            values.put(Videoio.CAP_PROP_FRAME_HEIGHT, 480.0);
            values.put(Videoio.CAP_PROP_FPS, 30.0);
            return free;
        }

        @Override
        public boolean set(int property, double value) {
            boolean taken =
                    switch (property) {
                        case Videoio.CAP_PROP_FOURCC -> formats.contains((int) value);
                        case Videoio.CAP_PROP_FRAME_WIDTH -> widths.contains((int) value);
                        default -> true;
                    };
            if (taken) {
                values.put(property, value);
            } else if (property == Videoio.CAP_PROP_FOURCC) {
                // As OpenCV does with a driver that has BGR3 too.
                values.put(property, (double) BGR3);
            }
            return taken;
        }

        @Override
        public double get(int property) {
            double value = values.getOrDefault(property, 0.0);
            if (property == Videoio.CAP_PROP_POS_MSEC) {
                return stampMillis;
            }
            boolean compressed = values.get(Videoio.CAP_PROP_FOURCC) == MJPG;
            return property == Videoio.CAP_PROP_FPS
                    ? Math.min(value, compressed ? fastestCompressed : fastestUncompressed)
                    : value;
        }

        @Override
        public boolean grab() {
            boolean given = pictures.getAndDecrement() > 0;
            if (!given) {
                whenSilent.run();
            }
            return given;
        }

        @Override
        public boolean retrieve(Mat target) {
            Mat picture =
                    new Mat(
                            values.get(Videoio.CAP_PROP_FRAME_HEIGHT).intValue(),
                            values.get(Videoio.CAP_PROP_FRAME_WIDTH).intValue(),
                            CvType.CV_8UC3,
                            new Scalar(250, 0, 10));
            picture.copyTo(target);
            return decodable;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @BeforeEach
    void plugIn() throws IOException {
        node = root.toRealPath().resolve("dev/video0");
        Files.createDirectories(node.getParent());
        Files.createFile(node);
        Files.createDirectories(root.resolve("sys/class/video4linux/video0"));
        Files.writeString(root.resolve("sys/class/video4linux/video0/name"), "HD WebCam\n");
        Files.createDirectories(root.resolve("proc"));
    }

    private V4l2Camera camera() {
        DeviceHolders holders = new DeviceHolders(root.resolve("proc"));
        return new V4l2Camera(() -> device, root, holders, goneWithin);
    }

    private FrameSource open(String source, CameraMode mode, double rate) {
        SourceSettings settings =
                new SourceSettings(
                        mode,
                        View.PLAIN,
                        rate > 0 ? OptionalDouble.of(rate) : OptionalDouble.empty(),
                        false,
                        false,
                        0,
                        Programs.onPath());
        return camera().open(
                        new SourceRequest(
                                SourceAddress.parse(source), false, slot.size(), settings));
    }

    private FrameSource open(CameraMode mode, double rate) {
        return open("v4l2:", mode, rate);
    }

    private static CameraMode mode(int width, int height, Codec codec) {
        return new CameraMode(width, height, 0, codec, 0);
    }

    private void refuses(String message, Runnable open) {
        assertThatThrownBy(open::run)
                .isInstanceOfSatisfying(
                        StageFailure.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE))
                .hasMessageContaining(message);
    }

    @Test
    void asksForUncompressedPicturesWhereTheyFitThroughUsb() {
        try (FrameSource source = open(CameraMode.DEFAULT, 0)) {
            assertThat(source.description())
                    .isEqualTo("v4l2:/dev/video0, YUYV 640x480 at 30.00 fps");
            assertThat(source.promisedFramesPerSecond()).isEqualTo(30);
            assertThat(source.setsThePace()).isTrue();
            assertThat(device.values)
                    .containsEntry(Videoio.CAP_PROP_BUFFERSIZE, 2.0)
                    .containsEntry(Videoio.CAP_PROP_CONVERT_RGB, 1.0);
        }
    }

    @Test
    void asksForCompressedOnesWhereSizeAndRateNeedThem() {
        try (FrameSource source = open(mode(1280, 720, Codec.AUTO), 30)) {
            assertThat(source.description()).contains("MJPG 1280x720 at 30.00 fps");
        }
    }

    @Test
    void takesTheOtherFormatWhereTheFirstIsTooSlowOrMissing() {
        device.fastestUncompressed = 15;
        try (FrameSource source = open(CameraMode.DEFAULT, 30)) {
            assertThat(source.description()).contains("MJPG 640x480 at 30.00 fps");
        }
        device.formats = Set.of(YUYV);
        device.fastestUncompressed = 10;
        try (FrameSource source = open(mode(1280, 720, Codec.AUTO), 30)) {
            assertThat(source.description()).contains("YUYV 1280x720 at 10.00 fps");
        }
    }

    @Test
    void theFastestFormatIsTakenWhereNoneIsFastEnough() {
        device.fastestUncompressed = 25;
        device.fastestCompressed = 25;
        try (FrameSource source = open(CameraMode.DEFAULT, 0)) {
            assertThat(source.description()).contains("YUYV 640x480 at 25.00 fps");
        }
        device.fastestUncompressed = 10;
        try (FrameSource source = open(CameraMode.DEFAULT, 0)) {
            assertThat(source.description()).contains("MJPG 640x480 at 25.00 fps");
        }
    }

    @Test
    void aFormatOfOpenCvsOwnChoiceIsNotKept() {
        device.formats = Set.of(YUYV);
        device.fastestUncompressed = 25;
        try (FrameSource source = open(CameraMode.DEFAULT, 0)) {
            assertThat(source.description()).contains("YUYV 640x480 at 25.00 fps");
        }
    }

    /** As OpenCV has it of a driver without VIDIOC_G_PARM. */
    @Test
    void aRateThatIsNotToldIsNoReasonAgainstAFormatOfTheRightSize() {
        device.formats = Set.of(YUYV);
        device.fastestUncompressed = -1;
        try (FrameSource source = open(CameraMode.DEFAULT, 0)) {
            assertThat(source.description()).contains("YUYV 640x480");
        }
    }

    @Test
    void theFirstFormatIsTakenWhereNoneHasTheCustomarySize() {
        device.widths = Set.of(1280);
        try (FrameSource source = open(CameraMode.DEFAULT, 0)) {
            assertThat(source.description()).contains("YUYV 1280x480 at 30.00 fps");
        }
    }

    @Test
    void aFormatThatIsAskedForIsNotExchanged() {
        try (FrameSource source = open(mode(640, 480, Codec.MJPEG), 10)) {
            assertThat(source.description()).contains("MJPG");
        }
        device.formats = Set.of(YUYV);
        refuses("not the MJPG asked for", () -> open(mode(640, 480, Codec.MJPEG), 10));
        assertThat(device.closed).isTrue();
    }

    @Test
    void aSizeThatIsAskedForIsNotExchanged() {
        refuses(
                "MJPG 640x600 at 30.00 fps: not the 800x600 asked for",
                () -> open(mode(800, 600, Codec.AUTO), 0));
    }

    @Test
    void thePictureLandsInTheSlotWithTheDriversInstant() {
        device.pictures.set(1);
        device.stampMillis = (System.nanoTime() - 20_000_000L) / 1e6;
        try (FrameSource source = open(CameraMode.DEFAULT, 0)) {
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThat(new int[] {frame.width, frame.height}).containsExactly(640, 480);
            assertThat(Pictures.bgr(slot, 0)).containsExactly(250, 0, 10);
            assertThat(frame.captureNanos).isEqualTo(Math.round(device.stampMillis * 1e6));
        }
    }

    @Test
    void anInstantOfAnotherClockIsNotBelieved() {
        long now = 5_000_000_000_000L;
        assertThat(V4l2Pictures.honest(4_999_980.5, now)).isEqualTo(4_999_980_500_000L);
        assertThat(V4l2Pictures.honest(0, now)).isEqualTo(now);
        assertThat(V4l2Pictures.honest(4_990_000, now)).isEqualTo(now);
        assertThat(V4l2Pictures.honest(5_000_001, now)).isEqualTo(now);
        assertThat(V4l2Pictures.honest(1.7e12, now)).isEqualTo(now);
    }

    @Test
    void aPictureThatCannotBeDecodedIsSkipped() {
        device.pictures.set(1);
        device.decodable = false;
        try (FrameSource source = open(CameraMode.DEFAULT, 0)) {
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.SKIPPED);
            assertThat(frame.skipReason).contains("/dev/video0", "is damaged");
        }
    }

    @Test
    void silenceIsAFailureAndTheDeviceIsClosed() {
        try (FrameSource source = open(CameraMode.DEFAULT, 0)) {
            assertThatThrownBy(() -> StandIn.next(source, slot, frame))
                    .hasMessage(
                            "v4l2:/dev/video0, YUYV 640x480 at 30.00 fps: the camera gave no"
                                    + " picture");
        }
        assertThat(device.closed).isTrue();
    }

    @Test
    void anUnpluggedCameraIsToldFromASilentOneThoughItsNodeGoesLater() {
        goneWithin = Duration.ofSeconds(60);
        device.whenSilent = this::unplugWhenItWasLookedFor;
        try (FrameSource source = open(CameraMode.DEFAULT, 0)) {
            assertThatThrownBy(() -> StandIn.next(source, slot, frame))
                    .hasMessage(
                            "v4l2:/dev/video0, YUYV 640x480 at 30.00 fps: unplugged, the device is"
                                    + " gone");
        }
        assertThat(device.closed).isTrue();
    }

    /** Called by the feed's thread, which looks for the node next. */
    private void unplugWhenItWasLookedFor() {
        Thread looks = Thread.currentThread();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            while (!(LockSupport.getBlocker(looks) instanceof V4l2Pictures)
                                    && !device.closed) {
                                Thread.onSpinWait();
                            }
                            assertThat(node.toFile().delete()).isTrue();
                        });
    }

    @Test
    void aCameraThatIsNotThereIsNamed() {
        refuses(
                "/dev/video7 does not exist: no camera is plugged in",
                () -> open("v4l2:7", CameraMode.DEFAULT, 0));
        refuses(
                "/dev/video3 does not exist",
                () -> open(new CameraMode(0, 0, 3, Codec.AUTO, 0), 0));
        assertThat(device.opened).isEmpty();
    }

    @Test
    void whoHasTheCameraIsNamed() throws IOException {
        device.free = false;
        Path other = root.resolve("proc/4711");
        Files.createDirectories(other.resolve("fd"));
        Files.writeString(other.resolve("comm"), "cheese\n");
        Files.createSymbolicLink(other.resolve("fd/5"), Path.of("/dev/null"));
        Files.createSymbolicLink(other.resolve("fd/7"), node);
        refuses(
                "/dev/video0 is in use by pid 4711 (cheese); end that program",
                () -> open(CameraMode.DEFAULT, 0));
        assertThat(device.closed).isTrue();
    }

    @Test
    void aLinkToACameraIsFollowedToWhoHasIt() throws IOException {
        device.free = false;
        Path byId = root.resolve("dev/v4l/by-id/usb-cam");
        Files.createDirectories(byId.getParent());
        Files.createSymbolicLink(byId, node);
        Path other = root.resolve("proc/12");
        Files.createDirectories(other.resolve("fd"));
        Files.createSymbolicLink(other.resolve("fd/0"), node);
        refuses(
                "/dev/v4l/by-id/usb-cam is in use by pid 12 (?)",
                () -> open("v4l2:/dev/v4l/by-id/usb-cam", CameraMode.DEFAULT, 0));
    }

    @Test
    void theRibbonCablesCameraIsPointedToItsOwnSource() throws IOException {
        device.free = false;
        Files.writeString(root.resolve("sys/class/video4linux/video0/name"), "unicam-image\n");
        refuses(
                "belongs to the camera on the ribbon cable (unicam-image), which gives finished"
                        + " pictures only through libcamera; use --source rpicam:",
                () -> open(CameraMode.DEFAULT, 0));
    }

    @Test
    void aDeviceThatIsNoCameraIsNamed() {
        device.free = false;
        refuses(
                "/dev/video0 cannot be opened as a camera (hd webcam): it gives no pictures",
                () -> open(CameraMode.DEFAULT, 0));
    }

    @Test
    void aCameraNamedTwiceIsWrongUsage() {
        assertThatThrownBy(() -> open("v4l2:0", new CameraMode(0, 0, 1, Codec.AUTO, 0), 0))
                .hasMessage("--source v4l2:0 names the camera already; leave out --camera 1");
    }
}
