package org.catfollow.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.catfollow.capture.pacing.Pacer;
import org.catfollow.capture.source.CameraMode;
import org.catfollow.capture.source.Codec;
import org.catfollow.capture.source.SourceSettings;
import org.catfollow.capture.source.View;
import org.catfollow.capture.source.WorldSettings;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.vision.RegionOfInterest;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CaptureOptionsTest {
    @Command
    static final class Holder {
        @Mixin private CaptureOptions options;
    }

    private static CaptureConfig parse(String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return holder.options.toConfig();
    }

    private static void refuses(String message, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOfSatisfying(
                        StageFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(message);
    }

    @Test
    void withoutFlagsTheSimulatorIsPlayedAtItsOwnRate() {
        CaptureConfig config = parse();
        assertThat(config)
                .isEqualTo(
                        new CaptureConfig(
                                "sim:",
                                false,
                                0,
                                0,
                                Optional.empty(),
                                SourceSettings.DEFAULT,
                                WorldSettings.DEFAULT));
        assertThat(secondFrameDue(config.pacer(50))).isEqualTo(20_000_000);
    }

    @Test
    void everyFlagArrives() {
        CaptureConfig config =
                parse("--source", "images:x", "--framerate", "12.5", "--loop", "--camera-id=3");
        assertThat(config.source()).isEqualTo("images:x");
        assertThat(config.settings().framesPerSecond()).hasValue(12.5);
        assertThat(config.loop()).isTrue();
        assertThat(config.cameraId()).isEqualTo(3);
        assertThat(parse("--as-fast-as-possible").pacer(25).paced()).isFalse();
    }

    @Test
    void aGivenRateOverridesTheSources() {
        assertThat(secondFrameDue(parse("--framerate", "10").pacer(25))).isEqualTo(100_000_000);
    }

    @Test
    void refusesARateThatNoCameraHas() {
        refuses("--framerate 0.05 outside 0.1..1000", "--framerate", "0.05");
        refuses("--framerate 1001.0 outside", "--framerate", "1001");
        refuses("--framerate NaN outside", "--framerate", "NaN");
        assertThat(parse("--framerate", "0.1").settings().framesPerSecond()).hasValue(0.1);
        assertThat(parse("--framerate", "1000").settings().framesPerSecond()).hasValue(1000);
    }

    @Test
    void refusesFlagsThatContradictEachOther() {
        refuses("contradict each other", "--framerate", "5", "--as-fast-as-possible");
        refuses("--camera-id -1 is negative", "--camera-id=-1");
    }

    @Test
    void theFlagsOfRpicamAppsArrive() {
        CaptureConfig config =
                parse(
                        "--source=rpicam:",
                        "--width=1296",
                        "--height=972",
                        "--camera=1",
                        "--codec=mjpeg",
                        "--hflip",
                        "--vflip",
                        "--rotation=90",
                        "--roi=0.25,0.25,0.5,0.5",
                        "--timeout=2min",
                        "--wait-for-camera",
                        "--frozen-after=1500");
        assertThat(config.settings().mode())
                .isEqualTo(new CameraMode(1296, 972, 1, Codec.MJPEG, 0));
        assertThat(config.settings().view())
                .isEqualTo(new View(new RegionOfInterest(.25, .25, .5, .5), 90, true, true));
        assertThat(config.timeoutNanos()).isEqualTo(120_000_000_000L);
        assertThat(config.settings().waitForCamera()).isTrue();
        assertThat(config.settings().frozenAfterNanos()).isEqualTo(1_500_000_000L);
    }

    @Test
    void lengthsOfTimeAreMillisecondsUnlessTheySayOtherwise() {
        assertThat(TimeText.nanos("250")).isEqualTo(250_000_000L);
        assertThat(TimeText.nanos("250ms")).isEqualTo(250_000_000L);
        assertThat(TimeText.nanos("1.5s")).isEqualTo(1_500_000_000L);
        assertThat(TimeText.nanos("5 sec")).isEqualTo(5_000_000_000L);
        assertThatThrownBy(() -> TimeText.nanos("5 cats"))
                .hasMessage("'5 cats' is no length of time; write 5000, 5000ms, 5s or 2min");
    }

    @Test
    void refusesWhatTheSourceCannotDo() {
        refuses(
                "--width with --height has no meaning for --source sim:",
                "--width=320",
                "--height=240");
        refuses("--width and --height belong together", "--source=rpicam:", "--width=320");
        refuses("--codec yuyv has no meaning", "--source=rpicam:", "--codec=yuyv");
        refuses("--wait-for-camera has no meaning", "--source=images:x", "--wait-for-camera");
        refuses(
                "--camera-stride 600 is less than a row of 640",
                "--source=rpicam:",
                "--width=640",
                "--height=480",
                "--camera-stride=600");
        refuses("--rotation 45 is not 0, 90, 180 or 270", "--rotation=45");
        refuses("lies outside the picture", "--roi=0.5,0.5,0.6,0.5");
        refuses("--roi 1,2 is no region", "--roi=1,2");
    }

    @Test
    void refusesAnUnknownSourceBeforeAnythingIsOpened() {
        refuses("did you mean images:DIR?", "--source", "image:x");
    }

    private static long secondFrameDue(Pacer pacer) {
        pacer.start(0);
        pacer.taken(0);
        return pacer.dueNanos();
    }
}
