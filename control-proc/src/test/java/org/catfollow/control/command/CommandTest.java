package org.catfollow.control.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    private static final Validity ONE_SECOND = new Validity(1_000, 1_000_000_000);

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -100.001, 1e300})
    void refusesAPlaceThatIsNone(double bad) {
        assertThatThrownBy(() -> new CatLocation(bad, 0, ONE_SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cat-location: x is " + bad + " m, outside");
        assertThatThrownBy(() -> new CatLocation(0, bad, ONE_SECOND))
                .hasMessageStartingWith("cat-location: y is");
    }

    @Test
    void acceptsThePlacesAtTheLimit() {
        assertThat(new CatLocation(100, -100, ONE_SECOND).yMetres()).isEqualTo(-100);
    }

    @Test
    void refusesANegativeStopCount() {
        assertThatThrownBy(() -> new Resume(-1, ONE_SECOND))
                .hasMessage("resume: count of STOPs is -1, expected 0 or more");
    }

    @Test
    void expiresWhenItsTimeIsOver() {
        assertThat(ONE_SECOND.expired(1_000_000_999)).isFalse();
        assertThat(ONE_SECOND.expired(1_000_001_000)).isTrue();
    }

    @Test
    void aCommandFromTheFarFutureDoesNotHold() {
        assertThat(new Validity(10_000_000_000L, 1_000_000_000).expired(0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Validity.LONGEST_NANOS + 1, Long.MAX_VALUE})
    void refusesATimeToLiveThatIsNoneOrTooLong(long bad) {
        assertThatThrownBy(() -> new Validity(0, bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time to live " + bad);
    }
}
