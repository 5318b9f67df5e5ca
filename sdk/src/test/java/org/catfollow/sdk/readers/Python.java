package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A Python that runs what a test says, line by line, with {@code catfollow} and {@code numpy} imported.
 * One thread. Where there is no Python with numpy, tests that ask for one are skipped.
 */
final class Python implements AutoCloseable {
    static final Path REPOSITORY = Path.of(System.getProperty("catfollow.repository"));

    private static final Optional<String> PROGRAM = found();

    private final Process process;
    private final BufferedReader output;
    private final Writer input;

    private Python(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** The machine's own first: on the robot it is the one with numpy. */
    private static Optional<String> found() {
        for (String program : List.of("/usr/bin/python3", "python3")) {
            try {
                Process process =
                        new ProcessBuilder(program, "-c", "import numpy")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start();
                if (process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0) {
                    return Optional.of(program);
                }
            } catch (IOException e) {
                // Not there: the next one.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Optional.empty();
    }

    /** Returns a program's start, with the folder of {@code catfollow.py} in its path. */
    static ProcessBuilder program(String... arguments) {
        Assumptions.assumeTrue(
                PROGRAM.isPresent(), "no python3 with numpy on this machine: nothing to test");
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.orElseThrow());
        builder.command().addAll(List.of(arguments));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PYTHONPATH", REPOSITORY.resolve("sdk/python").toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        builder.environment().keySet().removeIf(name -> name.matches("CAT_FOLLOW_(?!CONFIG).*"));
        return builder;
    }

    /** Starts one. */
    static Python start() throws IOException {
        return start(Map.of());
    }

    /** Starts one with more in its environment. */
    static Python start(Map<String, String> environment) throws IOException {
        Path folder = REPOSITORY.resolve("sdk/src/test/python");
        ProcessBuilder builder = program(folder.resolve("spoken_to.py").toString());
        builder.environment().putAll(environment);
        return new Python(builder.start());
    }

    /** Runs statements. */
    void run(String statements) throws IOException {
        JsonObject answer = said("run", statements);
        assertThat(answer.has("error")).as("%s: %s", statements, answer).isFalse();
    }

    /** Returns what an expression is. */
    JsonElement ask(String expression) throws IOException {
        JsonObject answer = said("ask", expression);
        assertThat(answer.has("error")).as("%s: %s", expression, answer).isFalse();
        return answer.get("value");
    }

    long number(String expression) throws IOException {
        return ask(expression).getAsLong();
    }

    boolean is(String expression) throws IOException {
        return ask(expression).getAsBoolean();
    }

    String text(String expression) throws IOException {
        return ask(expression).getAsString();
    }

    /** Returns the exception that statements end in, as {@code Type: text}. */
    String failure(String statements) throws IOException {
        JsonObject answer = said("run", statements);
        assertThat(answer.has("error")).as("%s must fail", statements).isTrue();
        return answer.get("error").getAsString();
    }

    private JsonObject said(String kind, String text) throws IOException {
        begin(kind, text);
        return answer();
    }

    /** Starts what is answered later: see {@link #finish}. */
    void begin(String expression) throws IOException {
        begin("ask", expression);
    }

    /** Returns what {@link #begin} asked for. */
    JsonElement finish() throws IOException {
        JsonObject answer = answer();
        assertThat(answer.has("error")).as("%s", answer).isFalse();
        return answer.get("value");
    }

    private void begin(String kind, String text) throws IOException {
        JsonObject line = new JsonObject();
        line.addProperty(kind, text);
        input.write(line + "\n");
        input.flush();
    }

    private JsonObject answer() throws IOException {
        String answer = output.readLine();
        assertThat(answer).as("Python's answer").isNotNull();
        return JsonParser.parseString(answer).getAsJsonObject();
    }

    long pid() {
        return process.pid();
    }

    /** Ends it by SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
