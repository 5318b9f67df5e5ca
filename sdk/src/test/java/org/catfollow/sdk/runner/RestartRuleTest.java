package org.catfollow.sdk.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartRuleTest {
    @Test
    void delaysGrowUpToTheLongest() {
        RestartRule rule = new RestartRule(Duration.ofMillis(200), Duration.ofSeconds(1), 100);
        assertThat(IntStream.of(0, 1, 2, 3, 4, 5, 99).mapToObj(rule::delay).map(Duration::toMillis))
                .containsExactly(0L, 0L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void theLimitIsBorneAndNoMore() {
        assertThat(RestartRule.DEFAULT.isOver(5)).isFalse();
        assertThat(RestartRule.DEFAULT.isOver(6)).isTrue();
    }
}
