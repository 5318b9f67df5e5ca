package org.catfollow.detector.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.catfollow.detector.Allocation;
import org.catfollow.detector.TinyModels;
import org.catfollow.detector.inference.AutoencoderModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/** With a model that draws plain surfaces well and fine patterns badly. */
class AnomalyGateTest {
    @TempDir private Path folder;

    private AnomalyGate gate(int channels) {
        Path file = TinyModels.blur(folder.resolve("blur.tflite"), 32, channels, 1);
        Pictures.room(0);
        return new AnomalyGate(AutoencoderModel.open(file, 1, true), new AnomalyJudge(0.001));
    }

    private static Mat plain() {
        return new Mat(480, 640, CvType.CV_8UC3, new Scalar(90, 110, 120));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aPictureThatTheModelDrawsWellIsNothing(int channels) {
        try (AnomalyGate gate = gate(channels)) {
            for (int i = 0; i < 9; i++) {
                assertThat(gate.look(plain(), 0)).isEqualTo(Verdict.NOTHING);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void oneThatItDrawsBadlyIsSomethingFromTheNextThirdFrameOn(int channels) {
        try (AnomalyGate gate = gate(channels)) {
            assertThat(gate.look(plain(), 0)).isEqualTo(Verdict.NOTHING);
            assertThat(gate.look(Pictures.room(0), 0)).isEqualTo(Verdict.NOTHING);
            assertThat(gate.look(Pictures.room(0), 0)).isEqualTo(Verdict.NOTHING);
            assertThat(gate.look(Pictures.room(0), 0)).isEqualTo(Verdict.SOMETHING);
        }
    }

    @Test
    void allocatesNothingPerFrame() {
        Mat room = Pictures.room(0);
        try (AnomalyGate gate = gate(3)) {
            // The JDK specialises a method handle once more at its 127th call.
            long bytes = Allocation.bytes(600, 300, () -> gate.look(room, 0));
            assertThat(bytes).as("bytes in 300 frames").isLessThan(300);
        }
    }
}
