package org.catfollow.detector.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.catfollow.detector.TestData;
import org.catfollow.detector.TinyModels;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoencoderModelTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void drawsWhatItIsShown(boolean xnnpack) {
        Path file = TinyModels.blur(folder.resolve("blur.tflite"), 8, 1, 1);
        try (AutoencoderModel model = AutoencoderModel.open(file, 1, xnnpack)) {
            assertThat(model.warning()).isEmpty();
            assertThat(model.width()).isEqualTo(8);
            assertThat(model.height()).isEqualTo(8);
            assertThat(model.channels()).isEqualTo(1);
            FloatBuffer shown = model.inputMemory().asFloatBuffer();
            for (int i = 0; i < 64; i++) {
                shown.put(i, i == 3 * 8 + 4 ? 0.9f : 0);
            }
            model.invoke();
            assertThat(model.output()[3 * 8 + 4]).isCloseTo(0.1f, within(1e-6f));
            assertThat(model.output()[2 * 8 + 3]).isCloseTo(0.1f, within(1e-6f));
            assertThat(model.output()[5 * 8 + 4]).isZero();
        }
    }

    private static void refuses(Path file, String message) {
        assertThatThrownBy(() -> AutoencoderModel.open(file, 1, true))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.MODEL))
                .satisfies(f -> assertThat(f).hasMessageContaining(message));
    }

    @Test
    void refusesAModelThatDrawsInAnotherSizeWithItsTensors() {
        refuses(
                TinyModels.blur(folder.resolve("half.tflite"), 8, 3, 2),
                "it has inputs shown float32[1,8,8,3]; outputs drawn float32[1,4,4,3]");
    }

    @Test
    void refusesADetector() {
        refuses(TestData.file(TestData.LABELLED_MODEL), "not an auto-encoder: ");
    }
}
