package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.images.ImageStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

class AlgoCommandTest {
    private static final String MANIFEST =
            """
            {"name": "stand-in", "version": "1", "language": "other", "command": ["./run.sh"],
             "timeout_ms": 5000, "user_params": {"darkest": 20}}
            """;

    /** OK for every picture that is said to be 64 pixels wide or the trial's, else an error. */
    private static final String SCRIPT =
            """
            #!/usr/bin/env bash
            while IFS= read -r line; do
                [[ $line =~ \\"id\\":([0-9]+) ]]
                id=${BASH_REMATCH[1]}
                echo "$line" >&2
                if [[ $line == *'trial-missing'* ]]; then
                    printf '{"id":%s,"status":"ERROR","code":"NOT_FOUND","message":"m"}\\n' "$id"
                else
                    printf '{"id":%s,"status":"OK","data":{"id":%s}}\\n' "$id" "$id"
                fi
            done
            """;

    @TempDir private Path place;
    private Path algorithm;
    private Path pictures;

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    @BeforeEach
    void makeAlgorithm() throws IOException {
        algorithm = Files.createDirectories(place.resolve("stand-in"));
        Files.writeString(algorithm.resolve("algorithm.json"), MANIFEST);
        script(SCRIPT);
        pictures = Files.createDirectories(place.resolve("pictures"));
        Mat grey = new Mat(48, 64, CvType.CV_8UC3, new Scalar(10, 100, 200));
        for (String name : List.of("frame2.png", "frame10.jpg")) {
            Imgcodecs.imwrite(pictures.resolve(name).toString(), grey);
        }
        Files.writeString(pictures.resolve("frame11.png"), "no picture");
        grey.release();
    }

