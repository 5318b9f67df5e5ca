package org.catfollow.cli.drive;

import java.time.Duration;
import java.util.List;

/**
 * What a series of drives is to be.
 *
 * @param name of the instance, which must not be running
 * @param seeds how many drives, with the seeds {@code firstSeed}, {@code firstSeed + 1}, ...
 * @param firstSeed of the first drive
 * @param duration of one drive
 * @param flags for the stages, as {@code launch.sh up} takes them
 */
public record DriveConfig(
        String name, int seeds, long firstSeed, Duration duration, List<String> flags) {}
