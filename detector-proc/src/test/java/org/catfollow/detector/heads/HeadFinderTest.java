package org.catfollow.detector.heads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.catfollow.detector.decode.CenterHead;
import org.catfollow.detector.decode.RowsHead;
import org.catfollow.detector.decode.SsdHead;
import org.catfollow.detector.decode.YoloV5Head;
import org.catfollow.detector.decode.YoloV8Head;
import org.catfollow.detector.decode.YoloxHead;
import org.catfollow.detector.inference.ModelDescription;
import org.catfollow.detector.inference.OutputTensor;
import org.catfollow.detector.inference.PostProcessOperator;
import org.catfollow.detector.inference.TensorInfo;
import org.catfollow.detector.inference.TensorType;
import org.catfollow.detector.labels.TestLabels;
import org.junit.jupiter.api.Test;

/** Shapes are those that the exporters of these models write. */
class HeadFinderTest {
    private static final boolean EXP = true;
    private static final boolean SOFTMAX = true;

    private static TensorInfo tensor(Integer... shape) {
        return new TensorInfo("t", TensorType.FLOAT32, List.of(shape), 0f, 0);
    }

    private static ModelDescription model(
            int side, boolean exp, boolean softmax, Integer... outputShape) {
        return model(side, side, exp, softmax, outputShape);
    }

    private static ModelDescription model(
            int width, int height, boolean exp, boolean softmax, Integer... outputShape) {
        return new ModelDescription(
                tensor(1, height, width, 3),
                List.of(tensor(outputShape)),
                Optional.empty(),
                exp,
                softmax);
    }

    private static void assertFound(
            ModelDescription model, ModelType type, Class<?> head, int classes) {
        FoundHead found = HeadFinder.find(model).orElseThrow();
        assertThat(found.type()).isEqualTo(type);
        assertThat(found.classCount()).hasValue(classes);
        assertThat(make(found, model)).isInstanceOf(head);
    }

    private static Object make(FoundHead found, ModelDescription model) {
        return found.maker()
                .make(
                        index -> {
                            TensorInfo info = model.outputs().get(index);
                            int numbers = info.shape().stream().reduce(1, (a, b) -> a * b);
                            return OutputTensor.ofFloats(info, new float[numbers]);
                        },
                        TestLabels.wantAll(0.5f, "cat"));
    }

    @Test
    void takesThreeAnchorsACellForYoloV5() {
        assertFound(
                model(640, !EXP, !SOFTMAX, 1, 25200, 85), ModelType.YOLOV5, YoloV5Head.class, 80);
        assertFound(model(320, !EXP, !SOFTMAX, 1, 6300, 6), ModelType.YOLOV5, YoloV5Head.class, 1);
        assertFound(
                model(640, !EXP, !SOFTMAX, 1, 25500, 85), ModelType.YOLOV5, YoloV5Head.class, 80);
    }

    @Test
    void takesColumnsFirstForYoloV8AndRowsFirstWithASoftmax() {
        assertFound(model(640, !EXP, SOFTMAX, 1, 84, 8400), ModelType.YOLOV8, YoloV8Head.class, 80);
        assertFound(model(416, !EXP, SOFTMAX, 1, 5, 3549), ModelType.YOLOV8, YoloV8Head.class, 1);
        assertFound(model(640, !EXP, SOFTMAX, 1, 8400, 84), ModelType.YOLOV8, YoloV8Head.class, 80);
        // Two classes: as many columns as a finished row has.
        assertFound(model(640, !EXP, SOFTMAX, 1, 8400, 6), ModelType.YOLOV8, YoloV8Head.class, 2);
    }

    @Test
    void tellsARawYoloxFromOneThatDecodesInItsGraph() {
        assertFound(model(416, !EXP, !SOFTMAX, 1, 3549, 85), ModelType.YOLOX, YoloxHead.class, 80);
        assertFound(model(416, EXP, !SOFTMAX, 1, 3549, 85), ModelType.YOLOX, YoloV5Head.class, 80);
    }

    @Test
    void takesAFewRowsOfSixForFinishedOnes() {
        ModelDescription model = model(640, !EXP, SOFTMAX, 1, 300, 6);
        FoundHead found = HeadFinder.find(model).orElseThrow();
        assertThat(found.type()).isEqualTo(ModelType.ROWS);
        assertThat(found.classCount()).isEmpty();
        assertThat(make(found, model)).isInstanceOf(RowsHead.class);
    }

    @Test
    void takesAGridOfCellsForCentrePoints() {
        assertFound(
                model(256, 192, !EXP, !SOFTMAX, 1, 24, 32, 5),
                ModelType.CENTER,
                CenterHead.class,
                1);
        assertFound(
                model(512, !EXP, !SOFTMAX, 1, 128, 128, 84),
                ModelType.CENTER,
                CenterHead.class,
                80);
        assertFound(
                model(320, 240, EXP, !SOFTMAX, 1, 15, 20, 6),
                ModelType.CENTER,
                CenterHead.class,
                2);
    }

