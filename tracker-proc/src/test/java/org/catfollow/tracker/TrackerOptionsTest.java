package org.catfollow.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.tracker.filter.TrackerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerOptionsTest {
    private static TrackerConfig parse(String... arguments) {
        return Settings.of(arguments);
    }

    @Test
    void flagsWithoutValuesAreTheDefaults() {
        assertThat(parse()).isEqualTo(TrackerConfig.defaults());
        assertThat(parse().initBox()).isEmpty();
    }

    @Test
    void readsTheInitialBox() {
        assertThat(parse("--init-box", "10,20.5, 30,40").initBox())
                .contains(new InitBox(10, 20.5f, 30, 40));
    }

    @ParameterizedTest
    @EnumSource
    void takesEachTrackerByItsName(TrackerKind kind) {
        assertThat(parse("--tracker", kind.toString()).kind()).isEqualTo(kind);
    }

    @Test
    void modelsKeepTheirOrder() {
        assertThat(parse("--tracker", "nano", "--tracker-model", "b.onnx,a.onnx").models())
                .containsExactly(Path.of("b.onnx"), Path.of("a.onnx"));
    }

    @Test
    void millisecondsBecomeNanoseconds() {
        assertThat(parse("--track-coast-ms", "250").lifecycle().coastNanos())
                .isEqualTo(250_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1,2,3", "1,2,3,4,5", "a,2,3,4", "1,2,0,4", "1,2,3,-4", "1,2,NaN,4", ""})
    void refusesABoxInOneLine(String box) {
        assertThatThrownBy(() -> parse("--init-box", box))
                .isInstanceOfSatisfying(
                        StageFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("--init-box")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--min-iou=1.5",
                "--track-min-score=-1",
                "--confirmations=0",
                "--track-coast-ms=-1",
                "--weak-quality=0.9",
                "--max-catch-up=0",
                "--confirm-looks=81",
                "--confirmations=9",
                "--min-support=2",
                "--remember-ms=-1"
            })
    void refusesASettingOutOfItsRange(String argument) {
        assertThatThrownBy(() -> parse(argument))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("--")
                .hasMessageContaining("must");
    }

    @ParameterizedTest
    @CsvSource({
        "largest,LARGEST,0",
        "Nearest,NEAREST,0",
        "first,FIRST,0",
        "id 7,ID,7",
        "id:7,ID,7",
        "id7,ID,7"
    })
    void readsWhichTrackIsTheTarget(String text, TargetRule.Order order, long id) {
        assertThat(parse("--target", text).target()).isEqualTo(new TargetRule(order, id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smallest", "id", "id 0", "id -1", "id x", "7", ""})
    void refusesARuleThatIsNone(String text) {
        assertThatThrownBy(() -> parse("--target", text))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("--target '" + text + "': must be one of largest");
    }
}
