package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SearchPatternTest {
    private final SearchPattern search = new SearchPattern();

    @Test
    void sweepsToTheGivenSideFirstThenToTheOther() {
        search.at(70 / 40.0, -1);
        assertThat(search.panDegrees()).isCloseTo(-70, within(1e-9));
        search.at(3 * 70 / 40.0, -1);
        assertThat(search.panDegrees()).isCloseTo(70, within(1e-9));
        assertThat(search.turning()).isFalse();
    }

    @Test
    void beginsStraightAhead() {
        search.at(0, 1);
        assertThat(search.panDegrees()).isCloseTo(0, within(1e-9));
    }

    @Test
    void looksIntoTheTurnWhileTheCarTurns() {
        search.at(SearchPattern.FIRST_SECONDS + SearchPattern.SWEEP_SECONDS + 0.1, 1);
        assertThat(search.turning()).isTrue();
        assertThat(search.panDegrees()).isEqualTo(SearchPattern.TURN_DEGREES);
        search.at(SearchPattern.FIRST_SECONDS + SearchPattern.SWEEP_SECONDS + 0.1, -1);
        assertThat(search.panDegrees()).isEqualTo(-SearchPattern.TURN_DEGREES);
    }

    @Test
    void sweepsAfterATurn() {
        double afterTurn =
                SearchPattern.FIRST_SECONDS
                        + SearchPattern.SWEEP_SECONDS
                        + SearchPattern.TURN_SECONDS;
        search.at(afterTurn + 0.1, 1);
        assertThat(search.turning()).isFalse();
        assertThat(search.panDegrees()).isCloseTo(SearchPattern.TURN_DEGREES + 4, within(1e-9));
    }

    @Test
    void neverJumps() {
        double before = 0;
        for (double t = 0; t < 30; t += 0.02) {
            search.at(t, 1);
            assertThat(Math.abs(search.panDegrees() - before)).isLessThanOrEqualTo(0.8 + 1e-9);
            before = search.panDegrees();
        }
    }
}
