package org.catfollow.cli.drive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a series of drives is to be.
 *
 * @param name of the instance, which must not be running
 * @param seeds how many drives, with the seeds {@code firstSeed}, {@code firstSeed + 1}, ...
 * @param firstSeed of the first drive
 * @param duration of one drive
 * @param minDistanceMetres nearer to a cat's body the car's may not drive
 * @param traces folder that takes each drive frame by frame; empty for none
 * @param world to drive in, unless {@code flags} name a source
 * @param flags for the stages, as {@code launch.sh up} takes them
 */
public record DriveConfig(
        String name,
        int seeds,
        long firstSeed,
        Duration duration,
        double minDistanceMetres,
        Optional<Path> traces,
        DriveWorld world,
        List<String> flags) {
    /** Returns whether the stages are given a flag, in either form. */
    public boolean given(String flag) {
        return flags.stream().anyMatch(word -> word.equals(flag) || word.startsWith(flag + "="));
    }
}
