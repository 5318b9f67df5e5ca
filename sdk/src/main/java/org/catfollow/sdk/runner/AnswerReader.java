package org.catfollow.sdk.runner;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.catfollow.sdk.algorithm.AlgorithmResult;
import org.catfollow.sdk.algorithm.JsonLine;

/** What an algorithm's lines answer. They are input: anything may be in them. */
final class AnswerReader {
    private static final String BAD = "BAD_ANSWER";

    private AnswerReader() {}

    /** Returns the answer to the call of that id; empty where the line is none. */
    static Optional<AlgorithmResult> answer(String line, long id) {
        return JsonLine.parse(line).filter(object -> hasId(object, id)).map(AnswerReader::result);
    }

    private static boolean hasId(JsonObject answer, long id) {
        JsonElement given = answer.get("id");
        // As text: a number of a million digits is not computed.
        return given != null
                && given.isJsonPrimitive()
                && given.getAsJsonPrimitive().isNumber()
                && given.getAsString().equals(Long.toString(id));
    }

    private static AlgorithmResult result(JsonObject answer) {
        String status = text(answer, "status");
        if (status.equals("ERROR")) {
            String code = text(answer, "code");
            if (Loss.isName(code) || Runner.OWN_CODES.contains(code)) {
                return AlgorithmResult.error(
                        BAD, "code " + code + " is the runner's own; give the error another");
            }
            return AlgorithmResult.error(code.isEmpty() ? "ERROR" : code, text(answer, "message"));
        }
        if (!status.equals("OK")) {
            return AlgorithmResult.error(
                    BAD, "status is '" + status + "', not OK or ERROR; correct the algorithm");
        }
        JsonElement data = answer.get("data");
        if (data == null || data.isJsonNull()) {
            return AlgorithmResult.ok();
        }
        return data.isJsonObject()
                ? AlgorithmResult.ok(data.getAsJsonObject())
                : AlgorithmResult.error(BAD, "data is no JSON object; correct the algorithm");
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
