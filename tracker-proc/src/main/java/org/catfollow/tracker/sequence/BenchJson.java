package org.catfollow.tracker.sequence;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** What a run measured, as one JSON object; what could not be measured is left out. */
final class BenchJson {
    private BenchJson() {}

    static String of(Bench bench) {
        JsonArray sequences = new JsonArray();
        for (Sequence sequence : bench.sequences()) {
            JsonObject each = new JsonObject();
            each.addProperty("sequence", sequence.name());
            each.addProperty("pictures", sequence.length());
            each.addProperty(
                    "referenceBoxes", sequence.reference().stream().filter(Box::present).count());
            sequences.add(each);
        }
        JsonArray runs = new JsonArray();
        for (RunKind kind : bench.kinds()) {
            JsonObject each = new JsonObject();
            each.addProperty("runs", kind.toString());
            each.add("rows", rows(bench.rows(kind)));
            each.add("means", rows(bench.means(kind)));
            runs.add(each);
        }
        JsonObject object = new JsonObject();
        object.add("sequences", sequences);
        object.add("results", runs);
        return object.toString();
    }

    private static JsonArray rows(List<ScoreRow> rows) {
        JsonArray array = new JsonArray();
        for (ScoreRow row : rows) {
            JsonObject object = new JsonObject();
            object.addProperty("sequence", row.sequence());
            object.addProperty("tracker", row.tracker());
            object.addProperty("frames", row.frames());
            number(object, "successAuc", row.successAuc());
            number(object, "precision20", row.precision());
            number(object, "meanIou", row.meanIou());
            object.addProperty("losses", row.losses());
            object.addProperty("failures", row.failures());
            number(object, "framesPerSecond", row.times().perSecond());
            number(object, "meanCpuMillis", row.times().meanCpuMillis());
            number(object, "p50Millis", row.times().millis(50));
            number(object, "p99Millis", row.times().millis(99));
            number(object, "maxMillis", row.times().millis(100));
            array.add(object);
        }
        return array;
    }

    private static void number(JsonObject object, String key, double number) {
        if (!Double.isNaN(number)) {
            object.addProperty(key, number);
        }
    }
}
