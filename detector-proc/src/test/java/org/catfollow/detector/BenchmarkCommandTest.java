package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchmarkCommandTest {
    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new BenchmarkCommand())
                .setOut(new PrintWriter(out))
                .setExecutionExceptionHandler(
                        (e, line, result) -> {
                            out.write(e.getMessage());
                            return e instanceof StageFailure f ? f.exitCode().code() : 99;
                        })
                .execute(arguments);
    }

    @Test
    void findsXnnpackAtLeastFiveTimesFasterWithTheSameBoxes() {
        Path model = TestData.file(TestData.LABELLED_MODEL);
        Path image = TestData.file("tensorflow__tflite-support/cats_and_dogs.jpg");
        int code = run("--model", model.toString(), "--image", image.toString(), "--runs", "15");
        assertThat(code).as(out.toString()).isZero();
        Matcher faster = Pattern.compile("times faster +([0-9.]+)").matcher(out.toString());
        assertThat(faster.find()).as(out.toString()).isTrue();
        assertThat(Double.parseDouble(faster.group(1))).as(out.toString()).isGreaterThan(5.0);
        assertThat(out.toString()).contains("boxes agree: ").contains("0 without partner");
    }

    @Test
    void drawsAPictureWhenThereIsNone() {
        Path model = TestData.file(TestData.LABELLED_MODEL);
        assertThat(run("--model", model.toString(), "--runs", "1")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("1 thread, 1 runs each");
    }

    @Test
    void refusesAMissingPictureAndNoRuns() {
        Path model = TestData.file(TestData.LABELLED_MODEL);
        assertThat(run("--model", model.toString(), "--image", "none.png")).isEqualTo(2);
        assertThat(out.toString()).contains("--image none.png");
        assertThat(run("--model", model.toString(), "--runs", "0")).isEqualTo(2);
    }

    @Test
    void noticesABoxThatIsMissingOnEitherSide() {
        Detections one = new Detections();
        Detections other = new Detections();
        one.add(new byte[] {'c'}, 1, 0.9f, 10, 10, 50, 50);
        other.add(new byte[] {'c'}, 1, 0.9f, 10, 10, 50, 50);
        assertThat(BoxAgreement.of(one, other, 0.3f).agrees()).isTrue();
        other.add(new byte[] {'c'}, 1, 0.8f, 100, 10, 50, 50);
        assertThat(BoxAgreement.of(one, other, 0.3f).agrees()).isFalse();
        assertThat(BoxAgreement.of(other, one, 0.3f).agrees()).isFalse();
        assertThat(BoxAgreement.of(other, one, 0.85f).agrees()).as("below the limit").isTrue();
    }

    @Test
    void noticesAnotherClassAndAnotherScore() {
        Detections one = new Detections();
        Detections otherClass = new Detections();
        Detections otherScore = new Detections();
        one.add(new byte[] {'c'}, 1, 0.9f, 10, 10, 50, 50);
        otherClass.add(new byte[] {'c'}, 2, 0.9f, 10, 10, 50, 50);
        otherScore.add(new byte[] {'c'}, 1, 0.8f, 10, 10, 50, 50);
        assertThat(BoxAgreement.of(one, otherClass, 0.3f).agrees()).isFalse();
        assertThat(BoxAgreement.of(one, otherScore, 0.3f).agrees()).isFalse();
    }
}
