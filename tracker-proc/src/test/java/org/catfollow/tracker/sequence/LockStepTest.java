package org.catfollow.tracker.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.tracker.filter.Sequences;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockStepTest {
    private static final Box NOWHERE = new Box(0, 0, 5, 5);

    @TempDir private Path folder;

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    private static ScoreRow run(Sequence sequence, RunKind kind, ScriptedContender contender) {
        Tally tally = new Tally("scripted", sequence.name());
        LockStep lockStep = new LockStep(List.of(contender));
        for (RunKind.Start start : kind.starts(sequence)) {
            lockStep.run(sequence, start, kind == RunKind.SUPERVISED, List.of(tally));
        }
        return tally.row();
    }

    private Sequence drawn(int pictures) {
        return Sequence.open(
                DrawnSequence.write(folder, pictures),
                "--sequence",
                Optional.empty(),
                ReferenceForm.OTB);
    }

    @Test
    void onePassCountsEveryPictureButTheFirst() {
        ScriptedContender right = new ScriptedContender(DrawnSequence::box);
        ScoreRow row = run(drawn(12), RunKind.OPE, right);
        assertThat(right.given).containsExactly(DrawnSequence.box(0));
        assertThat(row.frames()).isEqualTo(11);
        assertThat(row.meanIou()).isCloseTo(1, within(1e-6));
        assertThat(row.times().count()).isEqualTo(11);
        assertThat(row.losses()).isZero();
    }

    @Test
    void aLostTargetIsGivenAgainFiveFramesLaterWhenSupervised() {
        // Lost in the third picture after each start.
        ScriptedContender fails = failing(3);
        ScoreRow row = run(drawn(18), RunKind.SUPERVISED, fails);
        assertThat(fails.given)
                .containsExactly(DrawnSequence.box(0), DrawnSequence.box(8), DrawnSequence.box(16));
        assertThat(row.failures()).isEqualTo(2);
        assertThat(row.frames()).isEqualTo(3 + 3 + 1);
    }

    /** Says that the target is everywhere, so it overlaps, until it fails. */
    private static ScriptedContender failing(int update) {
        Box everywhere = new Box(0, 0, DrawnSequence.COLUMNS, DrawnSequence.ROWS);
        return new ScriptedContender(n -> n < update ? everywhere : NOWHERE);
    }

    @Test
    void aTrackerThatSaysItIsLostHasFailed() {
        ScriptedContender gone = new ScriptedContender(n -> Box.ABSENT);
        ScoreRow row = run(drawn(8), RunKind.SUPERVISED, gone);
        assertThat(row.failures()).isEqualTo(2);
        assertThat(gone.given).hasSize(2);
    }

    /** What others have measured for a box that never moves: .040 and .299 (INVENTORY.md, 1.6). */
    @Test
    void aBoxThatNeverMovesReachesTheKnownFloor() {
        assertThat(standing("Crossing")).isCloseTo(0.040, within(0.01));
        assertThat(standing("Jogging1")).isCloseTo(0.299, within(0.005));
    }

    private static double standing(String name) {
        Sequence sequence =
                Sequence.open(
                        Sequences.data("tracking__OTB/" + name),
                        "--sequence",
                        Optional.empty(),
                        ReferenceForm.OTB);
        return run(sequence, RunKind.OPE, ScriptedContender.standing()).meanIou();
    }
}
