package org.catfollow.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {
    @Test
    void distanceIsInSingleLetters() {
        // The textbook pair of Wagner and Fischer's algorithm.
        assertThat(NearestWord.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestWord.distance("", "cat")).isEqualTo(3);
        assertThat(NearestWord.distance("cat", "cat")).isZero();
    }

    @Test
    void theNearestIsTheOneWithTheFewestChanged() {
        assertThat(NearestWord.to("max-sped", List.of("min-speed", "max-speed", "pan")))
                .contains("max-speed");
        assertThat(NearestWord.to("x", List.of())).isEmpty();
    }
}
