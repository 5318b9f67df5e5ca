package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@code spoken_to.c}, which does what a test says, line by line. One thread. */
final class CProgram implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final Writer input;

    CProgram(Path program) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("CAT_FOLLOW_"));
        this.process = builder.start();
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Says a line; returns what is answered. */
    String ask(String line) throws IOException {
        begin(line);
        return finish();
    }

    void begin(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    String finish() throws IOException {
        String answer = output.readLine();
        assertThat(answer).as("the program's answer").isNotNull();
        return answer;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
