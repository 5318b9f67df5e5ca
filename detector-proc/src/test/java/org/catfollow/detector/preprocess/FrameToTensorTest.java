package org.catfollow.detector.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.catfollow.detector.inference.TensorInfo;
import org.catfollow.detector.inference.TensorType;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;

class FrameToTensorTest {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 4;
    private static final TensorInfo BYTES =
            new TensorInfo("in", TensorType.UINT8, List.of(1, HEIGHT, WIDTH, 3), 0.0078125f, 128);
    private static final TensorInfo FLOATS =
            new TensorInfo("in", TensorType.FLOAT32, List.of(1, HEIGHT, WIDTH, 3), 0f, 0);

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    private static ByteBuffer tensor(TensorInfo input, Mat frame) {
        int numberBytes = input.type() == TensorType.FLOAT32 ? Float.BYTES : 1;
        ByteBuffer memory =
                ByteBuffer.allocateDirect(HEIGHT * WIDTH * 3 * numberBytes)
                        .order(ByteOrder.nativeOrder());
        try (FrameToTensor writer = new FrameToTensor(input, memory)) {
            writer.write(frame);
        }
        return memory;
    }

    private static Mat plain(double blue, double green, double red) {
        return new Mat(48, 64, CvType.CV_8UC3, new Scalar(blue, green, red));
    }

    private static void assertPixels(ByteBuffer tensor, int red, int green, int blue) {
        for (int i = 0; i < tensor.capacity(); i += 3) {
            assertThat(Byte.toUnsignedInt(tensor.get(i))).isEqualTo(red);
            assertThat(Byte.toUnsignedInt(tensor.get(i + 1))).isEqualTo(green);
            assertThat(Byte.toUnsignedInt(tensor.get(i + 2))).isEqualTo(blue);
        }
    }

    @Test
    void writesRedFirst() {
        assertPixels(tensor(BYTES, plain(0, 0, 255)), 255, 0, 0);
        assertPixels(tensor(BYTES, plain(255, 0, 0)), 0, 0, 255);
        assertPixels(tensor(BYTES, plain(10, 20, 30)), 30, 20, 10);
    }

    @Test
    void scalesFloatsToMinusOneToOne() {
        ByteBuffer tensor = tensor(FLOATS, plain(0, 51, 255));
        for (int i = 0; i < HEIGHT * WIDTH; i++) {
            assertThat(tensor.getFloat(12 * i)).isCloseTo(1f, within(1e-6f));
            assertThat(tensor.getFloat(12 * i + 4)).isCloseTo(-0.6f, within(1e-6f));
            assertThat(tensor.getFloat(12 * i + 8)).isCloseTo(-1f, within(1e-6f));
        }
    }

    @Test
    void keepsLeftAndRightTopAndBottom() {
        Mat frame = plain(0, 0, 0);
        frame.submat(0, 24, 32, 64).setTo(new Scalar(0, 0, 200));
        ByteBuffer tensor = tensor(BYTES, frame);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int red = Byte.toUnsignedInt(tensor.get(3 * (y * WIDTH + x)));
                assertThat(red).as("x=%d y=%d", x, y).isEqualTo(x >= 3 && y < 2 ? 200 : 0);
            }
        }
    }

    @Test
    void readsRowsThatAreFurtherApartThanTheyAreLong() {
        Mat large = plain(9, 9, 9);
        Mat part = large.submat(new Rect(8, 8, 33, 21));
        part.setTo(new Scalar(1, 2, 3));
        assertPixels(tensor(BYTES, part), 3, 2, 1);
    }

    @Test
    void takesAFrameInTheSizeOfTheTensorAndOneSmaller() {
        assertPixels(
                tensor(BYTES, new Mat(HEIGHT, WIDTH, CvType.CV_8UC3, new Scalar(1, 2, 3))),
                3,
                2,
                1);
        assertPixels(tensor(BYTES, new Mat(1, 1, CvType.CV_8UC3, new Scalar(1, 2, 3))), 3, 2, 1);
    }

    @Test
    void leavesTheFrameAsItWas() {
        Mat frame = plain(1, 2, 3);
        tensor(BYTES, frame);
        assertThat(frame.get(20, 20)).containsExactly(1, 2, 3);
    }

    @Test
    void refusesAFrameThatIsNoBgrPicture() {
        assertThatThrownBy(() -> tensor(BYTES, new Mat(4, 4, CvType.CV_8UC1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no 8-bit BGR picture");
        assertThatThrownBy(() -> tensor(BYTES, new Mat()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAQuantisationThatBytesDoNotFit() {
        TensorInfo odd =
                new TensorInfo("in", TensorType.UINT8, List.of(1, HEIGHT, WIDTH, 3), 0.5f, 7);
        assertThatThrownBy(() -> tensor(odd, plain(0, 0, 0)))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("scale 0.5")
                .hasMessageContaining("zero point 7");
    }

    @Test
    void takesTheQuantisationsOfPictureModels() {
        assertThat(PictureQuantization.takesRawBytes(1f / 128, 128)).isTrue();
        assertThat(PictureQuantization.takesRawBytes(2f / 255, 127)).isTrue();
        assertThat(PictureQuantization.takesRawBytes(1f / 255, 0)).isTrue();
        assertThat(PictureQuantization.takesRawBytes(1f, 0)).isTrue();
        assertThat(PictureQuantization.takesRawBytes(0f, 0)).as("not quantised").isTrue();
        assertThat(PictureQuantization.takesRawBytes(1f / 128, 0)).isFalse();
        assertThat(PictureQuantization.takesRawBytes(Float.NaN, 0)).isFalse();
    }
}