    @Test
    void takesNoOtherGridForCentrePoints() {
        List<ModelDescription> others =
                List.of(
                        // No class, or half a box.
                        model(256, 192, !EXP, !SOFTMAX, 1, 24, 32, 4),
                        // Across and down changed, cells that are not square or do not fit.
                        model(256, 192, !EXP, !SOFTMAX, 1, 32, 24, 5),
                        model(256, 192, !EXP, !SOFTMAX, 1, 24, 16, 5),
                        model(256, 192, !EXP, !SOFTMAX, 1, 24, 31, 5),
                        model(240, 240, !EXP, !SOFTMAX, 1, 20, 20, 5),
                        model(256, 192, !EXP, !SOFTMAX, 2, 24, 32, 5),
                        // YOLOv2, and the features of a classifier.
                        model(416, !EXP, !SOFTMAX, 1, 13, 13, 425),
                        model(224, !EXP, !SOFTMAX, 1, 7, 7, 1280),
                        model(256, !EXP, !SOFTMAX, 1, 1, 1, 1280),
                        // A class for each cell or each pixel.
                        model(96, !EXP, SOFTMAX, 1, 12, 12, 5),
                        model(256, !EXP, !SOFTMAX, 1, 256, 256, 21));
        for (ModelDescription other : others) {
            assertThat(HeadFinder.find(other)).as(other.toString()).isEmpty();
        }
    }

    @Test
    void readsAnyGridAsCentrePointsIfTheUserSaysSo() {
        ModelDescription coarse = model(256, 192, !EXP, SOFTMAX, 1, 6, 8, 5);
        assertThat(HeadFinder.find(coarse)).isEmpty();
        FoundHead found = HeadFinder.as(ModelType.CENTER, coarse).orElseThrow();
        assertThat(found.classCount()).hasValue(1);
        assertThat(make(found, coarse)).isInstanceOf(CenterHead.class);
        for (ModelDescription other :
                List.of(
                        model(256, 192, !EXP, !SOFTMAX, 1, 24, 32, 4),
                        model(640, !EXP, !SOFTMAX, 1, 84, 8400),
                        model(224, !EXP, !SOFTMAX, 1, 1001))) {
            assertThat(HeadFinder.as(ModelType.CENTER, other)).as(other.toString()).isEmpty();
        }
        ModelDescription grid = model(256, 192, !EXP, !SOFTMAX, 1, 24, 32, 5);
        for (ModelType type : ModelType.values()) {
            assertThat(HeadFinder.as(type, grid).isPresent())
                    .as(type.toString())
                    .isEqualTo(type == ModelType.CENTER);
        }
    }

    @Test
    void namesEveryKind() {
        assertThat(HeadFinder.knownTypes()).isEqualTo("ssd, yolov5, yolov8, yolox, rows, center");
    }

    @Test
    void takesTheFourOutputsOfThePostProcessingInAnyOrder() {
        ModelDescription model =
                new ModelDescription(
                        tensor(1, 320, 320, 3),
                        List.of(tensor(1, 25), tensor(1, 25, 4), tensor(1), tensor(1, 25)),
                        Optional.of(new PostProcessOperator(1, 3, 0, 2, OptionalInt.of(90))),
                        EXP,
                        !SOFTMAX);
        assertFound(model, ModelType.SSD, SsdHead.class, 90);
    }

    @Test
    void findsNothingInOtherModels() {
        List<ModelDescription> others =
                Arrays.asList(
                        model(224, !EXP, SOFTMAX, 1, 1001),
                        model(257, !EXP, !SOFTMAX, 1, 257, 257, 21),
                        model(640, !EXP, !SOFTMAX, 1, 1917, 91),
                        model(640, !EXP, !SOFTMAX, 2, 25200, 85),
                        model(640, !EXP, !SOFTMAX, 1, 300, 7),
                        model(640, !EXP, SOFTMAX, 1, 4, 8400));
        for (ModelDescription other : others) {
            assertThat(HeadFinder.find(other)).as(other.toString()).isEmpty();
        }
    }

    @Test
    void readsAModelAsWhatTheUserSaysIfItsShapeAllows() {
        ModelDescription yoloV6 = model(640, !EXP, SOFTMAX, 1, 8400, 85);
        assertThat(HeadFinder.as(ModelType.YOLOV5, yoloV6).orElseThrow().classCount()).hasValue(80);
        assertThat(HeadFinder.as(ModelType.YOLOV8, yoloV6).orElseThrow().classCount()).hasValue(81);
        assertThat(HeadFinder.as(ModelType.SSD, yoloV6)).isEmpty();
        assertThat(HeadFinder.as(ModelType.ROWS, yoloV6)).isEmpty();
        ModelDescription unknownGrid = model(640, !EXP, !SOFTMAX, 1, 1000, 85);
        assertThat(HeadFinder.as(ModelType.YOLOX, unknownGrid)).isEmpty();
        assertThat(HeadFinder.as(ModelType.YOLOV5, unknownGrid)).isPresent();
    }
}
