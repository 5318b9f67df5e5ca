package org.catfollow.cli.algo;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * What an algorithm says about itself in its {@code algorithm.json}.
 *
 * @param name letters, digits, '.', '-' and '_'
 * @param version any text without blanks
 * @param language in which it is written
 * @param className of an algorithm in Java, else empty
 * @param command of one in another language, else empty
 * @param timeout for a step
 * @param startTimeout for its start with {@code pre_execute}
 * @param userParams what it is told where the user says nothing
 */
record Manifest(
        String name,
        String version,
        Language language,
        String className,
        List<String> command,
        Duration timeout,
        Duration startTimeout,
        JsonObject userParams) {
    /** The file's name. */
    static final String FILE = "algorithm.json";
}
