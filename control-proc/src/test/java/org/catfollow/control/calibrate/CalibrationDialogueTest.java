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

    /** Skips servos, both motors, floor and speed. */
    private static final String SKIPS = "ssssss";

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
        bench.type("++-." + "--." + "+.").type(".nyny").type("..").sense(900, 800, 700);
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
    @ValueSource(strings = {"q", "+++q", "s.q", "sssq", "sss.q", "sssssq"})
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
        bench.type("+".repeat(60) + ".").type("sssss.").answer("");
        assertThat(run().orElseThrow().steeringOffsetDegrees()).isEqualTo(45);
    }

    @Test
    void aKeyThatMeansNothingIsAnsweredAndChangesNothing() {
        bench.type("x.").type("sssss.").answer("");
        assertThat(run()).contains(BEFORE);
        assertThat(bench.said).contains("  + or -, Enter, s or q");
    }

    @Test
    void aFloorThatLooksLikeAnEdgeKeepsItsReference() {
        bench.type("ssss..s.").answer("").sense(300, 900, 359).sense(300, 300, 300);
        assertThat(run().orElseThrow().cliffReferences()).containsExactly(400, 600, 420);
        assertThat(bench.said)
                .contains(
                        "  left: floor 300, edge 300: too much alike to tell them apart; 400 stays",
                        "  middle: floor 900, edge 300: an edge is at or under 600",
                        "  right: floor 359, edge 300: too much alike to tell them apart; 420 stays");
    }

    @Test
    void withoutFloorSensorsTheirStepIsSkipped() {
        bench.type("ssss.s.").answer("");
        assertThat(run()).contains(BEFORE);
        assertThat(bench.said).contains("  the floor sensors say nothing; the step is skipped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"far", "-1", "0", "9", "NaN"})
    void anAnswerThatIsNoWayIsAskedAgain(String answer) {
        bench.type("sssss.").answer(answer).answer("0,6").answer("").type(".");
        assertThat(run().orElseThrow().metresPerSecondAtFull()).isEqualTo(1.0);
        assertThat(bench.said).contains("  a number from 0.03 to 3.00, not '" + answer + "'");
    }

    @Test
    void noWheelTurnsBeforeTheCarIsSaidToBeLifted() {
        bench.type("sss").type("xq");
        assertThat(run()).isEmpty();
        assertThat(bench.shown).containsExactly("STEERING 2", "PAN -3", "TILT 5");
        assertThat(bench.said)
                .contains(
                        "Lift the car now: its wheels are going to turn. Enter when it is lifted, s"
                                + " or q",
                        "  Enter, s or q");
        bench.type("sss").type(".yy").type("ss.").answer("");
        assertThat(run()).contains(BEFORE);
        assertThat(bench.shown).endsWith("LEFT_MOTOR 1", "RIGHT_MOTOR -1");
    }

    @Test
    void aTrialThatIsRefusedKeepsWhatWasFoundBeforeAndCanBeTriedAgain() {
        // The pan is refused at its second value, and found when it is tried again.
        bench.type("+." + "+").refuse("PAN -2").type(".").type("+.");
        bench.type("ssss").type(".").answer("");
        CarCalibration found = run().orElseThrow();
        assertThat(found.steeringOffsetDegrees()).isEqualTo(3);
        assertThat(found.panOffsetDegrees()).isEqualTo(-2);
        assertThat(bench.said).contains("  refused at PAN -2").anyMatch(s -> s.contains("stands"));
        assertThat(bench.isThrough()).isTrue();
    }

    @Test
    void whenAllIsRefusedFromAStepOnWhatWasFoundCanStillBeKept() {
        bench.type("+.").refuse("PAN -3").type("s").refuse("TILT 5").type("s");
        bench.type(".").refuse("LEFT_MOTOR 1").type("s").refuse("RIGHT_MOTOR -1").type("s");
        bench.type("s").type(".").refuse("drive 30 2000").type("s").answer("").type(".");
        CarCalibration found = run().orElseThrow();
        assertThat(found.steeringOffsetDegrees()).isEqualTo(3);
        assertThat(found.panOffsetDegrees()).isEqualTo(-3);
        assertThat(found.metresPerSecondAtFull()).isEqualTo(0.8);
        assertThat(bench.isThrough()).isTrue();
    }

    @Test
    void whoQuitsAfterARefusalChangesNothing() {
        bench.type("+.").refuse("PAN -3").type("q");
        assertThat(run()).isEmpty();
    }
}
