package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.catfollow.cli.ManualKeys.Sending;
import org.catfollow.cli.ManualKeys.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManualKeysTest {
    private static final long MILLI = 1_000_000;

    private final ManualKeys keys = new ManualKeys();

    private void press(String typed, long millis) {
        typed.chars()
                .forEach(key -> assertThat(keys.press(key, millis * MILLI)).isEqualTo(Wish.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "w, 0.2, 0, 0, 0",
        "s, -0.2, 0, 0, 0",
        "a, 0, -30, 0, 0",
        "d, 0, 30, 0, 0",
        "wa, 0.2, -30, 0, 0",
        "sd, -0.2, 30, 0, 0",
        "ws, -0.2, 0, 0, 0",
        "W, 0.2, 0, 0, 0",
        "i, 0, 0, 0, 5",
        "kk, 0, 0, 0, -10",
        "j, 0, 0, -5, 0",
        "lll, 0, 0, 15, 0",
        "wl, 0.2, 0, 5, 0",
        "pw, 0.25, 0, 0, 0",
        "oow, 0.1, 0, 0, 0"
    })
    void aKeyAsksForAMotion(String typed, double speed, double steering, double pan, double tilt) {
        press(typed, 0);
        assertThat(keys.sending(0)).isEqualTo(Sending.MOTION);
        assertThat(keys.speedMetresPerSecond()).isCloseTo(speed, within());
        assertThat(keys.steeringDegrees()).isEqualTo(steering);
        assertThat(keys.panDegrees()).isEqualTo(pan);
        assertThat(keys.tiltDegrees()).isEqualTo(tilt);
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }

    @Test
    void whileAKeyRepeatsTheMotionGoesOn() {
        for (int millis = 0; millis <= 3000; millis += 33) {
            press("w", millis);
            assertThat(keys.sending(millis * MILLI)).isEqualTo(Sending.MOTION);
        }
    }

    @Test
    void aKeyThatIsLetGoStandsOnceAndThenNothingIsSent() {
        press("w", 0);
        assertThat(keys.sending(400 * MILLI)).isEqualTo(Sending.MOTION);
        assertThat(keys.sending(401 * MILLI)).isEqualTo(Sending.STANDING);
        assertThat(keys.speedMetresPerSecond()).isZero();
        assertThat(keys.sending(500 * MILLI)).isEqualTo(Sending.NOTHING);
        assertThat(keys.sending(90_000 * MILLI)).isEqualTo(Sending.NOTHING);
    }

    @Test
    void nothingIsSentBeforeTheFirstKeyNorForThePaceAlone() {
        assertThat(keys.sending(0)).isEqualTo(Sending.NOTHING);
        press("opx", 0);
        assertThat(keys.sending(0)).isEqualTo(Sending.NOTHING);
    }

    @Test
    void aCameraKeyDoesNotKeepWheelsTurningThatWereLetGo() {
        press("w", 0);
        press("l", 300);
        press("l", 500);
        assertThat(keys.sending(500 * MILLI)).isEqualTo(Sending.MOTION);
        assertThat(keys.speedMetresPerSecond()).isZero();
    }

    @Test
    void aKeyAfterAPauseBeginsAnew() {
        press("wa", 0);
        press("w", 1000);
        assertThat(keys.steeringDegrees()).isZero();
    }

    @Test
    void theCameraStopsAtItsEndsAndThePaceToo() {
        press("l".repeat(40) + "i".repeat(40) + "p".repeat(40), 0);
        assertThat(keys.panDegrees()).isEqualTo(90);
        assertThat(keys.tiltDegrees()).isEqualTo(65);
        assertThat(keys.paceMetresPerSecond()).isEqualTo(0.6);
        press("j".repeat(80) + "k".repeat(80) + "o".repeat(40), 0);
        assertThat(keys.panDegrees()).isEqualTo(-90);
        assertThat(keys.tiltDegrees()).isEqualTo(-35);
        assertThat(keys.paceMetresPerSecond()).isEqualTo(0.05);
    }

    @ParameterizedTest
    @CsvSource({"102, STOP", "32, STOP", "114, RESUME", "113, QUIT", "3, QUIT", "4, QUIT"})
    void aWishEndsTheMotion(int key, Wish wish) {
        press("wa", 0);
        assertThat(keys.press(key, MILLI)).isEqualTo(wish);
        assertThat(keys.speedMetresPerSecond()).isZero();
        assertThat(keys.steeringDegrees()).isZero();
        assertThat(keys.sending(2 * MILLI)).isEqualTo(Sending.NOTHING);
    }
}
