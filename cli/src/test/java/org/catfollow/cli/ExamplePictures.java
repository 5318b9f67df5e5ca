package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

/** Two pictures of which one can say how bright and how sharp they are, and what an example says. */
final class ExamplePictures {
    private ExamplePictures() {}

    /** Runs an algorithm over a plain picture and one of columns. */
    static Answer run(Path algorithm, Path place, String... flags) throws IOException {
        NativeLibraries.loadOpenCv();
        Path pictures = Files.createDirectories(place.resolve("pictures"));
        Mat grey = new Mat(40, 64, CvType.CV_8UC3, new Scalar(100, 100, 100));
        Imgcodecs.imwrite(pictures.resolve("1.png").toString(), grey);
        Imgcodecs.imwrite(Files.createDirectories(place.resolve("jpeg")) + "/1.jpg", grey);
        for (int column = 0; column < 64; column += 2) {
            grey.col(column).setTo(new Scalar(0, 0, 0));
        }
        Imgcodecs.imwrite(pictures.resolve("2.png").toString(), grey);
        grey.release();
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "--region",
                                place.resolve("shm").toString(),
                                "algo",
                                "run",
                                algorithm.toString(),
                                "--log",
                                place.resolve("log").toString()));
        words.addAll(flags.length > 0 ? List.of(flags) : List.of("--images", pictures.toString()));
        return Robot.runAsItIs(words.toArray(String[]::new));
    }

    static void assertJudged(Path algorithm, Path place) throws IOException {
        Answer answer = run(algorithm, place);
        assertThat(answer.code()).as("%s", answer).isZero();
        JsonObject even = data(answer.out().get(0));
        assertThat(even.get("brightness").getAsDouble()).isEqualTo(100);
        assertThat(even.get("blur").getAsDouble()).isZero();
        JsonObject lines = data(answer.out().get(1));
        assertThat(lines.get("brightness").getAsDouble()).isEqualTo(50);
        // Columns of 0 and 100 in turn: the Laplacian is 200 or -200 everywhere.
        assertThat(lines.get("blur").getAsDouble()).isEqualTo(40_000);
    }

    /** Runs one that is not compiled; what is said contains the words, and nothing is started. */
    static void assertNotStarted(Path algorithm, Path place, String... words) throws IOException {
        Answer answer = run(algorithm, place);
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).singleElement().asString().contains(words);
        assertThat(place.resolve("log")).doesNotExist();
    }

    private static JsonObject data(String line) {
        return JsonParser.parseString(line).getAsJsonObject().getAsJsonObject("data");
    }
}
