package org.catfollow.sdk.algorithm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.catfollow.sdk.images.ColorSpace;
import org.catfollow.sdk.images.ImageMeta;

/** What the runner's lines ask for. A field that is missing has the value that says least. */
final class CallReader {
    private CallReader() {}

    static ExecuteRequest request(JsonObject call) {
        return new ExecuteRequest(
                Math.toIntExact(number(call, "step_index")),
                text(call, "pid"),
                object(call, "session"),
                object(call, "user_params"),
                text(call, "shared_mem_id"),
                meta(object(call, "image_meta")));
    }

    private static ImageMeta meta(JsonObject meta) {
        String space = text(meta, "color_space");
        return new ImageMeta(
                Math.toIntExact(number(meta, "width")),
                Math.toIntExact(number(meta, "height")),
                number(meta, "timestamp_ms"),
                text(meta, "camera_id"),
                space.isEmpty() ? null : ColorSpace.valueOf(space.toUpperCase(Locale.ROOT)));
    }

    static JsonObject object(JsonObject parent, String key) {
        JsonElement value = parent.get(key);
        return value != null && value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
    }

    static String text(JsonObject parent, String key) {
        JsonElement value = parent.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    private static long number(JsonObject parent, String key) {
        JsonElement value = parent.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsLong() : 0;
    }
}
