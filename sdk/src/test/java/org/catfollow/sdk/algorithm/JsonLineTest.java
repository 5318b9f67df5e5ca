package org.catfollow.sdk.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLineTest {
    @Test
    void anObjectIsOneLineAndComesBack() {
        JsonObject object = new JsonObject();
        object.addProperty("text", "two\nlines, \"quoted\", ü");
        object.addProperty("number", 1.5);
        object.add("nothing", null);
        assertThat(JsonLine.of(object)).doesNotContain("\n");
        assertThat(JsonLine.parse(JsonLine.of(object))).contains(object);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "1",
                "[]",
                "null",
                "{",
                "{} {}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}"
            })
    void anythingElseIsNone(String line) {
        assertThat(JsonLine.parse(line)).isEmpty();
    }

    @Test
    void deepNestingIsNoneAndNoStackOverflow() {
        assertThat(JsonLine.parse("{\"a\":" + "[".repeat(100_000))).isEmpty();
    }

    @Test
    void aNumberThatJsonCannotSayIsRefused() {
        JsonObject object = new JsonObject();
        object.addProperty("a", Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> JsonLine.of(object)).isInstanceOf(IllegalArgumentException.class);
    }
}
