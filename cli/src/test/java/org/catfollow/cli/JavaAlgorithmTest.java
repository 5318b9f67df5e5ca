package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

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

        Answer answer = run(algorithm);
        assertThat(answer.code()).as("%s", answer).isZero();
        JsonObject even = data(answer.out().get(0));
        assertThat(even.get("brightness").getAsDouble()).isEqualTo(100);
        assertThat(even.get("blur").getAsDouble()).isZero();
        JsonObject lines = data(answer.out().get(1));
        assertThat(lines.get("brightness").getAsDouble()).isEqualTo(50);
        // Columns of 0 and 100 in turn: the Laplacian is 200 or -200 everywhere.
        assertThat(lines.get("blur").getAsDouble()).isEqualTo(40_000);
    }

    @Test
    void aClassThatWasNotCompiledIsNamedBeforeAnythingIsStarted() throws IOException {
        Answer answer = run(init());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .singleElement()
                .asString()
                .contains("no classes/algorithm/BrightnessBlur.class", "compile.sh");
        assertThat(place.resolve("log")).doesNotExist();
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

    private Answer run(Path algorithm) throws IOException {
        NativeLibraries.loadOpenCv();
        Path pictures = Files.createDirectories(place.resolve("pictures"));
        Mat grey = new Mat(40, 64, CvType.CV_8UC3, new Scalar(100, 100, 100));
        Imgcodecs.imwrite(pictures.resolve("1.png").toString(), grey);
        for (int column = 0; column < 64; column += 2) {
            grey.col(column).setTo(new Scalar(0, 0, 0));
        }
        Imgcodecs.imwrite(pictures.resolve("2.png").toString(), grey);
        grey.release();
        List<String> words =
                List.of(
                        "--region",
                        place.resolve("shm").toString(),
                        "algo",
                        "run",
                        algorithm.toString(),
                        "--images",
                        pictures.toString(),
                        "--log",
                        place.resolve("log").toString());
        return Robot.runAsItIs(words.toArray(String[]::new));
    }

    private static JsonObject data(String line) {
        return JsonParser.parseString(line).getAsJsonObject().getAsJsonObject("data");
    }
}
