package org.catfollow.detector.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.catfollow.detector.Allocation;
import org.catfollow.detector.inference.TensorInfo;
import org.catfollow.detector.inference.TensorType;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

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

    private static final InputPlan SSD = new InputPlan(InputPlan.Fit.STRETCHED, true, -1, 1);
    private static final InputPlan YOLO = new InputPlan(InputPlan.Fit.CENTRED, true, 0, 1);
    private static final InputPlan YOLOX = new InputPlan(InputPlan.Fit.TOP_LEFT, false, 0, 255);

    private static TensorInfo signed(float scale, int zeroPoint) {
        return new TensorInfo(
                "in", TensorType.INT8, List.of(1, HEIGHT, WIDTH, 3), scale, zeroPoint);
    }

    private static ByteBuffer tensor(TensorInfo input, Mat frame) {
        return tensor(input, SSD, frame);
    }

    private static ByteBuffer tensor(TensorInfo input, InputPlan plan, Mat... frames) {
        int numberBytes = input.type() == TensorType.FLOAT32 ? Float.BYTES : 1;
        ByteBuffer memory =
                ByteBuffer.allocateDirect(HEIGHT * WIDTH * 3 * numberBytes)
                        .order(ByteOrder.nativeOrder());
        try (FrameToTensor writer = new FrameToTensor(input, memory, plan)) {
            for (Mat frame : frames) {
                writer.write(frame, Crops.whole(frame.cols(), frame.rows()));
            }
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
    void writesBlueFirstUnscaledForYolox() {
        ByteBuffer tensor = tensor(FLOATS, YOLOX, plain(10, 20, 255));
        // 64x48 in 6x4: five columns of the frame, one of the border.
        assertThat(tensor.getFloat(0)).isEqualTo(10f);
        assertThat(tensor.getFloat(4)).isEqualTo(20f);
        assertThat(tensor.getFloat(8)).isEqualTo(255f);
        assertThat(tensor.getFloat(12 * 4 + 8)).isEqualTo(255f);
        assertThat(tensor.getFloat(12 * 5)).isEqualTo(114f);
        assertThat(tensor.getFloat(12 * 5 + 8)).isEqualTo(114f);
    }

    @Test
    void writesBlueFirstBytesWithABorderToo() {
        ByteBuffer tensor =
                tensor(
                        new TensorInfo("in", TensorType.UINT8, List.of(1, HEIGHT, WIDTH, 3), 1f, 0),
                        YOLOX,
                        plain(1, 2, 3));
        assertThat(new int[] {tensor.get(0), tensor.get(1), tensor.get(2)})
                .containsExactly(1, 2, 3);
        assertThat(tensor.get(3 * 5)).isEqualTo((byte) 114);
    }

    @Test
    void shiftsBytesForSignedInputs() {
        Mat square = new Mat(HEIGHT, WIDTH, CvType.CV_8UC3, new Scalar(0, 128, 255));
        ByteBuffer tensor = tensor(signed(1f / 255, -128), YOLO, square);
        assertThat(new int[] {tensor.get(0), tensor.get(1), tensor.get(2)})
                .containsExactly(127, 0, -128);
    }

    @Test
    void roundsToTheStepsOfAnInputThatIsWiderThanThePicture() {
        // 0..1 in steps of 1/100 around 0.
        Mat square = new Mat(HEIGHT, WIDTH, CvType.CV_8UC3, new Scalar(0, 51, 255));
        ByteBuffer tensor = tensor(signed(0.01f, 0), YOLO, square);
        assertThat(new int[] {tensor.get(0), tensor.get(1), tensor.get(2)})
                .containsExactly(100, 20, 0);
    }

    @Test
    void drawsTheBorderAnewForAFrameOfAnotherShape() {
        Mat upright = new Mat(64, 16, CvType.CV_8UC3, new Scalar(255, 255, 255));
        ByteBuffer tensor = tensor(FLOATS, YOLO, plain(255, 255, 255), upright);
        // 16x64 in 6x4: one column, with two of border at its left.
        for (int x = 0; x < WIDTH; x++) {
            float expected = x == 2 ? 1f : 114 / 255f;
            assertThat(tensor.getFloat(12 * x)).as("x=%d", x).isCloseTo(expected, within(1e-6f));
        }
    }

    @Test
    void takesTheQuantisationsOfPictureModels() {
        assertThat(takesRawBytes(1f / 128, 128)).isTrue();
        assertThat(takesRawBytes(1f / 128, 127)).as("EfficientDet-Lite").isTrue();
        assertThat(takesRawBytes(2f / 255, 127)).isTrue();
        assertThat(takesRawBytes(1f / 255, 0)).isTrue();
        assertThat(takesRawBytes(1f, 0)).isTrue();
        assertThat(takesRawBytes(0f, 0)).as("not quantised").isTrue();
        assertThatThrownBy(() -> takesRawBytes(1f / 128, 0)).isInstanceOf(StageFailure.class);
        assertThatThrownBy(() -> takesRawBytes(Float.NaN, 0)).isInstanceOf(StageFailure.class);
        assertThatThrownBy(() -> takesRawBytes(0.05f, 128))
                .as("forty steps")
                .isInstanceOf(StageFailure.class);
    }

    private static boolean takesRawBytes(float scale, int zeroPoint) {
        TensorInfo input =
                new TensorInfo(
                        "in", TensorType.UINT8, List.of(1, HEIGHT, WIDTH, 3), scale, zeroPoint);
        return ByteTable.isIdentity(ByteTable.of(input, SSD));
    }

    /** Noise, made smooth: neighbours differ by some 15 grey levels at most. */
    private static Mat smooth(int width, int height) {
        Mat noise = new Mat(height, width, CvType.CV_8UC3);
        Core.setRNGSeed(7);
        Core.randu(noise, 0, 256);
        Mat smooth = new Mat();
        Imgproc.GaussianBlur(noise, smooth, new Size(9, 9), 2);
        Core.normalize(smooth, smooth, 0, 255, Core.NORM_MINMAX);
        return smooth;
    }

    private static ByteBuffer write(InputPlan plan, int side, Mat frame, Crop... crops) {
        TensorInfo input =
                new TensorInfo("in", TensorType.UINT8, List.of(1, side, side, 3), 1f / 255, 0);
        ByteBuffer memory = ByteBuffer.allocateDirect(side * side * 3);
        try (FrameToTensor writer = new FrameToTensor(input, memory, plan)) {
            for (Crop crop : crops) {
                writer.write(frame, crop);
            }
        }
        return memory;
    }

    private static int largestDifference(ByteBuffer one, ByteBuffer other) {
        int largest = 0;
        for (int i = 0; i < one.capacity(); i++) {
            int difference = Byte.toUnsignedInt(one.get(i)) - Byte.toUnsignedInt(other.get(i));
            largest = Math.max(largest, Math.abs(difference));
        }
        return largest;
    }

    @ParameterizedTest
    @CsvSource({
        "STRETCHED,64,33,21,150,150",
        "STRETCHED,64,0,0,200,77",
        "STRETCHED,64,100,90,220,150",
        "CENTRED,96,13,40,200,100",
        "CENTRED,96,200,40,41,200",
        "TOP_LEFT,96,13,40,200,100",
        "STRETCHED,128,70,60,64,64"
    })
    void aPartIsWrittenAsIfItWereAFrameOfItsOwn(
            InputPlan.Fit fit, int side, int x, int y, int width, int height) {
        InputPlan plan = new InputPlan(fit, true, 0, 1);
        Mat frame = smooth(320, 240);
        Mat part = frame.submat(new Rect(x, y, width, height)).clone();
        ByteBuffer cropped = write(plan, side, frame, Crops.of(x, y, width, height));
        ByteBuffer alone = write(plan, side, part, Crops.whole(width, height));
        // A thirty-second of a pixel, and at the edge half a pixel of what lies beside the part.
        int most = side > width ? 20 : 4;
        assertThat(largestDifference(cropped, alone)).isLessThanOrEqualTo(most);
    }

    @Test
    void aPartInTheSizeOfTheModelsPictureIsCopied() {
        Mat frame = smooth(320, 240);
        Mat part = frame.submat(new Rect(101, 57, 96, 96)).clone();
        assertThat(
                        largestDifference(
                                write(YOLO, 96, frame, Crops.of(101, 57, 96, 96)),
                                write(YOLO, 96, part, Crops.whole(96, 96))))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(InputPlan.Fit.class)
    void aWholeFrameAfterAPartIsAsWithoutThePart(InputPlan.Fit fit) {
        InputPlan plan = new InputPlan(fit, true, 0, 1);
        Mat frame = smooth(320, 240);
        Crop whole = Crops.whole(320, 240);
        assertThat(
                        largestDifference(
                                write(plan, 96, frame, whole),
                                write(plan, 96, frame, whole, Crops.of(7, 9, 50, 120), whole)))
                .isZero();
    }

    @Test
    void refusesAPartThatIsNotInTheFrame() {
        Mat frame = plain(1, 2, 3);
        for (Crop crop :
                List.of(
                        Crops.of(-1, 0, 10, 10),
                        Crops.of(0, 0, 65, 10),
                        Crops.of(0, 40, 10, 9),
                        Crops.of(0, 0, 0, 10))) {
            assertThatThrownBy(() -> write(SSD, 96, frame, crop))
                    .as("%s", crop)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("is no part of a frame of 64x48");
        }
    }

    @ParameterizedTest
    @EnumSource(InputPlan.Fit.class)
    void wholeFramesAndPartsInTurnAllocateNothing(InputPlan.Fit fit) {
        Mat frame = smooth(320, 240);
        Crop whole = Crops.whole(320, 240);
        Crop part = Crops.of(7, 9, 50, 120);
        ByteBuffer memory = ByteBuffer.allocateDirect(96 * 96 * 3);
        TensorInfo input =
                new TensorInfo("in", TensorType.UINT8, List.of(1, 96, 96, 3), 1f / 255, 0);
        try (FrameToTensor writer =
                new FrameToTensor(input, memory, new InputPlan(fit, true, 0, 1))) {
            long bytes =
                    Allocation.bytes(
                            200,
                            100,
                            () -> {
                                part.x = (part.x + 1) % 200;
                                writer.write(frame, whole);
                                writer.write(frame, part);
                            });
            assertThat(bytes).as("bytes in 100 rounds").isLessThan(100);
        }
    }
}
