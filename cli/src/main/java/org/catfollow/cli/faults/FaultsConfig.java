package org.catfollow.cli.faults;

import java.util.List;
import java.util.Set;

/**
 * What a run is to be.
 *
 * @param name of the instance, which must not be running
 * @param trials of each fault
 * @param seed of everything random: how long the robot drives before each fault
 * @param faults which ones
 * @param flags for the stages, as {@code launch.sh up} takes them
 */
public record FaultsConfig(
        String name, int trials, long seed, Set<Fault> faults, List<String> flags) {}
