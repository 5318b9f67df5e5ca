package org.catfollow.sdk.algorithm;

import com.google.gson.JsonObject;
import org.catfollow.sdk.images.SharedImages;

/**
 * In place of an algorithm that cannot be loaded: says why to whoever asks.
 *
 * @param reason one line
 */
record NotLoaded(String reason) implements Algorithm {
    private static final String CODE = "NOT_LOADED";

    @Override
    public AlgorithmResult preExecute(JsonObject userParams) {
        return AlgorithmResult.error(CODE, reason);
    }

    @Override
    public AlgorithmResult execute(ExecuteRequest request, SharedImages images) {
        return AlgorithmResult.error(CODE, reason);
    }
}
