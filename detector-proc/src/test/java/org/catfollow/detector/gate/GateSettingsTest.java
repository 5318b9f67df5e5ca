package org.catfollow.detector.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateSettingsTest {
    private static GateSettings of(String... gates) {
        return GateSettings.of(List.of(gates), 0.01, 2_000);
    }

    @Test
    void readsNoneOneOrBoth() {
        assertThat(of()).isEqualTo(GateSettings.NONE);
        assertThat(of().any()).isFalse();
        assertThat(of("motion").motion()).isTrue();
        assertThat(of("anomaly=a b.tflite").anomalyModel()).isEqualTo(Path.of("a b.tflite"));
        assertThat(of("anomaly=a.tflite").motion()).isFalse();
        assertThat(of("anomaly=a.tflite", "motion").any()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "movement", "anomaly", "anomaly=", "motion=1"})
    void refusesOthersAndNamesTheKnown(String gate) {
        assertThatThrownBy(() -> of(gate))
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "--gate "
                                + gate
                                + " is unknown; known are motion and anomaly=MODEL.tflite");
    }

    @Test
    void refusesASecondAutoencoder() {
        assertThatThrownBy(() -> of("anomaly=a.tflite", "anomaly=b.tflite"))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("--gate anomaly=b.tflite");
    }
}
