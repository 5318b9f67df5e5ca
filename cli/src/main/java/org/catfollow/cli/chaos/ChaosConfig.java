package org.catfollow.cli.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a run is to be.
 *
 * @param name of the instance, which must not be running
 * @param duration how long the robot is disturbed
 * @param seed of everything random
 * @param ratePerSecond how many disturbances a second on average
 * @param disturbances which ones
 * @param oneAtATime whether each waits until every stage is back from the one before
 * @param flags for the stages, as {@code launch.sh up} takes them
 */
public record ChaosConfig(
        String name,
        Duration duration,
        long seed,
        double ratePerSecond,
        Set<Disturbance> disturbances,
        boolean oneAtATime,
        List<String> flags) {}
