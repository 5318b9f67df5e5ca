package org.catfollow.cli.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final long MS = 1_000_000;

    private final Rhythm rhythm = new Rhythm(100);

    @Test
    void aRateIsTheInverseOfTheMeanTimeBetweenTwo() {
        long now = 1000 * MS;
        for (int i = 1; i <= 11; i++) {
            rhythm.look(i, now - 5 * MS, true, now);
            // Looked at again before the next has come.
            rhythm.look(i, now - 5 * MS, true, now + MS);
            now += i % 2 == 0 ? 30 * MS : 50 * MS;
        }
        assertThat(rhythm.window()).isEqualTo(10);
        assertThat(rhythm.perSecond()).isCloseTo(25, within(1e-9));
        assertThat(rhythm.shortestNanos()).isEqualTo(30 * MS);
        assertThat(rhythm.longestNanos()).isEqualTo(50 * MS);
        assertThat(rhythm.deviationNanos()).isCloseTo(10 * MS, within(1.0));
        assertThat(rhythm.ageNanos(0.5)).isEqualTo(5 * MS);
        assertThat(rhythm.lost()).isZero();
    }

    @Test
    void numbersLeftOutAreLostAndANewBeginningIsNot() {
        rhythm.look(1, 0, true, MS);
        rhythm.look(5, 0, true, 2 * MS);
        rhythm.look(2, 0, true, 3 * MS);
        rhythm.look(3, 0, true, 4 * MS);
        assertThat(rhythm.lost()).isEqualTo(3);
        assertThat(rhythm.arrivals()).isEqualTo(2);
        assertThat(rhythm.ageNanos(0.99)).isEqualTo(-1);
    }

    @Test
    void onlyTheLastOnesCount() {
        Rhythm shortOne = new Rhythm(2);
        long now = MS;
        for (int i = 1; i < 50; i++) {
            shortOne.look(i, 0, true, now);
            now += i < 40 ? 100 * MS : 10 * MS;
        }
        assertThat(shortOne.perSecond()).isCloseTo(100, within(1e-9));
        assertThat(shortOne.window()).isEqualTo(2);
    }

    @Test
    void whatNeverCameHasNoRate() {
        assertThat(rhythm.perSecond()).isZero();
        assertThat(rhythm.silentNanos(5 * MS)).isEqualTo(-1);
    }

    @Test
    void ranksAreOfTheAgesInTheirOrder() {
        long now = 0;
        for (int i = 1; i <= 101; i++) {
            now += 200 * MS;
            rhythm.look(i, now - i * MS, true, now);
        }
        assertThat(rhythm.ageNanos(0.99)).isEqualTo(100 * MS);
        assertThat(rhythm.ageNanos(0.5)).isEqualTo(51 * MS);
    }
}
