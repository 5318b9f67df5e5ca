package org.catfollow.capture.source;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the programs lie that some sources need: {@code ffmpeg}, {@code rpicam-vid}.
 *
 * @param folders looked through in this order
 */
public record Programs(List<Path> folders) {
    /** Copies the list. */
    public Programs {
        folders = List.copyOf(folders);
    }

    /** Returns the folders of the environment's {@code PATH}. */
    public static Programs onPath() {
        String path = System.getenv("PATH");
        List<Path> folders = new ArrayList<>();
        for (String folder : (path == null ? "" : path).split(File.pathSeparator)) {
            try {
                if (!folder.isEmpty()) {
                    folders.add(Path.of(folder));
                }
            } catch (InvalidPathException e) {
                // No folder of ours then.
            }
        }
        return new Programs(folders);
    }

    /** Returns the first of these programs that there is; earlier names win over earlier folders. */
    Optional<Path> find(String... names) {
        for (String name : names) {
            for (Path folder : folders) {
                Path program = folder.resolve(name);
                if (Files.isRegularFile(program) && Files.isExecutable(program)) {
                    return Optional.of(program);
                }
            }
        }
        return Optional.empty();
    }
}
