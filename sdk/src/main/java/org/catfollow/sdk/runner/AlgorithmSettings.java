package org.catfollow.sdk.runner;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How an algorithm's process is started and how long it may take.
 *
 * @param command program and its words; a program with a slash in its name is looked for from the folder
 * @param folder where it runs
 * @param environment put on top of our own; an empty value takes the variable away
 * @param userParams told with each call
 * @param startTimeout for starting and {@code pre_execute} together
 * @param stepTimeout for each {@code execute}
 * @param restarts what happens when it is lost
 * @param log takes each line that it writes to standard error, and what we have to say about it; called by
 *     several threads
 */
public record AlgorithmSettings(
        List<String> command,
        Path folder,
        Map<String, String> environment,
        JsonObject userParams,
        Duration startTimeout,
        Duration stepTimeout,
        RestartRule restarts,
        Consumer<String> log) {
    /** Keeps copies of what could change. */
    public AlgorithmSettings {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
