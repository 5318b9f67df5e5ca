package org.catfollow.control.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.catfollow.control.car.CarKind;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class GuardConfigTest {
    @Command(name = "guard")
    static final class Probe {
        @Mixin private GuardOptions options;
    }

    private static GuardConfig parse(String... arguments) {
        Probe probe = new Probe();
        new CommandLine(probe).parseArgs(arguments);
        return probe.options.toConfig();
    }

    @Test
    void withoutFlagsItLooksEachTenMillisecondsForAHundredOfSilence() {
        assertThat(parse())
                .isEqualTo(
                        new GuardConfig(
                                CarKind.SIMULATED,
                                "pi4j",
                                Duration.ofMillis(100),
                                Duration.ofMillis(10),
                                Duration.ofMillis(20)));
    }

    @Test
    void takesWhatTheFlagsSay() {
        GuardConfig config =
                parse("--silent-ms=60", "--round-ms=5", "--period-ms=10", "--hat=stand-in:/tmp/h");
        assertThat(config.silent()).isEqualTo(Duration.ofMillis(60));
        assertThat(config.round()).isEqualTo(Duration.ofMillis(5));
        assertThat(config.hat()).isEqualTo("stand-in:/tmp/h");
    }

    @Test
    void namesTheCarsWhenItDoesNotKnowOne() {
        assertThatThrownBy(() -> parse("--car=lawnmower"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("no car is called 'lawnmower'; expected one of: simulated");
    }

    @ParameterizedTest
    @CsvSource({
        "--silent-ms, 19",
        "--silent-ms, 1001",
        "--silent-ms, 60",
        "--round-ms, 0",
        "--round-ms, 51",
        "--period-ms, 4",
        "--period-ms, 34",
    })
    void refusesWhatIsOutOfRangeOrMakesAPauseOfControlASilence(String flag, String value) {
        assertThatThrownBy(() -> parse(flag + "=" + value))
                .isInstanceOfSatisfying(
                        StageFailure.class,
                        failure -> {
                            assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
                            assertThat(failure).hasMessageContaining(flag);
                        });
    }
}
