package org.catfollow.bench.figures;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.catfollow.runtime.report.JsonReport;

/** All cases of a run as JSON, each turn by itself too. */
public final class JsonResult {
    private JsonResult() {}

    /** Returns the run: where it was, and its cases. */
    public static JsonObject of(JsonObject environment, List<Case> cases) {
        JsonObject run = new JsonObject();
        run.add("environment", environment);
        JsonArray array = new JsonArray();
        cases.forEach(figures -> array.add(toJson(figures)));
        run.add("cases", array);
        return run;
    }

    private static JsonObject toJson(Case figures) {
        JsonObject object = new JsonObject();
        object.addProperty("readers", figures.receivers());
        object.addProperty("framesPerSecond", figures.framesPerSecond());
        object.addProperty("floor", figures.floor());
        JsonArray rows = new JsonArray();
        figures.rows().forEach(row -> rows.add(toJson(figures, row)));
        object.add("rows", rows);
        return object;
    }

    private static JsonObject toJson(Case figures, Row row) {
        JsonObject object = new JsonObject();
        object.addProperty("name", row.name());
        figures(object, new Row(row.name(), row.receivers(), row.turns()));
        figures.ratio(row, 50)
                .ifPresent(times -> object.addProperty("p50Ratio", JsonReport.rounded(times)));
        figures.ratio(row, 99)
                .ifPresent(times -> object.addProperty("p99Ratio", JsonReport.rounded(times)));
        JsonArray turns = new JsonArray();
        for (Turn turn : row.turns()) {
            JsonObject one = new JsonObject();
            figures(one, new Row(row.name(), row.receivers(), List.of(turn)));
            turns.add(one);
        }
        object.add("turns", turns);
        return object;
    }

    private static void figures(JsonObject object, Row row) {
        number(object, "p50Micros", row.latencyMicros(50));
        number(object, "p90Micros", row.latencyMicros(90));
        number(object, "p99Micros", row.latencyMicros(99));
        number(object, "p999Micros", row.latencyMicros(99.9));
        number(object, "maxMicros", row.latencyMicros(100));
        number(object, "writeMicros", row.median(Turn::writingMicros));
        number(object, "publishMicros", row.median(Turn::publishingMicros));
        number(object, "writerMicrosPerFrame", row.median(Turn::senderMicrosPerFrame));
        number(object, "writerPercent", row.median(Turn::senderPercent));
        number(object, "readerPercent", row.median(Turn::receiverPercent));
        number(object, "sentPerSecond", row.median(Turn::sentPerSecond));
        number(object, "seenPerSecond", row.median(turn -> turn.seenPerSecond(row.receivers())));
        object.addProperty("lost", row.lost());
        object.addProperty("wrong", row.wrong());
    }

    private static void number(JsonObject object, String key, double value) {
        // JSON has no NaN: what was not measured is not there.
        if (!Double.isNaN(value)) {
            object.addProperty(key, JsonReport.rounded(value));
        }
    }
}
