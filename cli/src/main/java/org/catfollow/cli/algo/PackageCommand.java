package org.catfollow.cli.algo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.catfollow.cli.launching.Interruption;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow algo package}: one file of an algorithm that works. */
@Command(
        name = "package",
        mixinStandardHelpOptions = true,
        description = {
            "Packs an algorithm's folder into a zip file with the SHA-256 sum of each file, and tries what"
                    + " is unpacked from it as `algo validate` does; the same files make the same"
                    + " package.",
            "Left out are hidden files and __pycache__."
        })
public final class PackageCommand implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The algorithm's folder.")
    private Path folder;

    @Option(
            names = "--out",
            paramLabel = "FILE.zip",
            description = "The package (default: NAME-VERSION.zip); one that is there is replaced.")
    private Path out;

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw new StageFailure(
                    ExitCode.USAGE, "no folder " + folder + "; name the one with the algorithm");
        }
        PrintWriter printer = spec.commandLine().getOut();
        StoppableTrial trial = new StoppableTrial(printer);
        // Closed last: until then a signal waits for what is removed below.
        try (Interruption heeded = trial.heed()) {
            Path absolute = folder.toAbsolutePath().normalize();
            Manifest manifest = ManifestReader.read(absolute).manifest();
            if (manifest == null) {
                // It says what is wrong with it.
                Manifest ignored = trial.of(absolute);
                throw failed("correct what failed");
            }
            requireOwnProgram(manifest);
            Path file = file(manifest);
            int files =
                    PackageWriter.write(absolute, file, part -> tryOut(part, trial, heeded::asked));
            printer.println("packed " + files + " files into " + file);
            printer.flush();
            return ExitCode.DONE.code();
        } catch (IOException e) {
            throw new StageFailure(ExitCode.FAILED, "cannot make the package: " + Why.of(e), e);
        }
    }

    private Path file(Manifest manifest) {
        Path file =
                out != null ? out : Path.of(manifest.name() + "-" + manifest.version() + ".zip");
        if (Files.isDirectory(file)) {
            throw new StageFailure(
                    ExitCode.USAGE, "--out " + file + " is a folder; name a file in it");
        }
        return file;
    }

    /** As it will be elsewhere: without hidden files, and executable only what is known to be a program. */
    private void tryOut(Path part, StoppableTrial trial, BooleanSupplier asked) {
        try (AlgorithmFolder unpacked = AlgorithmFolder.open(part, asked)) {
            if (trial.of(unpacked.folder()) == null) {
                if (asked.getAsBoolean()) {
                    throw failed("it was asked to stop");
                }
                throw failed(
                        "correct what failed when it was tried from its package, without hidden"
                                + " files; `cat-follow algo validate "
                                + folder
                                + "` tries the folder itself");
            }
        }
    }

    private StageFailure failed(String advice) {
        return new StageFailure(
                ExitCode.FAILED, "no package was made of " + folder + "; " + advice);
    }

    /** A package runs in another place, on another machine. */
    private static void requireOwnProgram(Manifest manifest) {
        for (String word : manifest.command()) {
            if (word.startsWith("/") || Arrays.asList(word.split("/")).contains("..")) {
                throw new StageFailure(
                        ExitCode.FAILED,
                        Manifest.FILE
                                + ": command has '"
                                + word
                                + "', a path out of the folder, which is on this machine alone; name"
                                + " programs without a path, and files from the folder");
            }
        }
    }
}
