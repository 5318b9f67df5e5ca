package org.catfollow.cli.pipeline;

import java.time.Duration;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param name of the instance, which must not be running
 * @param runs how many times from {@code up} to {@code down}
 * @param warmUp from the first box until the measurement begins
 * @param duration of the measurement
 * @param restarts how many times each stage is killed in a run; 0 for none
 * @param flatOut whether to measure the rate without waiting between frames, too
 * @param flags for the stages, as {@code launch.sh up} takes them
 */
public record PipelineConfig(
        String name,
        int runs,
        Duration warmUp,
        Duration duration,
        int restarts,
        boolean flatOut,
        List<String> flags) {}
