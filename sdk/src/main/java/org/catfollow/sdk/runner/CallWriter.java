package org.catfollow.sdk.runner;

import com.google.gson.JsonObject;
import java.util.Locale;
import org.catfollow.sdk.algorithm.ExecuteRequest;
import org.catfollow.sdk.algorithm.JsonLine;
import org.catfollow.sdk.images.ImageMeta;

/** The lines by which an algorithm is asked. */
final class CallWriter {
    private CallWriter() {}

    static String preExecute(long id, JsonObject userParams) {
        JsonObject call = call("pre_execute", id);
        call.add("user_params", userParams);
        return JsonLine.of(call);
    }

    static String execute(long id, ExecuteRequest request) {
        JsonObject call = call("execute", id);
        call.addProperty("step_index", request.stepIndex());
        call.addProperty("pid", request.pid());
        call.add("session", request.session());
        call.add("user_params", request.userParams());
        call.addProperty("shared_mem_id", request.sharedMemId());
        call.add("image_meta", meta(request.imageMeta()));
        return JsonLine.of(call);
    }

    private static JsonObject call(String name, long id) {
        JsonObject call = new JsonObject();
        call.addProperty("call", name);
        call.addProperty("id", id);
        return call;
    }

    private static JsonObject meta(ImageMeta meta) {
        JsonObject json = new JsonObject();
        json.addProperty("width", meta.width());
        json.addProperty("height", meta.height());
        json.addProperty("timestamp_ms", meta.timestampMillis());
        json.addProperty("camera_id", meta.cameraId());
        if (meta.colorSpace() != null) {
            json.addProperty("color_space", meta.colorSpace().name().toUpperCase(Locale.ROOT));
        }
        return json;
    }
}
