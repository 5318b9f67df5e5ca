package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedRangeTest {
    @Test
    void aNumberIsThatManyDrivesFromTheFirstSeedOn() {
        assertThat(SeedRange.parse("20", null)).isEqualTo(new SeedRange(1, 20));
        assertThat(SeedRange.parse("3", 21L)).isEqualTo(new SeedRange(21, 3));
    }

    @Test
    void aRangeNamesBothEnds() {
        assertThat(SeedRange.parse("21-40", null)).isEqualTo(new SeedRange(21, 20));
        assertThat(SeedRange.parse("7-7", null)).isEqualTo(new SeedRange(7, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "40-21", "1-20000", "10001", "a-b", "", "3.5", "1-2-3"})
    void whatIsNeitherIsRefusedInOneLine(String text) {
        assertThatThrownBy(() -> SeedRange.parse(text, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "--seeds must be a number of drives, 1 to 10000, or a range of seeds such as"
                                + " 21-40, not "
                                + text);
    }

    @Test
    void aRangeHasItsOwnFirst() {
        assertThatThrownBy(() -> SeedRange.parse("21-40", 3L))
                .hasMessage("--seeds 21-40 says which is the first; leave --first-seed out");
    }
}
