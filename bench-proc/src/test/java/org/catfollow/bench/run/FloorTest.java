package org.catfollow.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.bench.figures.Case;
import org.catfollow.bench.figures.Row;
import org.catfollow.bench.figures.Turn;
import org.catfollow.bench.run.BenchPlan.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in C speaks the ring's protocol: each language reads what the other has written. */
class FloorTest {
    private static final double FRAMES_PER_SECOND = 100;

    private static BenchPlan plan(List<Waiting> waits, boolean mixed) {
        return new BenchPlan(
                List.of(1),
                List.of(FRAMES_PER_SECOND),
                1.0,
                1,
                0,
                waits,
                List.of(),
                mixed,
                128,
                96,
                "capture",
                "tracker");
    }

    @Test
    void itCompilesWhereThereIsACompiler(@TempDir Path folder) {
        Floor floor = Floor.compile(folder);

        assumeThat(floor.isThere()).as(floor.compiler()).isTrue();
        assertThat(folder.resolve("floor")).isExecutable();
        assertThat(floor.compiler()).endsWith("-O2");
    }

    @Test
    void eachLanguageSeesWholeFramesOfTheOther() {
        List<Case> cases = new ArrayList<>();
        try (RingBench bench = new RingBench(plan(List.of(Waiting.FUTEX), true), () -> false)) {
            assumeThat(bench.hasFloor()).as(bench.compiler()).isTrue();
            bench.run(cases::add);
        }

        assertThat(cases).hasSize(1);
        assertThat(cases.get(0).rows())
                .extracting(Row::name)
                .containsExactly("ring", "c", "ring-to-c", "c-to-ring");
        for (Row row : cases.get(0).rows()) {
            Turn turn = row.turns().get(0);
            assertThat(turn.seen()).as(row.name()).isPositive();
            assertThat(turn.seen() + turn.lost()).as(row.name()).isEqualTo(turn.sent());
            assertThat(turn.wrong()).as(row.name()).isZero();
            assertThat(turn.receiverNanos()).as(row.name()).isPositive();
        }
    }

    @Test
    void withoutACompilerOursIsMeasuredAlone() {
        assertThat(Entry.of(plan(List.of(Waiting.FUTEX, Waiting.POLL), true), false))
                .extracting(Entry::name)
                .containsExactly("ring", "ring-poll");
    }

    @Test
    void theRingHasNoSpinningReadersTheFloorHas() {
        List<Entry> entries = Entry.of(plan(List.of(Waiting.FUTEX, Waiting.SPIN), false), true);

        assertThat(entries).extracting(Entry::name).containsExactly("ring", "c", "c-spin");
        assertThat(Entry.floor(entries)).isEqualTo("c");
    }
}
