package org.catfollow.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.catfollow.cli.drive.DriveConfig;
import org.catfollow.cli.drive.DriveRun;
import org.catfollow.cli.drive.DriveWorld;
import org.catfollow.cli.drive.SeedRange;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.runtime.ExitCode;
import org.catfollow.shm.region.RegionFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow drive}: how well the robot follows a simulated cat, in figures. */
@Command(
        name = "drive",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a robot of its own in the simulator, once for each seed, with the cat out of its"
                    + " sight, and judges by the simulator's truth how it searches, finds, centres and"
                    + " keeps its distance, how smoothly it drives, what its body comes near to, and"
                    + " whether it follows something that is no cat.",
            "Prints a table; code 1 when a drive did not succeed: held its distance for 3 s, drove no"
                    + " nearer to the cat's body than --min-distance, touched nothing, no decoy"
                    + " followed; with --no-cat, nothing followed and nothing touched.",
            "Flags for the stages follow --. Without a --model there, the detector has the one that it"
                    + " has without the flag. To judge the driving apart from the seeing:"
                    + " -- --model truth:latency-ms=200,misses=0.1,noise=0.03"
        })
final class DriveCommand implements Callable<Integer> {
    private static final String NAME = "drive";
    private static final double LONGEST_SECONDS = 3600;
    private static final double FARTHEST_METRES = 5;

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "N|A-B",
            description =
                    "How many drives, or their seeds from A to B (default: ${DEFAULT-VALUE}).")
    private String seeds = "1";

    @Option(
            names = "--first-seed",
            paramLabel = "S",
            description = "Seed of the first of N drives; the others follow (default: 1).")
    private Long firstSeed;

    @Option(
            names = "--seconds",
            paramLabel = "T",
            description = "How long one drive is (default: ${DEFAULT-VALUE}).")
    private double seconds = 60;

    @Option(
            names = "--world",
            paramLabel = "FILE",
            description = "World to drive in (default: the simulator's own).")
    private Path world;

    @Option(
            names = "--no-cat",
            description = "Takes the cats out of the world: nothing is to be followed then.")
    private boolean noCat;

    @Option(
            names = "--min-distance",
            paramLabel = "METRES",
            description =
                    "Nearer to the cat's body the car's may not drive (default: ${DEFAULT-VALUE}).")
    private double minDistance = 0.4;

    @Option(
            names = "--trace",
            paramLabel = "FOLDER",
            description = "Write each drive there, frame by frame: drive-SEED.csv.")
    private Path traces;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
    private Path json;

    @Parameters(paramLabel = "FLAG", description = "For the stages, as `launch.sh up` takes them.")
    private List<String> flags = List.of();

    @Override
    public Integer call() {
        SeedRange range = range();
        require(
                seconds >= 1 && seconds <= LONGEST_SECONDS,
                "--seconds must be 1 to 3600, not " + seconds);
        require(
                minDistance >= 0 && minDistance <= FARTHEST_METRES,
                "--min-distance must be 0 to 5 m, not " + minDistance);
        DriveConfig config =
                new DriveConfig(
                        parent.instanceName().orElse(NAME),
                        range.count(),
                        range.first(),
                        Duration.ofMillis(Math.round(seconds * 1000)),
                        minDistance,
                        Optional.ofNullable(traces),
                        world(),
                        flags);
        require(
                (world == null && !noCat) || !config.given("--source"),
                "--world and --no-cat make the world; leave --source after -- out");
        PrintWriter out = spec.commandLine().getOut();
        Path folder = parent.files().region().getParent();
        boolean all =
                new DriveRun(
                                config,
                                Launcher.home(NAME),
                                folder == null ? RegionFiles.DEFAULT_FOLDER : folder)
                        .run(out, json);
        out.flush();
        return all ? ExitCode.DONE.code() : ExitCode.FAILED.code();
    }

    private SeedRange range() {
        try {
            return SeedRange.parse(seeds, firstSeed);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private DriveWorld world() {
        if (world == null) {
            return noCat ? DriveWorld.usualWithoutCats() : DriveWorld.usual();
        }
        return noCat ? DriveWorld.withoutCats(world) : DriveWorld.of(world);
    }

    private void require(boolean met, String message) {
        if (!met) {
            throw new CommandLine.ParameterException(spec.commandLine(), message);
        }
    }
}
