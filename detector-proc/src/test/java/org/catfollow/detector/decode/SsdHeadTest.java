package org.catfollow.detector.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.catfollow.detector.TestData;
import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.labels.Labels;
import org.catfollow.detector.labels.TestLabels;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;

class SsdHeadTest {
    private static final int WIDTH = 20;
    private static final int HEIGHT = 10;

    private static final Labels LABELS = TestLabels.of("person", "bicycle", "car", "motorcycle");

    private static Detections decode(
            List<String> classes,
            float minScore,
            float[] boxes,
            float[] indices,
            float[] scores,
            float count) {
        int rows = scores.length;
        ClassFilter filter = ClassFilter.of(LABELS, classes, minScore, Map.of());
        SsdHead head =
                new SsdHead(
                        Reading.floats(List.of(1, rows, 4), boxes),
                        Reading.floats(List.of(1, rows), indices),
                        Reading.floats(List.of(1, rows), scores),
                        Reading.floats(List.of(1), count),
                        filter);
        return Reading.read(head, Reading.stretched(WIDTH, HEIGHT), filter);
    }

    /** One row for each score, all with the same good box and class 2. */
    private static Detections decodeScores(float minScore, float... scores) {
        float[] boxes = new float[4 * scores.length];
        float[] indices = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            System.arraycopy(new float[] {0.2f, 0.2f, 0.4f, 0.6f}, 0, boxes, 4 * i, 4);
            indices[i] = 2;
        }
        return decode(List.of("car"), minScore, boxes, indices, scores, scores.length);
    }

    private static Detections decodeBox(float top, float left, float bottom, float right) {
        return decode(
                List.of("car"),
                0.5f,
                new float[] {top, left, bottom, right},
                new float[] {2},
                new float[] {0.9f},
                1);
    }

    private static Detections decodeOracle(List<String> classes, float minScore) {
        JsonObject oracle = TestData.oracles().getAsJsonObject("postprocess_unit_oracle");
        JsonArray rows = oracle.getAsJsonArray("boxes_ymin_xmin_ymax_xmax");
        float[] boxes = new float[40];
        float[] indices = new float[10];
        float[] scores = new float[10];
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < 4; i++) {
                boxes[4 * row + i] = rows.get(row).getAsJsonArray().get(i).getAsFloat();
            }
            indices[row] = oracle.getAsJsonArray("classes").get(row).getAsFloat();
            scores[row] = oracle.getAsJsonArray("scores").get(row).getAsFloat();
        }
        return decode(classes, minScore, boxes, indices, scores, oracle.get("count").getAsFloat());
    }

    private static void assertBoxes(Detections out, String oracleCase) {
        JsonArray expected = null;
        for (var each :
                TestData.oracles()
                        .getAsJsonObject("postprocess_unit_oracle")
                        .getAsJsonArray("cases")) {
            if (each.getAsJsonObject().get("name").getAsString().equals(oracleCase)) {
                expected = each.getAsJsonObject().getAsJsonArray("expected_xywh");
            }
        }
        assertThat(expected).isNotNull();
        assertThat(out.count()).isEqualTo(expected.size());
        for (int i = 0; i < out.count(); i++) {
            JsonArray box = expected.get(i).getAsJsonArray();
            assertThat(out.label(i)).isEqualTo(box.get(0).getAsString());
            assertThat(out.score(i)).isEqualTo(box.get(1).getAsFloat());
            assertThat(out.x(i)).isCloseTo(box.get(2).getAsFloat(), within(1e-4f));
            assertThat(out.y(i)).isCloseTo(box.get(3).getAsFloat(), within(1e-4f));
            assertThat(out.width(i)).isCloseTo(box.get(4).getAsFloat(), within(1e-4f));
            assertThat(out.height(i)).isCloseTo(box.get(5).getAsFloat(), within(1e-4f));
        }
    }

    @Test
    void givesTheRecordedBoxesAboveAScore() {
        assertBoxes(decodeOracle(List.of("all"), 0.5f), "score_threshold 0.5");
    }

    @Test
    void givesTheRecordedBoxesOfChosenClasses() {
        assertBoxes(decodeOracle(List.of("car", "motorcycle"), 0f), "allow car,motorcycle");
        assertBoxes(
                decodeOracle(List.of("person", "bicycle", "motorcycle"), 0.1f),
                "deny car, threshold 0.1");
    }

    @Test
    void putsTheBestScoreFirstWhateverTheOrderOfTheRows() {
        Detections out = decodeScores(0.1f, 0.3f, 0.9f, 0.5f, 0.7f);
        assertThat(List.of(out.score(0), out.score(1), out.score(2), out.score(3)))
                .containsExactly(0.9f, 0.7f, 0.5f, 0.3f);
    }

    @Test
    void keepsTheBestOfMoreBoxesThanThereIsRoomFor() {
        Float[] rising = new Float[40];
        for (int i = 0; i < rising.length; i++) {
            rising[i] = (i + 1) / 64f;
        }
        List<Float> shuffled = new java.util.ArrayList<>(List.of(rising));
        Collections.shuffle(shuffled, new java.util.Random(5));
        float[] scores = new float[40];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = shuffled.get(i);
        }
        Detections out = decodeScores(0f, scores);
        assertThat(out.count()).isEqualTo(Detections.CAPACITY);
        for (int i = 0; i < Detections.CAPACITY; i++) {
            assertThat(out.score(i)).isEqualTo((40 - i) / 64f);
        }
    }

    @Test
    void countsAScoreThatEqualsTheLowest() {
        assertThat(decodeScores(0.5f, 0.5f, 0.499f).count()).isEqualTo(1);
    }

    @Test
    void dropsScoresThatAreNone() {
        assertThat(
                        decodeScores(
                                        0f,
                                        Float.NaN,
                                        Float.POSITIVE_INFINITY,
                                        Float.NEGATIVE_INFINITY,
                                        1.5f,
                                        -1f)
                                .count())
                .isZero();
    }

    @Test
    void cutsBoxesToTheFrame() {
        Detections out = decodeBox(-0.5f, -0.1f, 1.5f, 0.5f);
        assertThat(out.count()).isEqualTo(1);
        assertThat(out.x(0)).isZero();
        assertThat(out.y(0)).isZero();
        assertThat(out.width(0)).isEqualTo(10f);
        assertThat(out.height(0)).isEqualTo(10f);
    }

    @Test
    void dropsBoxesWithoutAreaInTheFrame() {
        assertThat(decodeBox(0.2f, 0.2f, 0.2f, 0.6f).count()).isZero();
        assertThat(decodeBox(0.4f, 0.2f, 0.2f, 0.6f).count()).isZero();
        assertThat(decodeBox(1.1f, 0.2f, 1.4f, 0.6f).count()).isZero();
        assertThat(decodeBox(0.2f, -0.6f, 0.4f, -0.2f).count()).isZero();
        assertThat(decodeBox(0.2f, Float.NaN, 0.4f, 0.6f).count()).isZero();
        assertThat(decodeBox(Float.NaN, 0.2f, 0.4f, 0.6f).count()).isZero();
        assertThat(decodeBox(0.2f, 0.2f, Float.POSITIVE_INFINITY, 0.6f).count()).isZero();
        assertThat(decodeBox(Float.NEGATIVE_INFINITY, 0.2f, 0.4f, 0.6f).count()).isZero();
    }

    @Test
    void dropsClassNumbersThatNameNoClass() {
        float[] box = {0.2f, 0.2f, 0.4f, 0.6f};
        for (float index : new float[] {-1f, 4f, 1.5f, Float.NaN, Float.POSITIVE_INFINITY, 1e30f}) {
            assertThat(
                            decode(
                                            List.of("all"),
                                            0f,
                                            box,
                                            new float[] {index},
                                            new float[] {0.9f},
                                            1)
                                    .count())
                    .as("class %s", index)
                    .isZero();
        }
    }

    @Test
    void takesNoMoreRowsThanThereAreAndNoneForACountThatIsNone() {
        float[] box = {0.2f, 0.2f, 0.4f, 0.6f};
        float[] index = {2};
        float[] score = {0.9f};
        assertThat(decode(List.of("car"), 0f, box, index, score, 10f).count()).isEqualTo(1);
        assertThat(decode(List.of("car"), 0f, box, index, score, 1e30f).count()).isEqualTo(1);
        assertThat(decode(List.of("car"), 0f, box, index, score, Float.NaN).count()).isZero();
        assertThat(decode(List.of("car"), 0f, box, index, score, -3f).count()).isZero();
        assertThat(decode(List.of("car"), 0f, box, index, score, 0f).count()).isZero();
    }
}
