package org.catfollow.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.cli.CatFollowCommand;
import org.catfollow.runtime.ProcessExit;
import picocli.AutoComplete;

/** Writes the script by which a shell completes {@code cat-follow}'s commands and flags. */
public final class Completion {
    private Completion() {}

    /**
     * Writes it.
     *
     * @param arguments the file to write
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, script());
    }

    static String script() {
        String script =
                AutoComplete.bash("cat-follow", ProcessExit.commandLine(new CatFollowCommand()));
        // It is read by the shell, not run.
        return script.replaceFirst("^#!.*\\n#\\n", "");
    }
}
