package org.catfollow.tracker.sequence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** A text file that is there whole or not at all. */
public final class WholeFile {
    private final Path file;
    private final String flag;

    /**
     * Looks whether it can be written later, after work that took long.
     *
     * @param flag that named it, for messages
     * @throws StageFailure (usage) where its folder is missing, or it is a folder itself
     */
    public WholeFile(Path file, String flag) {
        this.file = file;
        this.flag = flag;
        if (Files.isDirectory(file)) {
            throw new StageFailure(
                    ExitCode.USAGE, flag + " " + file + ": is a folder; name a file");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    flag + " " + file + ": no folder " + folder + "; make it first");
        }
    }

    /**
     * Writes it: into a temporary file beside it, which then takes its name.
     *
     * @throws StageFailure where that fails; the old file, if there was one, is as it was
     */
    public void write(List<String> lines) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A pipe or a device: nothing takes its place.
                Files.write(file, lines);
                return;
            }
            // What a link leads to is replaced, not the link.
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path temporary = target.resolveSibling(target.getFileName() + ".part");
            try {
                Files.write(temporary, lines);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    flag + " " + file + ": cannot be written: " + e.getMessage(),
                    e);
        }
    }
}
