package org.catfollow.detector;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Locale;
import org.catfollow.detector.LookTimes.Part;
import org.catfollow.detector.accuracy.Accuracy;

/** What a run measured, as one JSON object; what was not measured is not there. */
final class BenchJson {
    private BenchJson() {}

    /** Returns one line. */
    static String of(BenchRun run) {
        BenchConfig config = run.config();
        JsonArray models = new JsonArray();
        run.models().forEach(model -> models.add(model(model, config.annotated())));
        // Beside the figures without XNNPACK, which follow those with it.
        for (int i = 0; i < run.agreements().size(); i++) {
            models.get(2 * i + 1)
                    .getAsJsonObject()
                    .add("agreement", agreement(run.agreements().get(i)));
        }
        JsonObject object = new JsonObject();
        object.addProperty("class", config.className());
        object.addProperty("pictures", config.pictures().size());
        if (config.annotated()) {
            object.addProperty(
                    "boxes", config.pictures().stream().mapToLong(each -> each.things()).sum());
        }
        object.addProperty("minScore", config.minScore());
        object.add("models", models);
        return object.toString();
    }

    private static JsonObject model(BenchedModel model, boolean annotated) {
        JsonObject object = new JsonObject();
        object.addProperty("model", model.file().toString());
        object.addProperty("type", model.type().toString());
        object.addProperty("xnnpack", model.xnnpack() && model.warning().isEmpty());
        if (annotated) {
            accuracy(object, model.accuracy());
        }
        JsonArray times = new JsonArray();
        model.times().forEach(each -> times.add(times(each)));
        object.add("times", times);
        return object;
    }

    private static void accuracy(JsonObject object, Accuracy accuracy) {
        object.addProperty("lowestScore", BenchedModel.LOWEST_SCORE);
        share(object, "ap", accuracy.ap());
        share(object, "ap50", accuracy.ap50());
        share(object, "ap75", accuracy.ap75());
        share(object, "recall", accuracy.recall());
        object.addProperty("falseAlarms", accuracy.falseAlarms());
        object.addProperty("picturesWithout", accuracy.picturesWithout());
    }

    private static void share(JsonObject object, String name, double share) {
        object.add(name, Double.isNaN(share) ? JsonNull.INSTANCE : new JsonPrimitive(share));
    }

    private static JsonObject times(LookTimes times) {
        JsonObject object = new JsonObject();
        object.addProperty("threads", times.threads());
        object.addProperty("looks", times.count());
        for (Part part : Part.values()) {
            JsonObject millis = new JsonObject();
            millis.addProperty("p50", times.millis(part, 50));
            millis.addProperty("p99", times.millis(part, 99));
            object.add(part.name().toLowerCase(Locale.ROOT) + "Millis", millis);
        }
        object.addProperty("aroundShare", times.aroundShare());
        return object;
    }

    private static JsonObject agreement(BoxAgreement agreement) {
        JsonObject object = new JsonObject();
        object.addProperty("agrees", agreement.agrees());
        object.addProperty("boxes", agreement.boxes());
        object.addProperty("missing", agreement.missing());
        object.addProperty("leastOverlap", agreement.leastOverlap());
        object.addProperty("largestScoreDifference", agreement.largestScoreDifference());
        return object;
    }
}
