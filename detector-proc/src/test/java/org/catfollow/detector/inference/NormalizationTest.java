package org.catfollow.detector.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.catfollow.detector.TestData;
import org.catfollow.detector.TinyModels;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormalizationTest {
    private static final int SIDE = 32;

    @TempDir private Path folder;

    private Path model(byte[] metadata) {
        return TinyModels.rows(folder.resolve("model.tflite"), SIDE, metadata);
    }

    private void refuses(byte[] metadata, String reason) {
        Path file = model(metadata);
        assertThatThrownBy(() -> TfliteModel.open(file, 1, false))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.MODEL))
                .satisfies(
                        f ->
                                assertThat(f)
                                        .hasMessage(
                                                "model " + file + " cannot be used: " + reason));
    }

    @Test
    void readsOneNumberForAllColoursOrThreeThatAreTheSame() {
        float[] three = {127.5f, 127.5f, 127.5f};
        for (float[] mean : new float[][] {{127.5f}, three}) {
            byte[] metadata = TinyModels.normalization(mean, new float[] {58});
            try (TfliteModel model = TfliteModel.open(model(metadata), 1, true)) {
                assertThat(model.normalization()).hasValue(new Normalization(127.5f, 58));
            }
        }
    }

    @Test
    void readsNothingWhereThereIsNoneOrAnotherVersion() {
        byte[] other = TinyModels.normalization(new float[] {1}, new float[] {2});
        other[7] = '2';
        for (byte[] metadata : new byte[][] {{}, {1, 2, 3}, other}) {
            try (TfliteModel model = TfliteModel.open(model(metadata), 1, true)) {
                assertThat(model.normalization()).isEmpty();
            }
        }
    }

    /** Written by TensorFlow's own tool, so that the field numbers are not only ours. */
    @Test
    void readsWhatTensorFlowWrote() throws Exception {
        byte[] labelled = Files.readAllBytes(TestData.file(TestData.LABELLED_MODEL));
        assertThat(Normalization.find(ByteBuffer.wrap(labelled).order(ByteOrder.LITTLE_ENDIAN)))
                .hasValue(new Normalization(127.5f, 127.5f));
    }

    @Test
    void leavesAModelOfBytesToItsQuantisation() {
        try (TfliteModel model =
                TfliteModel.open(TestData.file(TestData.LABELLED_MODEL), 1, true)) {
            assertThat(model.normalization()).isEmpty();
        }
    }

    @Test
    void refusesWhatItCannotFollow() {
        float[] one = {1};
        refuses(
                TinyModels.normalization(new float[] {123, 117, 104}, one),
                "its metadata has another mean for each colour, which is not supported");
        refuses(TinyModels.normalization(one, new float[] {0}), "its metadata has the std 0.0");
        refuses(
                TinyModels.normalization(new float[] {Float.NaN}, one),
                "its metadata has the mean NaN");
        refuses(TinyModels.normalization(new float[2], one), "its metadata has 2 numbers for mean");
    }

    @Test
    void refusesDamagedMetadataInOneLineOrWorks() throws IOException {
        byte[] whole = TinyModels.normalization(new float[] {127.5f}, new float[] {127.5f});
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try (TfliteModel model = TfliteModel.open(model(damaged), 1, false)) {
                model.invoke();
            } catch (StageFailure e) {
                assertThat(e).hasMessageContaining(": its metadata ").hasMessageNotContaining("\n");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
