package org.catfollow.capture.source;

import java.nio.file.Path;
import java.util.Optional;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * What the flags say about a source that answers to the robot.
 *
 * @param seed of the simulator: the same seed, the same cat
 * @param sprite a cut-out photograph in place of the drawn cat
 * @param sceneWidthMetres how wide a photograph stands in the world
 * @param sceneDistanceMetres how far from the robot's start
 */
public record WorldSettings(
        long seed, Optional<Path> sprite, double sceneWidthMetres, double sceneDistanceMetres) {
    /** Nothing asked for. */
    public static final WorldSettings DEFAULT = new WorldSettings(1, Optional.empty(), 2.4, 2.5);

    private static final double SMALLEST_METRES = 0.1;
    private static final double LARGEST_METRES = 20;

    /**
     * Checks the values.
     *
     * @throws StageFailure with {@link ExitCode#USAGE}
     */
    public WorldSettings {
        check("--scene-width", sceneWidthMetres);
        check("--scene-distance", sceneDistanceMetres);
    }

    /**
     * Refuses what a source of this kind cannot do: a flag that is silently left out misleads.
     *
     * @throws StageFailure with {@link ExitCode#USAGE}
     */
    public void requireSuits(SourceAddress address) {
        boolean simulator = seed != DEFAULT.seed || sprite.isPresent();
        boolean scene =
                sceneWidthMetres != DEFAULT.sceneWidthMetres
                        || sceneDistanceMetres != DEFAULT.sceneDistanceMetres;
        if (simulator && address.scheme() != SourceScheme.SIM) {
            throw unsuited("--sim-seed and --sim-sprite have", address, "sim:");
        }
        if (scene && address.scheme() != SourceScheme.SCENE) {
            throw unsuited("--scene-width and --scene-distance have", address, "scene:");
        }
    }

    private static StageFailure unsuited(String flags, SourceAddress address, String suited) {
        return new StageFailure(
                ExitCode.USAGE,
                flags + " no meaning for --source " + address + "; they are for " + suited);
    }

    private static void check(String flag, double metres) {
        // Written so that NaN is refused.
        if (!(metres >= SMALLEST_METRES && metres <= LARGEST_METRES)) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    flag
                            + " "
                            + metres
                            + " outside "
                            + SMALLEST_METRES
                            + ".."
                            + LARGEST_METRES
                            + " metres");
        }
    }
}
