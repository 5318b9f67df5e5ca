package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SearchPatternTest {
    private final SearchPattern search = new SearchPattern();

    @Test
    void sweepsToTheGivenSideFirstThenToTheOther() {
        search.at(SearchPattern.SWEEP_SECONDS / 4, -1);
        assertThat(search.panDegrees()).isCloseTo(-70, within(1e-9));
        search.at(SearchPattern.SWEEP_SECONDS * 3 / 4, -1);
        assertThat(search.panDegrees()).isCloseTo(70, within(1e-9));
        assertThat(search.turning()).isFalse();
    }

    @Test
    void turnsAfterASweepAndSweepsAfterATurn() {
        search.at(SearchPattern.SWEEP_SECONDS + 0.1, 1);
        assertThat(search.turning()).isTrue();
        assertThat(search.panDegrees()).isEqualTo(0);
        search.at(SearchPattern.SWEEP_SECONDS + SearchPattern.TURN_SECONDS + 0.1, 1);
        assertThat(search.turning()).isFalse();
        assertThat(search.panDegrees()).isCloseTo(4, within(1e-9));
    }

    @Test
    void neverJumpsWhileItSweeps() {
        double before = 0;
        for (double t = 0; t < SearchPattern.SWEEP_SECONDS; t += 0.02) {
            search.at(t, 1);
            assertThat(Math.abs(search.panDegrees() - before)).isLessThanOrEqualTo(0.8 + 1e-9);
            before = search.panDegrees();
        }
    }
}
