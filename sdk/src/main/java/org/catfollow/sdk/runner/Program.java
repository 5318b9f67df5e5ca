package org.catfollow.sdk.runner;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file of a program that is named as in a shell. */
public final class Program {
    private Program() {}

    /**
     * Returns the program's file; empty where there is none that can be run.
     *
     * @param name with a slash: looked for from the folder; without: in the folders of {@code PATH}
     */
    public static Optional<Path> find(String name, Path folder) {
        if (name.contains("/")) {
            return Optional.of(folder.resolve(name)).filter(Program::isProgram);
        }
        String folders = System.getenv("PATH");
        if (folders == null || name.isEmpty()) {
            return Optional.empty();
        }
        for (String one : folders.split(File.pathSeparator)) {
            Path file = Path.of(one.isEmpty() ? "." : one, name);
            if (isProgram(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
