package org.catfollow.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.catfollow.cli.settings.JournalFolder;
import org.catfollow.cli.settings.LaunchedFlags;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.Subcommands;
import org.catfollow.runtime.config.ConfigLocation;
import org.catfollow.runtime.config.Configuration;
import org.catfollow.runtime.config.SettingTable;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code cat-follow}: looks into a running robot and tells it what to do. */
@Command(
        name = "cat-follow",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = "Looks into a running robot and tells it what to do.",
        synopsisSubcommandLabel = "COMMAND")
@Subcommands({
    StatCommand.class,
    TopCommand.class,
    HzCommand.class,
    SendCommand.class,
    ManualCommand.class,
    CalibrateCommand.class,
    EventsCommand.class,
    ReadCommand.class,
    RecordCommand.class,
    ReplayCommand.class,
    ExportCommand.class,
    DetectCommand.class,
    TrackCommand.class,
    ModelCommand.class,
    BenchCommand.class,
    AlgoCommand.class,
    LayoutCommand.class,
    RegionCommand.class,
    DoctorCommand.class,
    ConfigCommand.class,
    CompletionCommand.class,
    StopWheelsCommand.class,
    ChaosCommand.class,
    DriveCommand.class,
    FaultsCommand.class
})
public final class CatFollowCommand implements Runnable {
    @CommandLine.Mixin private RegionOptions region;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    /** Starts the command. */
    public static void main(String[] args) {
        ProcessExit.runAndExit(new CatFollowCommand(), args);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "a command is missing, one of: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** Returns the name given, if one was. */
    Optional<String> instanceName() {
        return region.instanceName();
    }

    /** Returns whether the instance is known, and with it where its journals lie. */
    boolean isOfInstance() {
        return !region.isGivenByPath();
    }

    /** Returns the configuration file named, empty where none was. */
    String config() {
        return region.config();
    }

    /** Returns the configuration file that counts: the one named, else as every process finds it. */
    Optional<Path> configFile() {
        List<String> named =
                config().isEmpty() ? List.of() : List.of(ConfigLocation.FLAG, config());
        return ConfigLocation.find(named, System.getenv());
    }

    /** Returns where a launcher of this instance keeps its records. */
    Path stateFolder() {
        return JournalFiles.state(instanceName().orElse(""), System.getenv());
    }

    /** Returns the folder of the journals of this instance's stages; empty where they keep none. */
    Optional<Path> journals() {
        return JournalFolder.of(
                LaunchedFlags.in(stateFolder()),
                Configuration.of(SettingTable.ofProcess(spec), configFile(), System.getenv()),
                JournalFiles.folder(instanceName().orElse(""), System.getenv()));
    }

    /**
     * Returns the folder of the journals.
     *
     * @throws StageFailure where none are kept
     */
    Path keptJournals() {
        return journals()
                .orElseThrow(
                        () ->
                                new StageFailure(
                                        ExitCode.FAILED,
                                        "no journal is kept: --journal none, or robot.journal in the"
                                                + " configuration"));
    }

    RegionFiles files() {
        return region.files();
    }

    /** Attaches to a region that is there: a person does not want to wait for one that is not. */
    Region attach() {
        return Region.attach(files(), Duration.ZERO);
    }
}
