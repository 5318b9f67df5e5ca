package org.catfollow.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Runs a command of a stage's own program on our terminal. What a stage knows how to do is done by its
 * program, by the same code; the command line knows no stage.
 */
final class StageTool {
    /** For removing what it has begun. */
    private static final long GOODBYE_SECONDS = 10;

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

    /**
     * Runs a program that is a command by itself.
     *
     * @param program in the distribution's {@code bin}
     */
    static int run(String program, List<String> words) {
        Path file = Launcher.home(program).resolve("bin").resolve(program);
        return run(new ArrayList<>(List.of(file.toString())), program, words);
    }

    static int run(Path program, String command, List<String> words) {
        return run(new ArrayList<>(List.of(program.toString(), command)), command, words);
    }

    private static int run(List<String> line, String command, List<String> words) {
        line.addAll(words);
        try {
            return finish(new ProcessBuilder(line).inheritIO(), command);
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot start " + line.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageFailure(ExitCode.FAILED, command + " was interrupted", e);
        }
    }

    /** A signal for us alone, as a terminal's is not, ends the program too. */
    private static int finish(ProcessBuilder builder, String command)
            throws IOException, InterruptedException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread hook = new Thread(() -> end(started.join()), command + "-end");
        // Before it starts: what a signal finds begun is ended.
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Process program = builder.start();
            started.complete(program);
            return program.waitFor();
        } finally {
            started.cancel(false);
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It is what ends the program.
            }
        }
    }

    private static void end(Process program) {
        program.destroy();
        try {
            if (!program.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                program.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
