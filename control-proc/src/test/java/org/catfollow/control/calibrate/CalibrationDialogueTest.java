package org.catfollow.control.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.catfollow.control.car.picarx.CarCalibration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationDialogueTest {
    private static final CarCalibration BEFORE =
            new CarCalibration(2, -3, 5, 1, -1, List.of(400, 410, 420), 0.8, 0.095);

    /** Skips servos, motors, floor and speed. */
    private static final String SKIPS = "sssssss";

    private final ScriptedBench bench = new ScriptedBench();

    private Optional<CarCalibration> run() {
        return new CalibrationDialogue(bench, BEFORE).run();
    }

    @Test
    void everyStepThatIsSkippedKeepsWhatWas() {
        bench.type(SKIPS + ".").answer("");
        assertThat(run()).contains(BEFORE);
        assertThat(bench.isThrough()).isTrue();
    }

    @Test
    void whatIsFoundIsWhatIsShownWhenEnterIsPressed() {
        bench.type("++-." + "--." + "+.").type("nyny").type("..").sense(900, 800, 700);
        bench.sense(300, 200, 101).type(".").answer("0.54").answer("0.1").type(".");
        assertThat(run())
                .contains(new CarCalibration(3, -5, 6, -1, 1, List.of(600, 500, 400), 0.9, 0.1));
        assertThat(bench.isThrough()).isTrue();
        assertThat(bench.shown)
                .containsExactly(
                        "STEERING 2",
                        "STEERING 3",
                        "STEERING 4",
                        "STEERING 3",
                        "PAN -3",
                        "PAN -4",
                        "PAN -5",
                        "TILT 5",
                        "TILT 6",
                        "LEFT_MOTOR 1",
                        "LEFT_MOTOR -1",
                        "RIGHT_MOTOR -1",
                        "RIGHT_MOTOR 1",
                        "drive 30 2000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "+++q", "s.q", "sssq", "sssssq", "ssssss" + "q"})
    void whoQuitsChangesNothing(String keys) {
        bench.type(keys);
        assertThat(run()).isEmpty();
        assertThat(bench.isThrough()).isTrue();
    }

    @Test
    void whoQuitsAtAQuestionOrAtTheEndChangesNothing() {
        bench.type(SKIPS).answer("q");
        assertThat(run()).isEmpty();
        bench.type(SKIPS + "q").answer("0.2");
        assertThat(run()).isEmpty();
    }

    @Test
    void aServoGoesNoFurtherThanItsLimit() {
        bench.type("+".repeat(60) + ".").type("ssssss.").answer("");
        assertThat(run().orElseThrow().steeringOffsetDegrees()).isEqualTo(45);
    }

    @Test
    void aKeyThatMeansNothingIsAnsweredAndChangesNothing() {
        bench.type("x.").type("ssssss.").answer("");
        assertThat(run()).contains(BEFORE);
        assertThat(bench.said).contains("  + or -, Enter, s or q");
    }

    @Test
    void aFloorThatLooksLikeAnEdgeKeepsItsReference() {
        bench.type("sssss..s.").answer("").sense(300, 900, 359).sense(300, 300, 300);
        assertThat(run().orElseThrow().cliffReferences()).containsExactly(400, 600, 420);
        assertThat(bench.said)
                .contains(
                        "  left: floor 300, edge 300: too much alike to tell them apart; 400 stays",
                        "  middle: floor 900, edge 300: an edge is at or under 600",
                        "  right: floor 359, edge 300: too much alike to tell them apart; 420 stays");
    }

    @Test
    void withoutFloorSensorsTheirStepIsSkipped() {
        bench.type("sssss.s.").answer("");
        assertThat(run()).contains(BEFORE);
        assertThat(bench.said).contains("  the floor sensors say nothing; the step is skipped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"far", "-1", "0", "9", "NaN"})
    void anAnswerThatIsNoWayIsAskedAgain(String answer) {
        bench.type("ssssss.").answer(answer).answer("0,6").answer("").type(".");
        assertThat(run().orElseThrow().metresPerSecondAtFull()).isEqualTo(1.0);
        assertThat(bench.said).contains("  a number from 0.03 to 3.00, not '" + answer + "'");
    }
}
