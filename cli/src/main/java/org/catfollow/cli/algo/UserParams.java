package org.catfollow.cli.algo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import org.catfollow.sdk.algorithm.JsonLine;

/** The manifest's values, and on top of them what the user has given as {@code K=V}. */
final class UserParams {
    private UserParams() {}

    static JsonObject merged(JsonObject manifest, Map<String, String> given) {
        JsonObject merged = manifest.deepCopy();
        given.forEach((key, value) -> merged.add(key, value(value)));
        return merged;
    }

    /** A number, true, false, a list or an object where it reads as JSON, else a text. */
    private static JsonElement value(String text) {
        return JsonLine.parse("{\"value\":" + text + "}")
                .filter(object -> object.size() == 1)
                .map(object -> object.get("value"))
                .orElseGet(() -> new JsonPrimitive(text));
    }
}
