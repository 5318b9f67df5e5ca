package org.catfollow.capture.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Programs in place of the real ones: bash scripts in a folder that a test puts first. */
final class StandIn {
    private final Path folder;

    StandIn(Path folder) {
        this.folder = folder;
    }

    /** Writes a program that does what {@code lines} of bash say; $HERE is the folder. */
    StandIn program(String name, String... lines) {
        try {
            Path file = folder.resolve(name);
            Files.writeString(
                    file, "#!/bin/bash\nHERE='" + folder + "'\n" + String.join("\n", lines) + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file beside the programs, to be put out by them. */
    StandIn data(String name, byte[] bytes) {
        try {
            Files.write(folder.resolve(name), bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the lines of a file that a program has written. */
    List<String> lines(String name) {
        try {
            return Files.readAllLines(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Programs programs() {
        return new Programs(List.of(folder));
    }

    /** Reads until there is something else to say than that there is nothing yet. */
    static ReadResult next(FrameSource source, TargetSlot slot, SourceFrame out) {
        ReadResult result = source.read(slot, out);
        while (result == ReadResult.NOTHING_YET && source.trouble() == null) {
            result = source.read(slot, out);
        }
        return result;
    }
}
