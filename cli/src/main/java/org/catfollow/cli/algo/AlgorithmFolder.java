package org.catfollow.cli.algo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** The folder of an algorithm: its own, or a temporary one into which its package was unpacked. */
final class AlgorithmFolder implements AutoCloseable {
    private final Path folder;
    private final boolean temporary;

    private AlgorithmFolder(Path folder, boolean temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /**
     * Opens a folder, or unpacks a package after its sums were compared.
     *
     * @param asked whether to stop unpacking
     * @throws StageFailure with {@link ExitCode#USAGE} where there is neither, with {@link ExitCode#FAILED}
     *     for a package that is damaged or dangerous
     */
    static AlgorithmFolder open(Path path, BooleanSupplier asked) {
        if (Files.isDirectory(path)) {
            return new AlgorithmFolder(path.toAbsolutePath().normalize(), false);
        }
        if (!Files.isRegularFile(path)) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "no algorithm in "
                            + path
                            + ": no such folder or package; `cat-follow algo init` makes an example");
        }
        try {
            AlgorithmFolder unpacked =
                    new AlgorithmFolder(Files.createTempDirectory("cat-follow-algorithm-"), true);
            boolean done = false;
            try {
                PackageReader.unpack(path, unpacked.folder, asked);
                done = true;
                return unpacked;
            } finally {
                if (!done) {
                    unpacked.close();
                }
            }
        } catch (IOException e) {
            throw new StageFailure(ExitCode.FAILED, "cannot unpack " + path + ": " + Why.of(e), e);
        }
    }

    /** Returns where its files are. */
    Path folder() {
        return folder;
    }

    /**
     * Returns its manifest.
     *
     * @throws StageFailure with {@link ExitCode#USAGE} and the first mistake
     */
    Manifest manifest() {
        ManifestReader.Reading reading = ManifestReader.read(folder);
        List<String> mistakes = reading.mistakes();
        if (mistakes.isEmpty()) {
            return reading.manifest();
        }
        throw new StageFailure(
                ExitCode.USAGE,
                mistakes.get(0)
                        + (mistakes.size() == 1
                                ? ""
                                : " (and "
                                        + (mistakes.size() - 1)
                                        + " more: see `cat-follow algo validate`)"));
    }

    @Override
    public void close() {
        if (temporary) {
            remove(folder);
        }
    }

    /** Removes a folder with all that is in it; links in it are removed and not followed. */
    static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            // A file that its process is just writing: it stays in the folder for temporary files.
        }
    }
}
