package org.catfollow.cli.algo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.catfollow.cli.launching.Interruption;
import org.catfollow.runtime.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cat-follow algo validate}: tries an algorithm on what it will meet. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Checks an algorithm's manifest, starts it, and tries it on a made-up picture, on a size of"
                    + " zero, and on a picture that is missing, in both modes.",
            "Each is a line; code 1 when one failed."
        })
public final class ValidateCommand implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "DIR|ZIP",
            description = "The algorithm: its folder, or its package.")
    private Path algorithm;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        StoppableTrial trial = new StoppableTrial(out);
        // Closed last: until then a signal waits for what is removed below.
        try (Interruption heeded = trial.heed();
                AlgorithmFolder folder = AlgorithmFolder.open(algorithm, heeded::asked)) {
            boolean well = trial.of(folder.folder()) != null;
            return (well ? ExitCode.DONE : ExitCode.FAILED).code();
        }
    }
}
