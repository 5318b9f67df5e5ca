package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.catfollow.cli.Robot.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in Java: as the documentation has it, and as it runs. */
class JavaAlgorithmTest {
    private static final String EXAMPLE = "docs/examples/brightness-blur-java";

    @TempDir private Path place;

    private Path init() {
        Path target = place.resolve("brightness-blur");
        Answer answer =
                Robot.runAsItIs(
                        "algo",
                        "init",
                        "brightness-blur",
                        "--language",
                        "java",
                        "--dir",
                        target.toString());
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).anyMatch(line -> line.contains("compile.sh"));
        return target;
    }

    private static SortedMap<String, String> files(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void theExampleOfTheDocumentationIsTheOneThatInitWrites() throws IOException {
        Path documented = Path.of(System.getProperty("catfollow.repository")).resolve(EXAMPLE);
        assertThat(files(documented))
                .as(EXAMPLE + "; make it anew with `cat-follow algo init --language java`")
                .isEqualTo(files(init()));
    }

    @Test
    void theExampleSaysHowBrightAndHowSharpAPictureIs() throws IOException {
        Path algorithm = init();
        Path classes = Files.createDirectories(algorithm.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int compiled =
                compiler.run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        algorithm.resolve("src/algorithm/BrightnessBlur.java").toString());
        assertThat(compiled).isZero();
        String services = "META-INF/services/org.catfollow.sdk.algorithm.Algorithm";
        Files.createDirectories(classes.resolve(services).getParent());
        Files.copy(algorithm.resolve("src").resolve(services), classes.resolve(services));

        Answer tried = Robot.runAsItIs("algo", "validate", algorithm.toString());
        assertThat(tried.out()).allMatch(line -> line.startsWith("ok "));
        assertThat(tried.out())
                .filteredOn(line -> line.contains("missing picture, development"))
                .singleElement()
                .asString()
                .contains("\"substitute\":true");

        ExamplePictures.assertJudged(algorithm, place);
    }

    @Test
    void aClassThatWasNotCompiledIsNamedBeforeAnythingIsStarted() throws IOException {
        ExamplePictures.assertNotStarted(
                init(), place, "no classes/algorithm/BrightnessBlur.class", "compile.sh");
    }

    @Test
    void aNameThatTheExampleUsesItselfMakesAnotherClass() throws IOException {
        Path target = place.resolve("algorithm");
        Answer answer =
                Robot.runAsItIs(
                        "algo",
                        "init",
                        "algorithm",
                        "--language",
                        "java",
                        "--dir",
                        target.toString());
        assertThat(answer.code()).isZero();
        assertThat(files(target)).containsKey("src/algorithm/MyAlgorithm.java");
        assertThat(files(target).get("algorithm.json")).contains("\"algorithm.MyAlgorithm\"");
    }
}
