package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.catfollow.control.settings.SpeedSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmoothSpeedTest {
    private static final double PERIOD = 0.02;
    private static final double JERK = SpeedSettings.DEFAULT.jerkMetresPerSecondCubed();

    private final SmoothSpeed smooth = new SmoothSpeed(SpeedSettings.DEFAULT);
    private double speed;
    private double lastStep;
    private double largestJerk;
    private double largestRate;

    private void step(double wanted) {
        double before = speed;
        speed = smooth.towards(speed, wanted, PERIOD);
        double step = speed - before;
        largestJerk = Math.max(largestJerk, Math.abs(step - lastStep) / PERIOD / PERIOD);
        largestRate = Math.max(largestRate, Math.abs(step) / PERIOD);
        lastStep = step;
    }

    @ParameterizedTest
    @CsvSource({"0, 0.3", "0.3, 0", "0.1, 0.2", "0.2, 0.13", "0, -0.2", "-0.2, 0", "0, 0.01"})
    void arrivesWithoutOvershootAndWithoutAJolt(double from, double to) {
        speed = from;
        smooth.towards(from, from, PERIOD);
        double low = Math.min(from, to);
        double high = Math.max(from, to);
        for (int i = 0; i < 100; i++) {
            step(to);
            assertThat(speed).isBetween(low - 1e-12, high + 1e-12);
        }
        assertThat(speed).isEqualTo(to);
        // The last step may end a little early.
        assertThat(largestJerk).isLessThanOrEqualTo(1.5 * JERK);
    }

    @Test
    void risesAndFallsNoFasterThanAllowed() {
        for (int i = 0; i < 100; i++) {
            step(0.3);
        }
        assertThat(largestRate).isCloseTo(0.4, within(1e-9));
        largestRate = 0;
        for (int i = 0; i < 100; i++) {
            step(0);
        }
        assertThat(largestRate).isBetween(0.8, 1.0 + 1e-9);
    }

    @Test
    void neverGoesOnFasterOnceItIsToBeSlower() {
        for (int i = 0; i < 10; i++) {
            step(0.3);
        }
        double before = speed;
        assertThat(before).isPositive();
        step(0);
        assertThat(speed).isLessThan(before);
    }

    @Test
    void beginsWithoutARateAfterSomebodyStoppedTheCar() {
        for (int i = 0; i < 20; i++) {
            step(0.3);
        }
        speed = 0;
        step(0.3);
        assertThat(speed).isLessThanOrEqualTo(JERK * PERIOD * PERIOD + 1e-12);
    }

    @Test
    void followsAWantThatJittersWithinItsBounds() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            step(0.15 + 0.15 * random.nextDouble());
            assertThat(speed).isBetween(0.0, 0.3);
        }
        assertThat(largestRate).isLessThanOrEqualTo(1.0 + 1e-9);
    }

    @Test
    void noTimeIsNoChange() {
        assertThat(smooth.towards(0.1, 0.3, 0)).isEqualTo(0.1);
    }
}
