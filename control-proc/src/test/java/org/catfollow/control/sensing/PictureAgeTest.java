package org.catfollow.control.sensing;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.control.settings.AgeSettings;
import org.junit.jupiter.api.Test;

class PictureAgeTest {
    private static final long MILLI = 1_000_000;
    private final PictureAge age = new PictureAge(AgeSettings.DEFAULT);

    @Test
    void countsFullyUpTo100MillisAndNotAtAllFrom400() {
        assertThat(age.weight(0)).isEqualTo(1);
        assertThat(age.weight(100 * MILLI)).isEqualTo(1);
        assertThat(age.weight(250 * MILLI)).isEqualTo(0.5);
        assertThat(age.weight(400 * MILLI)).isEqualTo(0);
        assertThat(age.weight(PictureAge.NEVER)).isEqualTo(0);
    }

    @Test
    void isStaleExactlyWhereTheWeightIsZero() {
        assertThat(age.stale(400 * MILLI - 1)).isFalse();
        assertThat(age.stale(400 * MILLI)).isTrue();
    }

    @Test
    void frameZeroIsNoPicture() {
        assertThat(age.ageNanos(0, 5, 6)).isEqualTo(PictureAge.NEVER);
    }

    @Test
    void aCaptureTimeInTheFutureIsNotBelieved() {
        assertThat(age.ageNanos(1, 1_000 * MILLI, 0)).isEqualTo(PictureAge.NEVER);
    }

    @Test
    void aClockReadJustBeforeTheTrackWasPublishedIsNoFault() {
        assertThat(age.ageNanos(1, 10 * MILLI, 0)).isEqualTo(0);
    }
}