    private void script(String text) throws IOException {
        Path script = Files.writeString(algorithm.resolve("run.sh"), text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    /** With a region's place and a log of its own: nothing of this machine's robots is touched. */
    private Answer run(String... words) {
        List<String> all =
                new ArrayList<>(
                        List.of("--region", place.resolve("shm").toString(), "algo", "run"));
        all.addAll(List.of(words));
        all.addAll(List.of("--log", place.resolve("log").toString()));
        return Robot.runAsItIs(all.toArray(String[]::new));
    }

    private static JsonObject json(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }

    @Test
    void aFolderOfPicturesIsRunInNaturalOrder() throws IOException {
        Answer answer = run(algorithm.toString(), "--images", pictures.toString());

        assertThat(answer.code()).as("one picture cannot be read").isEqualTo(1);
        assertThat(answer.out()).hasSize(4);
        assertThat(json(answer.out().get(0)).get("picture").getAsString()).isEqualTo("frame2.png");
        assertThat(json(answer.out().get(1)).get("picture").getAsString()).isEqualTo("frame10.jpg");
        assertThat(json(answer.out().get(2)).get("code").getAsString()).isEqualTo("UNREADABLE");
        JsonObject summary = json(answer.out().get(3)).getAsJsonObject("summary");
        assertThat(summary.get("ok").getAsInt()).isEqualTo(2);
        assertThat(answer.err().get(0)).isEqualTo("steps     3: 2 OK, 1 UNREADABLE");
        assertThat(place.resolve("shm.images")).doesNotExist();
        assertThat(place.resolve("shm.images.lock")).doesNotExist();
        assertThat(Files.readString(place.resolve("log")))
                .contains("\"width\":64,\"height\":48", "\"color_space\":\"BGR\"");
    }

    @Test
    void stepsParametersAndTheFileForResultsAreHeeded() throws IOException {
        Path out = place.resolve("results.jsonl");
        Answer answer =
                run(
                        algorithm.toString(),
                        "--images",
                        pictures.toString(),
                        "--steps",
                        "2",
                        "--keep-jpeg",
                        "--user-param",
                        "darkest=7",
                        "--user-param",
                        "label=a b",
                        "--out",
                        out.toString());

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(Files.readAllLines(out)).hasSize(3);
        assertThat(Files.readString(place.resolve("log")))
                .contains("\"user_params\":{\"darkest\":7,\"label\":\"a b\"}");
    }

    @Test
    void aFilmIsRunPictureByPicture() throws Exception {
        assumeThat(Stream.of("/usr/bin/ffmpeg", "/usr/local/bin/ffmpeg"))
                .as("ffmpeg is installed")
                .anyMatch(file -> Files.isExecutable(Path.of(file)));
        Path film = place.resolve("film.mp4");
        Process made =
                new ProcessBuilder(
                                "ffmpeg",
                                "-loglevel",
                                "error",
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc=size=64x48:rate=10:duration=0.5",
                                film.toString())
                        .start();
        assertThat(made.waitFor()).isZero();

        Answer answer = run(algorithm.toString(), "--video", film.toString());

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).hasSize(6);
        assertThat(Files.readString(place.resolve("log"))).contains("\"timestamp_ms\":400");

        Answer large = run(algorithm.toString(), "--video", tenBits(1920, 1100), "--slot-mb", "6");
        assertThat(large.out()).hasSize(3);
        assertThat(json(large.out().get(0)).get("code").getAsString()).isEqualTo("UNREADABLE");
        assertThat(run(algorithm.toString(), "--video", tenBits(64, 48)).code()).isZero();

        Answer broken = run(algorithm.toString(), "--video", place.resolve("log").toString());
        assertThat(broken.code()).isEqualTo(4);
        assertThat(broken.err()).singleElement().asString().contains("ffmpeg failed; it said:");
        assertThat(broken.out()).isEmpty();
    }

    private String tenBits(int width, int height) throws Exception {
        Path film = place.resolve("ten-bits-" + width + ".mkv");
        Process made =
                new ProcessBuilder(
                                "ffmpeg",
                                "-loglevel",
                                "error",
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc=size=%dx%d:rate=10:duration=0.2".formatted(width, height),
                                "-c:v",
                                "ffv1",
                                "-pix_fmt",
                                "yuv420p10le",
                                film.toString())
                        .start();
        assertThat(made.waitFor()).isZero();
        return film.toString();
    }

    @Test
    void whatIsGivenWronglyIsUsage() {
        assertThat(run(algorithm.toString()).code()).isEqualTo(2);
        assertThat(run(place.resolve("none").toString(), "--images", "x").err())
                .singleElement()
                .asString()
                .contains("no such folder or package");
        assertThat(run(algorithm.toString(), "--images", place.resolve("no").toString()).code())
                .isEqualTo(4);
        assertThat(run(algorithm.toString(), "--live").code()).as("no region").isEqualTo(3);
    }

    @Test
    void validateSaysWhatWasTried() {
        Answer answer = Robot.runAsItIs("algo", "validate", algorithm.toString());

        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .allMatch(line -> line.startsWith("ok "))
                .extracting(line -> line.substring(8, 37).strip())
                .containsExactly(
                        "manifest",
                        "program",
                        "pre_execute",
                        "picture",
                        "size of zero",
                        "missing picture, production",
                        "pre_execute, development",
                        "missing picture, development");
    }

    @Test
    void validateFailsWhoeverSaysOkToAPictureThatIsNotThere() throws IOException {
        script(SCRIPT.replace("trial-missing", "never"));
        Answer answer = Robot.runAsItIs("algo", "validate", algorithm.toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out())
                .filteredOn(line -> line.startsWith("failed"))
                .singleElement()
                .asString()
                .contains(
                        "missing picture, production", "it says OK to a picture that is not there");
    }

    @Test
    void validateSaysWhatAnAlgorithmSaidThatDied() throws IOException {
        script("#!/bin/sh\necho no model >&2\nexit 9\n");
        Answer answer = Robot.runAsItIs("algo", "validate", algorithm.toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out())
                .anyMatch(line -> line.contains("DIED: pre_execute: ended with exit status 9"))
                .contains("        it said: no model");
    }

    @Test
    void validateNamesEachMistakeOfTheManifest() throws IOException {
        Files.writeString(algorithm.resolve("algorithm.json"), "{\"name\": 1, \"verson\": 2}");
        Answer answer = Robot.runAsItIs("algo", "validate", algorithm.toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out()).hasSize(4).allMatch(line -> line.startsWith("failed  manifest"));
        assertThat(run(algorithm.toString(), "--images", pictures.toString()).err())
                .singleElement()
                .asString()
                .contains("(and 3 more: see");
    }

    @Test
    void aPackageIsMadeOfOneThatWorksAndRunsElsewhere() {
        Path zip = place.resolve("stand-in.zip");
        Answer packed =
                Robot.runAsItIs("algo", "package", algorithm.toString(), "--out", zip.toString());
        assertThat(packed.code()).isZero();
        assertThat(packed.out()).last().isEqualTo("packed 2 files into " + zip);

        Answer answer = run(zip.toString(), "--images", pictures.toString(), "--steps", "1");
        assertThat(answer.code()).isZero();
    }

    @Test
    void aPackageOfOneThatUsesPathsOfThisMachineIsRefused() throws IOException {
        Path manifest = algorithm.resolve("algorithm.json");
        Files.writeString(
                manifest, MANIFEST.replace("./run.sh", algorithm.resolve("run.sh").toString()));
        Answer answer =
                Robot.runAsItIs(
                        "algo",
                        "package",
                        algorithm.toString(),
                        "--out",
                        place.resolve("a.zip").toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).singleElement().asString().contains("a path out of the folder");
        assertThat(place.resolve("a.zip")).doesNotExist();
    }

    @Test
    void aPackageIsTriedAsItIsUnpacked() throws IOException {
        Files.createDirectories(algorithm.resolve(".hidden"));
        Files.writeString(algorithm.resolve(".hidden/part.sh"), SCRIPT);
        script("#!/usr/bin/env bash\n. ./.hidden/part.sh\n");
        assertThat(Robot.runAsItIs("algo", "validate", algorithm.toString()).code()).isZero();
        Path zip = place.resolve("a.zip");
        Answer answer =
                Robot.runAsItIs("algo", "package", algorithm.toString(), "--out", zip.toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).singleElement().asString().contains("from its package");
        assertThat(place).isDirectoryNotContaining(path -> path.toString().contains("a.zip"));
    }

    @Test
    void aPackageOverAFolderIsUsage() {
        Answer answer =
                Robot.runAsItIs(
                        "algo", "package", algorithm.toString(), "--out", pictures.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).singleElement().asString().contains("is a folder");
    }

    @Test
    void aJpegFileThatWasCutOffIsUnreadable() throws IOException {
        Path jpeg = pictures.resolve("frame10.jpg");
        byte[] whole = Files.readAllBytes(jpeg);
        Files.write(jpeg, Arrays.copyOf(whole, whole.length - 20));
        Answer answer = run(algorithm.toString(), "--images", pictures.toString());

        JsonObject line = json(answer.out().get(1));
        assertThat(line.get("code").getAsString()).isEqualTo("UNREADABLE");
        assertThat(line.get("message").getAsString()).contains("frame10.jpg", "was cut off");
    }

    @Test
    void aFileForResultsThatCannotBeIsNamedWithTheReason() {
        Path none = place.resolve("none/results.jsonl");
        Answer answer =
                run(
                        algorithm.toString(),
                        "--images",
                        pictures.toString(),
                        "--out",
                        none.toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).singleElement().asString().contains("no such file or folder");
    }

    @Test
    void aPictureThatIsLargerThanASlotIsUnreadableAndTheOthersAreNot() throws IOException {
        byte[] bomb =
                HexFormat.of()
                        .parseHex("89504e470d0a1a0a0000000d4948445200007530000075300802000000");
        Files.write(pictures.resolve("frame3.png"), bomb);
        Answer answer = run(algorithm.toString(), "--images", pictures.toString());

        JsonObject line = json(answer.out().get(1));
        assertThat(line.get("code").getAsString()).isEqualTo("UNREADABLE");
        assertThat(line.get("message").getAsString())
                .contains("is 30000x30000, an array of 2700000000 bytes");
        assertThat(json(answer.out().get(2)).get("status").getAsString()).isEqualTo("OK");
    }

    @Test
    void aSecondRunOfTheSameNameTouchesNoFileOfTheFirst() throws IOException {
        Path out = Files.writeString(place.resolve("results.jsonl"), "first");
        Files.writeString(place.resolve("log"), "first");
        try (ImageStore first = ImageStore.create(place.resolve("shm.images"), 1, 64)) {
            Answer answer =
                    run(
                            algorithm.toString(),
                            "--images",
                            pictures.toString(),
                            "--out",
                            out.toString());
            assertThat(answer.code()).isNotZero();
            assertThat(first.leased()).isZero();
        }
        assertThat(out).hasContent("first");
        assertThat(place.resolve("log")).hasContent("first");
    }

    @Test
    void withoutRestartsTheFirstLossIsTheLast() throws IOException {
        script(SCRIPT.replace("id=${B", "[[ $line == *pre_execute* ]] || exit 3\n    id=${B"));
        Answer answer =
                run(algorithm.toString(), "--images", pictures.toString(), "--restarts", "0");
        assertThat(answer.out()).hasSize(2);
        assertThat(json(answer.out().get(0)).get("code").getAsString()).isEqualTo("DIED");
    }

    @Test
    void initOverwritesNothing() throws IOException {
        Path target = Files.createDirectories(place.resolve("mine"));
        Files.writeString(target.resolve("algorithm.py"), "mine");
        Answer answer = Robot.runAsItIs("algo", "init", "mine", "--dir", target.toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).singleElement().asString().contains("is not overwritten");
        assertThat(target.resolve("algorithm.py")).hasContent("mine");
        assertThat(target.resolve("algorithm.json")).doesNotExist();
        assertThat(Robot.runAsItIs("algo", "init", "Not Me").code()).isEqualTo(2);
    }
}
