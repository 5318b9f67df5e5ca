package org.catfollow.view;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RegionOptions;
import org.catfollow.runtime.Shutdown;
import org.catfollow.runtime.journal.JournalFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code view-proc}: the robot in a browser. */
@Command(
        name = "view-proc",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Shows the robot in a browser: picture, boxes, figures, STOP and commands.",
            "Reads the region of a robot that runs, or waits for one; nothing depends on it."
        })
public final class ViewCommand implements Callable<Integer> {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Mixin private RegionOptions region;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on. 0.0.0.0 shows the picture to everybody in the network;"
                            + " commands need the token"
                            + DEFAULT)
    private String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port to listen on, 0 for any that is free" + DEFAULT)
    private int port;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description =
                    "A name of this machine that browsers may use beside its addresses, such as"
                            + " robot.local; may be given several times.")
    private List<String> allowedNames = new ArrayList<>();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Where the token for commands lies; made where it is missing (default: view.token"
                            + " beside the instance's logs).")
    private Path tokenFile;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "",
            description = "The token itself; others can see it in the list of processes.")
    private String token;

    @Option(
            names = "--max-clients",
            paramLabel = "N",
            defaultValue = "32",
            description = "Streams at a time, 1 to 500" + DEFAULT)
    private int mostClients;

    @Option(
            names = "--max-fps",
            paramLabel = "N",
            defaultValue = "0",
            description = "Pictures a second that a stream is given at most, 0 for all" + DEFAULT)
    private double mostFramesPerSecond;

    @Option(
            names = "--jpeg-quality",
            paramLabel = "N",
            defaultValue = "75",
            description = "Quality of pictures where nobody asks for another, 1 to 100" + DEFAULT)
    private int quality;

    @Option(names = "--ready-pipe", hidden = true, description = "Told when the page is there.")
    private Path readyPipe;

    @Option(names = "--beat-file", hidden = true, description = "Told that the view goes round.")
    private Path beat;

    @Option(names = "--address-file", hidden = true, description = "Told the page's address.")
    private Path address;

    /** Starts the process. */
    public static void main(String[] args) {
        ProcessExit.runStageAndExit(new ViewCommand(), args);
    }

    @Override
    public Integer call() {
        ViewConfig config =
                new ViewConfig(
                        region.files(),
                        host,
                        port,
                        allowedNames,
                        token,
                        tokenFile != null ? tokenFile : besideTheLogs(),
                        mostClients,
                        mostFramesPerSecond,
                        quality,
                        new ViewConfig.LauncherFiles(readyPipe, beat, address));
        return new ViewLoop(config, Shutdown.install()::requested).run();
    }

    private Path besideTheLogs() {
        return JournalFiles.state(region.instanceName().orElse(""), System.getenv())
                .resolve("view.token");
    }
}
