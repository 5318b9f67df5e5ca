package org.catfollow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A process with a configuration file, from its command line to its exit code. */
class ConfiguredProcessTest {
    @TempDir Path folder;

    @CommandLine.Command(name = "eye-proc", mixinStandardHelpOptions = true)
    static final class Eye implements Runnable, SettingsCheck {
        @CommandLine.Mixin RegionOptions.Stage stage;

        @CommandLine.Option(names = "--rate", defaultValue = "30")
        int rate;

        @CommandLine.Option(names = "--loop")
        boolean loop;

        boolean ran;

        @Override
        public void run() {
            ran = true;
            checkSettings();
        }

        @Override
        public void checkSettings() {
            if (rate > 100) {
                throw new StageFailure(ExitCode.USAGE, "--rate: up to 100 wanted, not " + rate);
            }
        }
    }

    private final Eye eye = new Eye();
    private String error = "";

    private int run(String config, String... words) throws IOException {
        Path file = folder.resolve("a.conf");
        Files.writeString(file, config);
        String[] all = new String[words.length + 2];
        all[0] = "--config";
        all[1] = file.toString();
        System.arraycopy(words, 0, all, 2, words.length);
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return ProcessExit.execute(eye, all);
        } finally {
            System.setErr(before);
            error = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void theFileTakesTheDefaultsPlaceAndAFlagTheFiles() throws IOException {
        assertThat(run("eye.rate = 12\neye.loop = true\n")).isZero();
        assertThat(eye.rate).isEqualTo(12);
        assertThat(eye.loop).isTrue();
        assertThat(run("eye.rate = 12\n", "--rate", "15")).isZero();
        assertThat(eye.rate).isEqualTo(15);
    }

    @Test
    void aSwitchThatIsOnInTheFileStaysOnWhenItIsGivenToo() throws IOException {
        assertThat(run("eye.loop = true\n", "--loop")).isZero();
        assertThat(eye.loop).isTrue();
    }

    @Test
    void allMistakesAreSaidAndTheWorkIsNotBegun() throws IOException {
        assertThat(run("eye.rat = 12\neye.loop = 7\n")).isEqualTo(2);
        assertThat(error)
                .contains("a.conf:1: unknown key 'eye.rat'; nearest: 'eye.rate'")
                .contains("a.conf:2: eye.loop: '7' is not true or false");
        assertThat(eye.ran).isFalse();
    }

    @Test
    void aValueThatTheProcessItselfRefusesIsNamedWithItsLine() throws IOException {
        assertThat(run("\neye.rate = 500\n")).isEqualTo(2);
        assertThat(error).contains("a.conf:2: eye.rate: --rate: up to 100 wanted, not 500");
    }

    @Test
    void aFlagIsNotBlamedOnTheFile() throws IOException {
        assertThat(run("eye.rate = 12\n", "--rate=500")).isEqualTo(2);
        assertThat(error).doesNotContain("a.conf").contains("--rate: up to 100 wanted");
    }

    @Test
    void settingsAreCheckedWithoutTheWork() throws IOException {
        assertThat(run("eye.rate = 500\n", "--check-settings")).isEqualTo(2);
        assertThat(run("eye.rate = 50\n", "--check-settings")).isZero();
        assertThat(eye.ran).isFalse();
    }

    @Test
    void helpIsGivenWhateverTheFileLooksLike() throws IOException {
        assertThat(run("nonsense\n", "--help")).isZero();
    }
}
