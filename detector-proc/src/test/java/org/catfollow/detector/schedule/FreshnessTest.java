package org.catfollow.detector.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final long MILLI = 1_000_000;
    private static final double INTERVAL = 33 * MILLI;

    /** One that has seen frames as young as {@code deliveryMillis}, and needs 3 ms for each. */
    private static Freshness learned(long deliveryMillis) {
        Freshness freshness = new Freshness();
        for (int i = 0; i < 100; i++) {
            freshness.prepared(3 * MILLI);
        }
        assertThat(freshness.waitNanos(deliveryMillis * MILLI, INTERVAL)).isZero();
        return freshness;
    }

    @Test
    void aYoungFrameIsLookedAt() {
        assertThat(learned(1).waitNanos(29 * MILLI, INTERVAL)).isZero();
    }

    @Test
    void aFrameWhoseSuccessorIsDueIsLeftForIt() {
        // Due in 3 ms, or a quarter of the interval later.
        assertThat(learned(1).waitNanos(31 * MILLI, INTERVAL)).isBetween(11 * MILLI, 12 * MILLI);
    }

    @Test
    void aFrameThatHasNoSuccessorInTimeIsLookedAt() {
        assertThat(learned(1).waitNanos(43 * MILLI, INTERVAL)).isZero();
        assertThat(learned(1).waitNanos(5_000 * MILLI, INTERVAL)).isZero();
    }

    @Test
    void aCameraThatIsSlowItselfIsNotWaitedFor() {
        assertThat(learned(31).waitNanos(45 * MILLI, INTERVAL)).isZero();
    }

    @Test
    void aCameraThatHasBecomeSlowIsNotWaitedForInTheEnd() {
        Freshness freshness = learned(1);
        for (int i = 0; i < 1_000; i++) {
            freshness.waitNanos(35 * MILLI, INTERVAL);
        }
        assertThat(freshness.waitNanos(35 * MILLI, INTERVAL)).isZero();
    }

    @Test
    void nothingIsWaitedForWhileTheIntervalIsUnknown() {
        assertThat(learned(1).waitNanos(31 * MILLI, 0)).isZero();
    }

    @Property
    void noWaitIsLongerThanPreparingAndTheLatenessOfOneFrame(
            @ForAll @IntRange(max = 200) int ageMillis,
            @ForAll @IntRange(max = 60) int preparingMillis,
            @ForAll @IntRange(min = 1, max = 200) int intervalMillis) {
        Freshness freshness = new Freshness();
        for (int i = 0; i < 100; i++) {
            freshness.prepared(preparingMillis * MILLI);
        }
        double interval = (double) intervalMillis * MILLI;
        assertThat(freshness.waitNanos(0, interval)).isLessThanOrEqualTo((long) (1.25 * interval));
        assertThat((double) freshness.waitNanos(ageMillis * MILLI, interval))
                .isLessThanOrEqualTo(
                        preparingMillis * MILLI
                                + 0.25 * interval
                                + Math.max(0.01 * ageMillis * MILLI, 1));
    }
}
