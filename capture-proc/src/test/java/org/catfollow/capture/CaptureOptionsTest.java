package org.catfollow.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.catfollow.capture.pacing.Pacer;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
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
        new CommandLine(holder).parseArgs(arguments);
        return holder.options.toConfig();
    }

    private static void refuses(String message, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOfSatisfying(
                        StageFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(message);
    }

    @Test
    void withoutFlagsThePatternIsPlayedAtItsOwnRate() {
        CaptureConfig config = parse();
        assertThat(config)
                .isEqualTo(new CaptureConfig("test:", OptionalDouble.empty(), false, false, 0));
        assertThat(secondFrameDue(config.pacer(50))).isEqualTo(20_000_000);
    }

    @Test
    void everyFlagArrives() {
        assertThat(parse("--source", "images:x", "--framerate", "12.5", "--loop", "--camera-id=3"))
                .isEqualTo(new CaptureConfig("images:x", OptionalDouble.of(12.5), true, false, 3));
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
        assertThat(parse("--framerate", "0.1").framesPerSecond()).hasValue(0.1);
        assertThat(parse("--framerate", "1000").framesPerSecond()).hasValue(1000);
    }

    @Test
    void refusesFlagsThatContradictEachOther() {
        refuses("contradict each other", "--framerate", "5", "--as-fast-as-possible");
        refuses("--camera-id -1 is negative", "--camera-id=-1");
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
