package org.catfollow.cli.algo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
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
            "Tries an algorithm as `algo validate` does, and packs its folder into a zip file with the"
                    + " SHA-256 sum of each file; the same files make the same package.",
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
        Path absolute = folder.toAbsolutePath().normalize();
        Manifest manifest = Trial.of(absolute, printer::println);
        printer.flush();
        if (manifest == null) {
            throw new StageFailure(
                    ExitCode.FAILED, "no package was made of " + folder + "; correct what failed");
        }
        requireOwnProgram(manifest);
        Path file =
                out != null ? out : Path.of(manifest.name() + "-" + manifest.version() + ".zip");
        try {
            int files = PackageWriter.write(absolute, file);
            printer.println("packed " + files + " files into " + file);
            printer.flush();
            return ExitCode.DONE.code();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot make " + file + ": " + e.getMessage(), e);
        }
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
