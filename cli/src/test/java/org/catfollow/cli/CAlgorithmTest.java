package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.cli.Robot.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in C, as {@code init} writes it and its {@code compile.sh} makes it. */
class CAlgorithmTest {
    @TempDir private Path place;

    private Path init() {
        Path target = place.resolve("sharp-one");
        Answer answer =
                Robot.runAsItIs(
                        "algo", "init", "sharp-one", "--language", "c", "--dir", target.toString());
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).anyMatch(line -> line.contains("compile.sh"));
        return target;
    }

    /** Returns what a command says, and its exit code before that. */
    private static String said(String folder, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CAT_FOLLOW_HOME", folder);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }

    private static Path compiled(Path algorithm) throws IOException, InterruptedException {
        String tools = "command -v gcc && echo '#include <jansson.h>' | gcc -E - >/dev/null";
        assumeThat(said("", "bash", "-c", tools))
                .as("gcc and jansson are needed: apt install gcc libjansson-dev")
                .startsWith("0 ");
        assertThat(
                        said(
                                System.getProperty("catfollow.repository"),
                                algorithm.resolve("compile.sh").toString()))
                .isEqualTo("0 compiled into sharp-one\n");
        return algorithm;
    }

    @Test
    void theExampleSaysHowBrightAndHowSharpAPictureIs() throws Exception {
        Path algorithm = compiled(init());
        Answer tried = Robot.runAsItIs("algo", "validate", algorithm.toString());
        assertThat(tried.code()).as("%s", tried).isZero();
        assertThat(tried.out()).allMatch(line -> line.startsWith("ok "));
        ExamplePictures.assertJudged(algorithm, place);
        Answer files =
                ExamplePictures.run(
                        algorithm,
                        place,
                        "--keep-jpeg",
                        "--images",
                        place.resolve("jpeg").toString());
        assertThat(files.code()).isEqualTo(1);
        assertThat(files.out().get(0)).contains("NO_DECODER", "run without --keep-jpeg");
    }

    @Test
    void whatItCannotReadIsItsEndAndItsLastWords() throws Exception {
        Path algorithm = compiled(init());
        Answer answer =
                ExamplePictures.run(
                        algorithm,
                        place,
                        "--restarts",
                        "0",
                        "--user-param",
                        "darkest=123456789012345678901234567890",
                        "--images",
                        place.resolve("pictures").toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err())
                .anyMatch(line -> line.contains("the call is no JSON that I can read: "));
    }

    @Test
    void whatWasNotCompiledIsSaidBeforeAnythingIsStarted() throws IOException {
        ExamplePictures.assertNotStarted(init(), place, "no program ./sharp-one in ", "compile.sh");
    }

    @Test
    void compilingWithoutADistributionSaysSo() throws Exception {
        Path algorithm = init();
        assertThat(said(place.toString(), algorithm.resolve("compile.sh").toString()))
                .isEqualTo(
                        "1 compile.sh: no sdk/c/catfollow.h in %s; name the distribution: CAT_FOLLOW_HOME=FOLDER\n"
                                .formatted(place));
        assertThat(Files.exists(algorithm.resolve("sharp-one"))).isFalse();
    }

    @Test
    void aLanguageWithoutAnExampleIsRefused() {
        Answer answer = Robot.runAsItIs("algo", "init", "x", "--language", "other");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).anyMatch(line -> line.contains("java, python or c, not 'other'"));
    }
}
