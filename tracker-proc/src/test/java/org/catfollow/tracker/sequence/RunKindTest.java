package org.catfollow.tracker.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunKindTest {
    private static Sequence sequence(int pictures, int... known) {
        List<Box> reference = new ArrayList<>(Collections.nCopies(pictures, Box.ABSENT));
        for (int index : known) {
            reference.set(index, new Box(index, 100, 20, 40));
        }
        return new Sequence("s", Collections.nCopies(pictures, Path.of("p")), reference);
    }

    @Test
    void onePassBeginsWithTheFirstKnownBox() {
        assertThat(RunKind.OPE.starts(sequence(9, 2, 5)))
                .containsExactly(new RunKind.Start(2, new Box(2, 100, 20, 40)));
    }

    @Test
    void fourDisturbedBoxesAreGivenInTheSamePicture() {
        List<RunKind.Start> starts = RunKind.SRE.starts(sequence(9, 0));
        assertThat(starts).hasSize(4).allMatch(start -> start.index() == 0);
        assertThat(starts.get(0).box()).isEqualTo(new Box(2, 100, 20, 40));
        assertThat(starts.get(1).box()).isEqualTo(new Box(0, 96, 20, 40));
        assertThat(starts.get(2).box()).isEqualTo(new Box(0, 100, 20, 40).scaled(0.9f));
        assertThat(starts.get(3).box()).isEqualTo(new Box(0, 100, 20, 40).scaled(1.1f));
    }

    @Test
    void laterStartsTakeTheNearestLaterKnownBox() {
        assertThat(RunKind.TRE.starts(sequence(9, 0, 3, 7)))
                .extracting(RunKind.Start::index)
                .containsExactly(3, 7);
        assertThat(RunKind.TRE.starts(sequence(9, 0, 4)))
                .as("nothing is known after two thirds")
                .extracting(RunKind.Start::index)
                .containsExactly(4);
    }

    @Test
    void withoutABoxNothingBegins() {
        for (RunKind kind : RunKind.values()) {
            assertThat(kind.starts(sequence(5))).isEmpty();
        }
    }
}
