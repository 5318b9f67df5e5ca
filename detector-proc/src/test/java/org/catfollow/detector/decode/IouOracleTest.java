package org.catfollow.detector.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.catfollow.detector.TestData;
import org.catfollow.shm.slots.Boxes;
import org.junit.jupiter.api.Test;

class IouOracleTest {
    @Test
    void givesTheRecordedFigures() {
        JsonArray cases =
                TestData.oracles().getAsJsonObject("iou_unit_oracle").getAsJsonArray("cases");
        assertThat(cases).isNotEmpty();
        for (JsonElement each : cases) {
            JsonObject one = each.getAsJsonObject();
            float[] a = box(one.getAsJsonArray("a"));
            float[] b = box(one.getAsJsonArray("b"));
            assertThat(Boxes.iou(a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3]))
                    .isCloseTo(one.get("iou").getAsFloat(), within(1e-4f));
        }
    }

    @Test
    void isOneForTheSameBoxAndZeroForBoxesThatOnlyTouch() {
        assertThat(Boxes.iou(1, 2, 3, 4, 1, 2, 3, 4)).isEqualTo(1f);
        assertThat(Boxes.iou(0, 0, 10, 10, 10, 0, 10, 10)).isZero();
        assertThat(Boxes.iou(0, 0, 0, 0, 0, 0, 0, 0)).isZero();
    }

    /** The figures have corners: left, top, right, bottom. */
    private static float[] box(JsonArray corners) {
        float x = corners.get(0).getAsFloat();
        float y = corners.get(1).getAsFloat();
        return new float[] {x, y, corners.get(2).getAsFloat() - x, corners.get(3).getAsFloat() - y};
    }
}
