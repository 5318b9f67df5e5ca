package org.catfollow.cli.algo;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.catfollow.cli.launching.Interruption;

/** A trial that ends with Ctrl-C, its lines printed as they come: the algorithm may hang in any step. */
final class StoppableTrial {
    private static final long GOODBYE_SECONDS = 15;

    private final PrintWriter out;
    private final Interruption interruption =
            new Interruption("algo", GOODBYE_SECONDS, this::cancel);
    private volatile Trial trial;

    StoppableTrial(PrintWriter out) {
        this.out = out;
    }

    /** Heeds signals from now on, until what is returned is closed. */
    Interruption heed() {
        interruption.heed();
        return interruption;
    }

    /** Returns the manifest of the algorithm in a folder, null where something failed. */
    Manifest of(Path folder) {
        Trial made =
                new Trial(
                        folder,
                        line -> {
                            out.println(line);
                            out.flush();
                        });
        trial = made;
        if (interruption.asked()) {
            made.cancel();
        }
        return made.run();
    }

    private void cancel() {
        Trial running = trial;
        if (running != null) {
            running.cancel();
        }
    }
}
