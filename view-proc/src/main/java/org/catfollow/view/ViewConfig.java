package org.catfollow.view;

import java.nio.file.Path;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.region.RegionFiles;

/**
 * What the view is told.
 *
 * @param files the region's
 * @param host address to listen on
 * @param port to listen on; 0 for any that is free
 * @param allowedNames names of this machine that browsers may use beside its addresses
 * @param token given on the command line; empty for that of the file
 * @param tokenFile where the token lies
 * @param mostClients streams at a time
 * @param mostFramesPerSecond what a stream is given at most; 0 for every frame
 * @param quality of JPEGs where nobody asks for another
 * @param launcher what the launcher wants to be told
 */
record ViewConfig(
        RegionFiles files,
        String host,
        int port,
        List<String> allowedNames,
        String token,
        Path tokenFile,
        int mostClients,
        double mostFramesPerSecond,
        int quality,
        LauncherFiles launcher) {
    private static final int LAST_PORT = 65535;
    private static final int MOST_CLIENTS = 500;

    /**
     * Files of the launcher; each may be null.
     *
     * @param readyPipe told once, when the page can be opened
     * @param beat told once a second that the view goes round
     * @param address told the page's address with the token
     */
    record LauncherFiles(Path readyPipe, Path beat, Path address) {}

    ViewConfig {
        within("--port", port, 0, LAST_PORT);
        within("--max-clients", mostClients, 1, MOST_CLIENTS);
        within("--max-fps", mostFramesPerSecond, 0, 1000);
        within("--jpeg-quality", quality, 1, 100);
        allowedNames = List.copyOf(allowedNames);
        if (!token.isEmpty()) {
            TokenFile.checked(token, "--token");
        }
    }

    private static void within(String flag, double value, double low, double high) {
        // Written so that NaN is refused.
        if (!(value >= low && value <= high)) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    flag + " must be " + (long) low + " to " + (long) high + ", not " + value);
        }
    }
}
