package org.catfollow.tracker.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import org.catfollow.runtime.StageFailure;
import org.catfollow.tracker.filter.Sequences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxTest {
    private static final Box SOME = new Box(9, 19, 30, 40);

    @Test
    void overlapsAsOthersHaveRecorded() throws IOException {
        String text = Files.readString(Sequences.data("ORACLES.json"));
        JsonArray cases =
                JsonParser.parseString(text)
                        .getAsJsonObject()
                        .getAsJsonObject("iou_unit_oracle")
                        .getAsJsonArray("cases");
        assertThat(cases).isNotEmpty();
        for (JsonElement each : cases) {
            JsonObject one = each.getAsJsonObject();
            assertThat(box(one.getAsJsonArray("a")).iou(box(one.getAsJsonArray("b"))))
                    .isCloseTo(one.get("iou").getAsDouble(), within(1e-4));
        }
    }

    /** The figures have corners: left, top, right, bottom. */
    private static Box box(JsonArray corners) {
        float x = corners.get(0).getAsFloat();
        float y = corners.get(1).getAsFloat();
        return new Box(x, y, corners.get(2).getAsFloat() - x, corners.get(3).getAsFloat() - y);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10,20,30,40", "10\t20\t30\t40", "10 20  30 40", " 10, 20, 30, 40 \r"})
    void readsEverySeparator(String text) {
        assertThat(Box.parse(text, "here", 1)).isEqualTo(SOME);
    }

    @Test
    void countsFromWhereTheTextDoes() {
        assertThat(Box.parse("9,19,30,40", "here", 0)).isEqualTo(SOME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN,NaN,NaN,NaN", "nan nan nan nan", "0,0,0,0", "5,5,0,10"})
    void aBoxThatIsNoneIsAbsent(String text) {
        Box box = Box.parse(text, "here", 1);
        assertThat(box).isEqualTo(Box.ABSENT);
        assertThat(box.present()).isFalse();
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertThatThrownBy(() -> Box.parse("1,2,3", "there", 1))
                .isInstanceOf(StageFailure.class)
                .hasMessage("there: expected four numbers x,y,width,height, found 3 in '1,2,3'");
        assertThatThrownBy(() -> Box.parse("1,2,3,x4", "there", 1))
                .hasMessage("there: not a number: 'x4'");
        assertThatThrownBy(() -> Box.parse("1,2,3,Infinity", "there", 1))
                .hasMessage("there: not a number: 'Infinity'");
        assertThatThrownBy(() -> Box.parse("1,2,-3,4", "there", 1))
                .hasMessageContaining("there: width -3.0 and height 4.0 must not be negative");
    }

    @Test
    void isMovedBySharesOfItsSizeAndScaledAboutItsCentre() {
        Box box = new Box(100, 200, 50, 20);
        assertThat(box.shifted(0.1f, 0)).isEqualTo(new Box(105, 200, 50, 20));
        assertThat(box.shifted(0, -0.1f)).isEqualTo(new Box(100, 198, 50, 20));
        Box larger = box.scaled(1.1f);
        assertThat(larger.width()).isCloseTo(55, within(1e-4f));
        assertThat(larger.centreDistance(box)).isCloseTo(0, within(1e-4));
    }
}
