package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine's devices, as files in a folder. */
class CameraListTest {
    @TempDir private Path root;
    private StandIn programs;

    @BeforeEach
    void prepare() throws IOException {
        programs = new StandIn(Files.createDirectories(root.resolve("bin")));
    }

    private void device(int number, String name, String udev) throws IOException {
        Path device = Files.createDirectories(root.resolve("sys/class/video4linux/video" + number));
        Files.writeString(device.resolve("name"), name + "\n");
        Files.writeString(device.resolve("dev"), "81:" + number + "\n");
        Files.writeString(device.resolve("index"), number % 2 + "\n");
        if (!udev.isEmpty()) {
            Path data = Files.createDirectories(root.resolve("run/udev/data"));
            Files.writeString(
                    data.resolve("c81:" + number), "E:ID_V4L_CAPABILITIES=" + udev + "\n");
        }
    }

    private CameraList list() {
        return new CameraList(root, programs.programs());
    }

    @Test
    void saysWhenThereIsNone() {
        assertThat(list().lines()).singleElement().asString().startsWith("no cameras: ");
    }

    @Test
    void aCamerasSecondNodeIsNoCamera() throws IOException {
        device(0, "HD WebCam: HD WebCam", ":capture:");
        device(1, "HD WebCam: HD WebCam", ":");
        device(10, "Other Cam", "");
        device(11, "Other Cam", "");
        assertThat(list().lines())
                .containsExactly(
                        "--source v4l2:/dev/video0  HD WebCam: HD WebCam",
                        "    its formats: sudo apt install v4l-utils",
                        "--source v4l2:/dev/video10  Other Cam",
                        "    its formats: sudo apt install v4l-utils");
    }

    @Test
    void formatsAndSizesAreThoseOfV4l2Ctl() throws IOException {
        device(2, "HD WebCam", ":capture:");
        programs.program(
                "v4l2-ctl",
                "[[ $* == '--device /dev/video2 --list-formats-ext' ]] || exit 1",
                "cat <<'END'",
                "ioctl: VIDIOC_ENUM_FMT",
                "\tType: Video Capture",
                "",
                "\t[0]: 'MJPG' (Motion-JPEG, compressed)",
                "\t\tSize: Discrete 1280x720",
                "\t\t\tInterval: Discrete 0.033s (30.000 fps)",
                "\t\tSize: Discrete 640x480",
                "\t[1]: 'YUYV' (YUYV 4:2:2)",
                "\t\tSize: Discrete 640x480",
                "END");
        assertThat(list().lines())
                .containsExactly(
                        "--source v4l2:/dev/video2  HD WebCam",
                        "    MJPG 1280x720 640x480",
                        "    YUYV 640x480");
    }

    @Test
    void aRaspberryPisOwnDevicesAreNoCamerasAndTheRibbonCableHasItsSource() throws IOException {
        device(0, "unicam-image", ":capture:");
        device(14, "bcm2835-isp-capture0", ":capture:");
        device(12, "bcm2835-codec-isp", ":capture:");
        programs.program(
                "rpicam-hello",
                "[[ $* == --list-cameras ]] && printf '%s\\n' 'Available cameras' '---' '0 : imx219'");
        assertThat(list().lines())
                .containsExactly(
                        "/dev/video0  unicam-image: on the ribbon cable; use --source rpicam:",
                        "--source rpicam: with --camera N, as rpicam-hello says:",
                        "    Available cameras",
                        "    ---",
                        "    0 : imx219");
    }

    @Test
    void noCameraOnTheRibbonCableIsNoLine() {
        programs.program("libcamera-hello", "echo 'No cameras available!'");
        assertThat(list().lines()).singleElement().asString().startsWith("no cameras: ");
    }

    @Test
    void aProgramThatFailsIsNamed() {
        programs.program("rpicam-hello", "echo 'cannot open shared object' >&2", "exit 127");
        assertThat(list().lines())
                .containsExactly(
                        "--source rpicam: rpicam-hello ended with code 127 at once; it said: cannot"
                                + " open shared object");
    }
}
