package org.catfollow.runtime.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionOfInterestTest {
    @Test
    void readsFourFractions() {
        RegionOfInterest region = RegionOfInterest.parse("--roi", "0, .25,1,.5");
        assertThat(region).isEqualTo(new RegionOfInterest(0, .25, 1, .5));
        assertThat(region.isWhole()).isFalse();
        assertThat(RegionOfInterest.parse("--roi", "0,0,1,1").isWhole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1,2", "0,0,1,1,1", "0,0,half,1", "0;0;1;1"})
    void refusesWhatIsNoRegionAndNamesTheFlag(String text) {
        assertThatThrownBy(() -> RegionOfInterest.parse("--flag", text))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .satisfies(
                        f ->
                                assertThat(f.getMessage())
                                        .startsWith("--flag " + text + " is no region; write "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5,0.5,0.6,0.5", "-0.1,0,1,1", "0,0,0,1", "NaN,0,1,1", "0,0,1,1.1"})
    void refusesWhatLiesOutsideOfThePicture(String text) {
        assertThatThrownBy(() -> RegionOfInterest.parse("--flag", text))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("--flag ")
                .hasMessageEndingWith(
                        " lies outside the picture; X,Y,WIDTH,HEIGHT are fractions from 0 to 1");
    }

    @Test
    void namesWholePixelsAndAtLeastOne() {
        RegionOfInterest region = new RegionOfInterest(1 / 3.0, 0.5, 1 / 3.0, 0.5);
        assertThat(region.left(640)).isEqualTo(213);
        assertThat(region.columns(640)).isEqualTo(213);
        assertThat(region.top(3)).isEqualTo(2);
        assertThat(region.rows(3)).isEqualTo(1);
        RegionOfInterest sliver = new RegionOfInterest(0.999, 0.999, 0.001, 0.001);
        assertThat(sliver.left(10)).isEqualTo(9);
        assertThat(sliver.columns(10)).isEqualTo(1);
    }
}
