package org.catfollow.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.catfollow.cli.doctor.Finding.Verdict;
import org.catfollow.runtime.DeviceHolders;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.Sensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceChecksTest {
    @TempDir Path root;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(root.resolve("dev"));
        Files.createDirectories(root.resolve("proc"));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private List<Finding> camera(String source) {
        return new CameraCheck(
                        root, source, "0", name -> false, new DeviceHolders(root.resolve("proc")))
                .look();
    }

    private List<Finding> hat(boolean needed, Optional<List<Integer>> seen) {
        return new HatCheck(root, needed, false, bus -> seen).look();
    }

    private Finding power(String bits) {
        return new PowerCheck(root, () -> Optional.ofNullable(bits)).look().get(0);
    }

    @Test
    void aMachineWithoutDevicesIsWellForASimulatedRobotAndNotForARealOne() {
        assertThat(camera("sim:")).containsExactly(Finding.absent("camera", "no /dev/video*"));
        assertThat(camera("v4l2:").get(0).verdict()).isEqualTo(Verdict.BAD);
        assertThat(camera("rpicam:").get(0).text()).contains("sudo apt install rpicam-apps");
        assertThat(hat(false, Optional.empty()))
                .extracting(Finding::text)
                .containsExactly("not here: no /dev/i2c-1", "not here: no /dev/gpiochip0");
        assertThat(hat(true, Optional.empty()))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.BAD, Verdict.BAD);
    }

    @Test
    void whoHoldsTheCameraIsNamed() throws IOException {
        write("dev/video0", "");
        write("proc/42/comm", "cheese\n");
        Path link = root.resolve("proc/42/fd/3");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, root.resolve("dev/video0"));
        Finding finding = camera("v4l2:/dev/video0").get(0);
        assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
        assertThat(finding.text()).contains("/dev/video0 is in use by pid 42 (cheese)");
        assertThat(camera("v4l2:/dev/video1").get(0).text())
                .contains("no /dev/video1, which capture.source names; there are: [/dev/video0]");
    }

    @Test
    void aCameraMayBeNamedByItsNumberOrByALink() throws IOException {
        write("dev/video1", "");
        Path link = root.resolve("dev/v4l/by-id/usb-cam");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("../../video1"));
        Finding free = Finding.ok("camera", "/dev/video1 is free");
        assertThat(camera("v4l2:1")).containsExactly(free);
        assertThat(camera("v4l2:/dev/v4l/by-id/usb-cam")).containsExactly(free);
        assertThat(camera("v4l2:").get(0).text())
                .contains("no /dev/video0, which capture.source names");
    }

    @Test
    void whoHoldsTheRibbonCablesCameraIsNamedToo() throws IOException {
        write("dev/video0", "");
        write("dev/video10", "");
        write("sys/class/video4linux/video0/name", "unicam-image\n");
        write("sys/class/video4linux/video10/name", "bcm2835-codec-decode\n");
        write("proc/42/comm", "libcamera-hello\n");
        Files.createDirectories(root.resolve("proc/42/fd"));
        Files.createSymbolicLink(root.resolve("proc/42/fd/3"), root.resolve("dev/video0"));
        Files.createSymbolicLink(root.resolve("proc/42/fd/4"), root.resolve("dev/video10"));
        assertThat(camera("rpicam:").subList(1, 3))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.BAD, Verdict.OK);
    }

    @Test
    void theAddressesThatAnswerAreListed() throws IOException {
        write("dev/i2c-1", "");
        write("dev/gpiochip0", "");
        assertThat(hat(true, Optional.of(List.of(0x14, 0x15))).get(0))
                .isEqualTo(Finding.ok("i2c", "answers at 0x14, 0x15"));
        assertThat(hat(true, Optional.of(List.of())).get(0).text())
                .contains("no HAT answers at 0x14");
        assertThat(hat(true, Optional.empty()).get(0).text()).contains("usermod -aG i2c");
    }

    @Test
    void aBusThatControlWorksOnIsNotTouched() throws IOException {
        write("dev/i2c-1", "");
        HatCheck check =
                new HatCheck(
                        root,
                        true,
                        true,
                        bus -> {
                            throw new AssertionError("scanned");
                        });
        assertThat(check.look().get(0).verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void theFirmwaresBitsAreReadNowAndSinceSwitchedOn() {
        assertThat(power(null).verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(power("throttled=0x0\n").verdict()).isEqualTo(Verdict.OK);
        assertThat(power("throttled=0x50000\n").verdict()).isEqualTo(Verdict.CAREFUL);
        assertThat(power("throttled=0x50000\n").text()).contains("voltage too low, throttled");
        assertThat(power("throttled=0x50005\n").verdict()).isEqualTo(Verdict.BAD);
        assertThat(power("what\n").verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aHotProcessorIsSaid() throws IOException {
        write("sys/class/thermal/thermal_zone0/temp", "82000\n");
        Finding finding = new PowerCheck(root, Optional::empty).look().get(1);
        assertThat(finding.verdict()).isEqualTo(Verdict.CAREFUL);
        assertThat(finding.text()).contains("82.0 degrees C");
    }

    @Test
    void theBatteryIsWhatControlSays() {
        assertThat(battery(null).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(battery(BatteryState.NONE).verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(battery(BatteryState.GOOD).text()).isEqualTo("GOOD, 7.80 V");
        assertThat(battery(BatteryState.VERY_LOW).verdict()).isEqualTo(Verdict.CAREFUL);
        assertThat(battery(BatteryState.EMPTY).verdict()).isEqualTo(Verdict.BAD);
    }

    private static Finding battery(BatteryState state) {
        Sensors sensors = new Sensors();
        sensors.batteryVolts = 7.8F;
        if (state != null) {
            sensors.battery = state;
        }
        return new BatteryCheck(Optional.ofNullable(state == null ? null : sensors)).look().get(0);
    }

    @Test
    void librariesOfAnotherMachineAreNamed() throws IOException {
        write(
                "proc/cpuinfo",
                "processor\t: 0\nFeatures\t: fp asimd asimddp\nModel\t: Raspberry Pi 4\n");
        write("proc/meminfo", "MemAvailable:    100000 kB\n");
        write("natives/linux-aarch64/libopencv_java490.so", "");
        write("natives/linux-aarch64/libtensorflowlite.so", "");
        MachineCheck pi =
                new MachineCheck(root.resolve("proc"), root.resolve("natives"), "linux-aarch64");
        assertThat(pi.look())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.OK, Verdict.OK, Verdict.OK, Verdict.CAREFUL);
        assertThat(pi.look().get(1).text()).contains("Raspberry Pi 4").contains("asimd asimddp");
        MachineCheck other =
                new MachineCheck(root.resolve("proc"), root.resolve("natives"), "linux-x86_64");
        assertThat(other.look().get(2).verdict()).isEqualTo(Verdict.BAD);
    }

    @Test
    void aProgramThatFailsIsQuotedWithWhatToDo() {
        assertThat(program(0, "model x in 20 ms").verdict()).isEqualTo(Verdict.OK);
        assertThat(program(0, "model x in 20 ms; 3 labels for 5 classes").verdict())
                .isEqualTo(Verdict.CAREFUL);
        assertThat(program(5, "no such model"))
                .isEqualTo(Finding.bad("model", "no such model; do that"));
    }

    private static Finding program(int code, String line) {
        return new ProgramCheck("model", () -> new ProgramCheck.Answer(code, line), "do that")
                .look()
                .get(0);
    }
}
