package org.catfollow.sdk.algorithm;

import com.google.gson.JsonObject;

/**
 * The answer to a call.
 *
 * @param isOk whether it was done; else there are a code and a message
 * @param data what was found; empty with an error
 * @param code names the kind of error in capitals; empty where all is well
 * @param message one line for people; empty where all is well
 */
public record AlgorithmResult(boolean isOk, JsonObject data, String code, String message) {
    /** Returns an answer that has found nothing worth saying. */
    public static AlgorithmResult ok() {
        return ok(new JsonObject());
    }

    /** Returns an answer with what was found. */
    public static AlgorithmResult ok(JsonObject data) {
        return new AlgorithmResult(true, data, "", "");
    }

    /**
     * Returns an error.
     *
     * @param code a word in capitals, by which programs tell it from others
     * @param message what could not be done and why, one line
     */
    public static AlgorithmResult error(String code, String message) {
        return new AlgorithmResult(false, new JsonObject(), code, message);
    }
}
