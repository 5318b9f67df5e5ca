package org.catfollow.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Runs a command of a stage's own program on our terminal. What a stage knows how to do is done by its
 * program, by the same code; the command line knows no stage.
 */
final class StageTool {
    private StageTool() {}

    /**
     * Runs it to its end.
     *
     * @param program in the distribution's {@code bin}
     * @param command the program's own
     * @param words what follows it
     * @return its exit code
     */
    static int run(String program, String command, List<String> words) {
        return run(Launcher.home(command).resolve("bin").resolve(program), command, words);
    }

    static int run(Path program, String command, List<String> words) {
        List<String> line = new ArrayList<>(List.of(program.toString(), command));
        line.addAll(words);
        try {
            return new ProcessBuilder(line).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot start " + program + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageFailure(ExitCode.FAILED, command + " was interrupted", e);
        }
    }
}
