package org.catfollow.detector.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;

class TruthSettingsTest {
    @Test
    void everyFigureCanBeSet() {
        TruthSettings settings =
                TruthSettings.parse("truth:latency-ms=200,misses=0.1,noise=0,seed=9");
        assertThat(settings).isEqualTo(new TruthSettings(Duration.ofMillis(200), 0.1, 0, 9));
        assertThat(settings.description()).contains("200 ms late", "10 % missed");
        assertThat(TruthSettings.parse("truth:").latency()).isPositive();
    }

    @Test
    void aMistakeIsNamed() {
        refuses("truth:latency=3", "'latency=3' is not known");
        refuses("truth:misses=1.5", "'misses=1.5' is outside 0..1");
        refuses("truth:noise=NaN", "'noise=NaN' is outside 0..0.5");
        refuses("truth:seed=x", "'seed=x' is no number");
        refuses("truth:misses", "'misses' is no KEY=VALUE");
        refuses("truth:latency-ms=-1", "'latency-ms=-1' is outside");
    }

    private static void refuses(String model, String message) {
        assertThatThrownBy(() -> TruthSettings.parse(model))
                .isInstanceOfSatisfying(
                        StageFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
