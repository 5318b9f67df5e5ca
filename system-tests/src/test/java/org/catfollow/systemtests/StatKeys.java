package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.catfollow.systemtests.Launched.Outcome;

/** What {@code stat --json} promises to scripts: keys are added, never renamed. */
final class StatKeys {
    private static final List<String> REGION =
            List.of("path", "layoutVersion", "slots", "width", "height");
    private static final List<String> STAGE =
            List.of(
                    "pid",
                    "alive",
                    "epoch",
                    "restarts",
                    "heartbeatAgeMillis",
                    "frames",
                    "framesPerSecond",
                    "dropped",
                    "torn",
                    "lapped",
                    "lastError");
    private static final List<String> TRACK =
            List.of("frameId", "ageMillis", "valid", "x", "y", "width", "height", "score", "state");
    private static final List<String> DETECTIONS = List.of("frameId", "ageMillis", "boxes");
    private static final List<String> BOX = List.of("label", "score", "x", "y", "width", "height");
    private static final List<String> CONTROL =
            List.of("state", "reason", "speed", "steeringDegrees", "panDegrees", "tiltDegrees");
    private static final List<String> POSE = List.of("xMetres", "yMetres", "headingDegrees");

    private StatKeys() {}

    /** Asks an instance; fails where its answer is no JSON object. */
    static JsonObject ask(Instance instance) {
        Outcome stat = instance.catFollow("stat", "--json");
        assertThat(stat.code()).as(stat.err()).isZero();
        return JsonParser.parseString(stat.out()).getAsJsonObject();
    }

    /** Fails where a key is missing; those of the detections only where there is a model. */
    static void assertComplete(JsonObject stat, boolean withModel) {
        assertThat(stat.getAsJsonObject("region").keySet()).containsAll(REGION);
        JsonObject stages = stat.getAsJsonObject("stages");
        assertThat(stages.keySet()).containsExactlyInAnyOrderElementsOf(Distribution.STAGES);
        for (String stage : Distribution.STAGES) {
            assertThat(stages.getAsJsonObject(stage).keySet()).as(stage).containsAll(STAGE);
        }
        assertThat(stat.getAsJsonObject("track").keySet()).containsAll(TRACK);
        assertThat(stat.getAsJsonObject("control").keySet()).containsAll(CONTROL);
        assertThat(stat.getAsJsonObject("pose").keySet()).containsAll(POSE);
        JsonObject detections = stat.getAsJsonObject("detections");
        if (withModel) {
            assertThat(detections.keySet()).containsAll(DETECTIONS);
            for (JsonElement box : detections.getAsJsonArray("boxes")) {
                assertThat(box.getAsJsonObject().keySet()).containsAll(BOX);
            }
        } else {
            assertThat(detections.keySet()).isEmpty();
        }
    }
}
