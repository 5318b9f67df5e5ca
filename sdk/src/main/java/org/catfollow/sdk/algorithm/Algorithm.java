package org.catfollow.sdk.algorithm;

import com.google.gson.JsonObject;
import org.catfollow.sdk.images.SharedImages;

/**
 * What looks at pictures and says something about them; found by {@link java.util.ServiceLoader}, with a
 * public constructor without parameters.
 *
 * <p>It is called by one thread, one call after the other, in a process of its own. What it prints goes to
 * standard error. A call that takes longer than its time-out, or that ends the process, costs its step
 * only: the process is started again.
 */
public interface Algorithm {
    /**
     * Makes ready; called once in each process, before the first picture.
     *
     * @param userParams what the user has set, and the manifest's values for the rest
     * @return OK, or an error with which no picture is asked about
     */
    default AlgorithmResult preExecute(JsonObject userParams) {
        return AlgorithmResult.ok();
    }

    /**
     * Looks at one picture.
     *
     * @param request which picture, and what else is known
     * @param images hands out the picture of {@link ExecuteRequest#sharedMemId}
     * @return what it found; an exception is an error with the code {@code EXCEPTION}
     */
    AlgorithmResult execute(ExecuteRequest request, SharedImages images);
}
