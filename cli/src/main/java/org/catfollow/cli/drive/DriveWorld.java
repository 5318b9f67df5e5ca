package org.catfollow.cli.drive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.simulator.world.ActorPlan;
import org.catfollow.simulator.world.World;
import org.catfollow.simulator.world.WorldFile;
import org.catfollow.simulator.world.WorldMistake;

/** The world that a series drives in: the simulator's own or one of the user's, with its cats or without. */
public final class DriveWorld {
    private static final String WITHOUT_CATS = "world-without-cats.yaml";

    /** Null for the simulator's own. */
    private final Path file;

    /** The text without cats; null for a world with them. */
    private final String catless;

    private DriveWorld(Path file, String catless) {
        this.file = file;
        this.catless = catless;
    }

    /** Returns the simulator's own world. */
    public static DriveWorld usual() {
        return new DriveWorld(null, null);
    }

    /** Returns the simulator's own world without its cat. */
    public static DriveWorld usualWithoutCats() {
        return new DriveWorld(null, WorldFile.withoutCats("sim:", WorldFile.usualText()));
    }

    /**
     * Returns the world of a file.
     *
     * @throws StageFailure (usage) when it is missing or wrong, or has no cat to follow
     */
    public static DriveWorld of(Path file) {
        World world = orRefused(() -> WorldFile.read(file));
        if (world.actors().stream().noneMatch(actor -> actor.kind() == ActorPlan.Kind.CAT)) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "world "
                            + file
                            + ": has no cat to follow; add one under actors:, or pass --no-cat");
        }
        return new DriveWorld(file.toAbsolutePath(), null);
    }

    /**
     * Returns the world of a file without its cats.
     *
     * @throws StageFailure (usage) when it is missing or wrong
     */
    public static DriveWorld withoutCats(Path file) {
        return new DriveWorld(
                file,
                orRefused(() -> WorldFile.withoutCats(file.toString(), WorldFile.text(file))));
    }

    private static <T> T orRefused(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (WorldMistake e) {
            throw new StageFailure(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    /** Returns whether a cat is to be followed here; otherwise nothing is. */
    public boolean hasCat() {
        return catless == null;
    }

    /** Returns what {@code --source} is given; {@code folder} takes what must be written for it. */
    String source(Path folder) {
        if (catless == null) {
            return file == null ? "sim:" : "sim:" + file;
        }
        try {
            return "sim:" + Files.writeString(folder.resolve(WITHOUT_CATS), catless);
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot write " + folder.resolve(WITHOUT_CATS) + ": " + e.getMessage(),
                    e);
        }
    }
}
