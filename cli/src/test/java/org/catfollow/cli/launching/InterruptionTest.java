package org.catfollow.cli.launching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private static final int SIGTERM_CODE = 128 + 15;

    /** A command that goes on until it is asked to end. */
    static final class Command {
        private Command() {}

        public static void main(String[] arguments) {
            try (Interruption interruption = new Interruption("test", 60)) {
                interruption.heed();
                System.out.println("begun");
                while (!interruption.asked()) {
                    LockSupport.parkNanos(1_000_000);
                }
                System.out.println("ended");
            }
        }
    }

    @Test
    void aSignalLetsACommandComeToItsEnd() throws IOException, InterruptedException {
        Process command =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-XX:-UsePerfData",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Command.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output = command.inputReader()) {
            assertThat(output.readLine()).isEqualTo("begun");
            // Process.destroy() would close the stream too.
            assertThat(command.toHandle().destroy()).isTrue();
            assertThat(output.readLine()).isEqualTo("ended");
            assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(command.exitValue()).isEqualTo(SIGTERM_CODE);
        } finally {
            command.destroyForcibly();
        }
    }

    @Test
    void askingIsEnoughWithoutASignal() {
        Interruption interruption = new Interruption("test", 60);
        assertThat(interruption.asked()).isFalse();
        interruption.ask();
        assertThat(interruption.asked()).isTrue();
    }
}
