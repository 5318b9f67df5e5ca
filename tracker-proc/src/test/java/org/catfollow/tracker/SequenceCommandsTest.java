package org.catfollow.tracker;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.tracker.filter.TrackerKind;
import org.catfollow.tracker.sequence.Box;
import org.catfollow.tracker.sequence.DrawnSequence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import picocli.CommandLine;

/** {@code track} and {@code bench} as a user meets them. */
class SequenceCommandsTest {
    private static final int PICTURES = 15;

    @TempDir private Path folder;
    private Path images;
    private Path boxes;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void draw() throws IOException {
        images = DrawnSequence.write(Files.createDirectory(folder.resolve("square")), PICTURES);
        boxes = folder.resolve("boxes.txt");
    }

    private int run(String... words) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine line = ProcessExit.commandLine(new TrackerCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(words);
    }

    private void refused(String message, String... words) {
        assertThat(run(words)).as(out + "" + err).isEqualTo(2);
        assertThat(err.toString()).contains(message).hasLineCount(1);
        assertThat(boxes).doesNotExist();
    }

    private String truth() {
        return images.resolve("groundtruth_rect.txt").toString();
    }

    @Test
    void followsTheTargetAndWritesALineAPicture() throws IOException {
        int code =
                run(
                        "track",
                        "--images",
                        images.toString(),
                        "--gt",
                        truth(),
                        "--out",
                        boxes.toString());
        assertThat(code).as(err.toString()).isZero();
        List<String> lines = Files.readAllLines(boxes);
        assertThat(lines).hasSize(PICTURES);
        assertThat(lines.getFirst()).as("counts from 1").isEqualTo("31.00,41.00,32.00,32.00");
        for (int i = 0; i < PICTURES; i++) {
            assertThat(Box.parse(lines.get(i), "line " + i, 1).iou(DrawnSequence.box(i)))
                    .as("picture " + i)
                    .isGreaterThan(0.7);
        }
        assertThat(out.toString())
                .contains("15 pictures of 160x120, tracker cf: ")
                .contains("beside 14 reference boxes: success AUC 0.")
                .contains("precision at 20 pixels 1.000")
                .contains("lost 0 times");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void theFirstBoxMayBeGivenByHandAndTheOutputGoToTheTerminal() {
        int code =
                run(
                        "track",
                        "--images",
                        images.toString(),
                        "--init",
                        "30,40,32,32",
                        "--gt-origin",
                        "0",
                        "--format",
                        "mot",
                        "--out",
                        "-");
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString().lines())
                .hasSize(PICTURES)
                .startsWith("1,1,30.00,40.00,32.00,32.00,1.0000,-1,-1,-1")
                .allMatch(line -> line.endsWith(",-1,-1,-1"));
        assertThat(err.toString()).contains("15 pictures of 160x120").doesNotContain("AUC");
    }

    @Test
    void beginsWhereTheTargetIsFirstKnown() throws IOException {
        List<String> lines = Files.readAllLines(images.resolve("groundtruth_rect.txt"));
        Path late = folder.resolve("late.txt");
        List<String> known = new ArrayList<>(lines);
        known.set(0, "NaN,NaN,NaN,NaN");
        known.set(1, "0,0,0,0");
        Files.write(late, known);
        String[] words = {
            "track", "--images", images.toString(), "--gt", late.toString(), "--out", boxes + ""
        };
        assertThat(run(words)).as(err.toString()).isZero();
        assertThat(Files.readAllLines(boxes))
                .hasSize(PICTURES)
                .startsWith("0,0,0,0", "0,0,0,0", "35.00,41.00,32.00,32.00");
        assertThat(out.toString()).contains("beside 12 reference boxes");
    }

    @Test
    void drawsWhatItFound() throws IOException {
        Path drawn = folder.resolve("drawn/deep");
        int code =
                run(
                        "track",
                        "--images",
                        images.toString(),
                        "--gt",
                        truth(),
                        "--out",
                        boxes.toString(),
                        "--draw",
                        drawn.toString());
        assertThat(code).as(err.toString()).isZero();
        assertThat(drawn.resolve("15.png")).exists();
        assertThat(Files.readAllBytes(drawn.resolve("15.png")))
                .isNotEqualTo(Files.readAllBytes(images.resolve("15.png")));
    }

    /** {@code track} on the pictures, then what is given. */
    private void refusedByTrack(String message, String... more) {
        List<String> words = new ArrayList<>(List.of("track", "--images", images.toString()));
        words.addAll(List.of(more));
        words.addAll(List.of("--out", boxes.toString()));
        refused(message, words.toArray(new String[0]));
    }

    @Test
    void trackRefusesWhatItCannotUse() throws IOException {
        refusedByTrack("pass --init X,Y,W,H, or --gt FILE");
        refusedByTrack("--init 1,2,3: expected four numbers", "--init", "1,2,3");
        refusedByTrack("--init 1,2,0,3: width and height must be", "--init", "1,2,0,3");
        refusedByTrack("lies outside the picture of 160x120", "--init", "200,2,20,20");
        refusedByTrack("is larger than any picture", "--init", "1,1,3e38,3e38");
        refusedByTrack("--gt none.txt: no such file", "--gt", "none.txt");
        refusedByTrack("--gt-origin 3", "--init", "31,41,32,32", "--gt-origin", "3");
        refusedByTrack(
                "would write over the pictures", "--gt", truth(), "--draw", images.toString());
        String[] noPictures = {"track", "--images", "no", "--init", "1,2,3,4", "--out", boxes + ""};
        refused("--images no: no such folder", noPictures);
        String[] noFolder = {
            "track", "--images", images + "", "--gt", truth(), "--out", folder + "/none/boxes.txt"
        };
        refused("/none/boxes.txt: no folder", noFolder);
        Files.writeString(images.resolve("9.png"), "no picture");
        refusedByTrack("9.png has gone, or is none that can be read", "--init", "31,41,32,32");
    }

    @Test
    void aPictureTooSmallForATrackerIsRefused() throws IOException {
        Path tiny = Files.createDirectory(folder.resolve("tiny"));
        Mat picture = new Mat(5, 5, CvType.CV_8UC3, new Scalar(1, 2, 3));
        Imgcodecs.imwrite(tiny.resolve("1.png").toString(), picture);
        picture.release();
        refused(
                "cannot be followed: frame is too small",
                "track",
                "--images",
                tiny.toString(),
                "--init",
                "1,1,3,3",
                "--tracker",
                "mil",
                "--out",
                boxes.toString());
    }

    @Test
    void anOldFileStaysWhenThereIsNoNewOne() throws IOException {
        Files.writeString(boxes, "old\n");
        Files.writeString(images.resolve("15.png"), "no picture");
        String[] words = {
            "track", "--images", images + "", "--init", "31,41,32,32", "--out", boxes + ""
        };
        assertThat(run(words)).isEqualTo(2);
        assertThat(boxes).hasContent("old\n");
    }

    @Test
    void benchJudgesEachRunOfEachSequence() throws IOException {
        Path table = folder.resolve("table.csv");
        StringBuilder rows = new StringBuilder("frame,s,left,top,w,h\n");
        for (int i = 0; i < PICTURES; i++) {
            Box box = DrawnSequence.box(i);
            rows.append(i).append(i == 4 ? ",0.1," : ",0.9,");
            rows.append(box.x()).append(',').append(box.y()).append(",32,32\n");
        }
        Files.writeString(table, rows);
        int code =
                run(
                        "bench",
                        "--sequence",
                        images.toString(),
                        "--sequence",
                        images.toString(),
                        "--called",
                        "table",
                        "--gt",
                        table.toString(),
                        "--gt-columns",
                        "left,top,w,h,s",
                        "--tracker",
                        "cf",
                        "--json");
        assertThat(code).as(err.toString()).isZero();
        JsonObject result = JsonParser.parseString(out.toString()).getAsJsonObject();
        JsonArray results = result.getAsJsonArray("results");
        assertThat(results).hasSize(4);
        int[] frames = {14, 56, 9 + 4, 14};
        for (int i = 0; i < results.size(); i++) {
            JsonArray both = results.get(i).getAsJsonObject().getAsJsonArray("rows");
            assertThat(both).hasSize(2);
            JsonObject square = both.get(0).getAsJsonObject();
            assertThat(square.get("sequence").getAsString()).isEqualTo("square");
            assertThat(square.get("frames").getAsInt()).isEqualTo(frames[i]);
            assertThat(square.get("meanIou").getAsDouble()).isBetween(0.6, 1.0);
            assertThat(square.get("p99Millis").getAsDouble())
                    .isGreaterThanOrEqualTo(square.get("p50Millis").getAsDouble());
            assertThat(square.get("failures").getAsInt()).isZero();
            assertThat(both.get(1).getAsJsonObject().get("sequence").getAsString())
                    .isEqualTo("table");
        }
        JsonObject table0 =
                results.get(0).getAsJsonObject().getAsJsonArray("rows").get(1).getAsJsonObject();
        assertThat(table0.get("frames").getAsInt()).as("one has a low score").isEqualTo(13);
    }

    @Test
    void theTableFitsAHundredColumns() {
        String[] words = {
            "bench",
            "--sequence",
            images.toString(),
            "--sequence",
            images.toString(),
            "--called",
            "a-very-long-name-of-a-sequence",
            "--tracker",
            "cf",
            "--runs",
            "ope,supervised"
        };
        assertThat(run(words)).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("(OPE)")
                .contains("as in VOT")
                .doesNotContain("(SRE)")
                .containsPattern("(?m)^square +cf +14 +[01]\\.\\d{3}")
                .containsPattern("(?m)^mean +cf +28 ");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void modelsBelongToTheTrackersBeforeThem() {
        String[] words = {
            "bench",
            "--sequence",
            images.toString(),
            "--runs",
            "ope",
            "--tracker",
            "cf",
            "--tracker",
            "nano",
            "--tracker-model",
            "none.onnx"
        };
        refused("--tracker nano: ", words);
    }

    @Test
    void theNamesInTheHelpAreThoseOfTheKinds() {
        assertThat(run("bench", "--help")).isZero();
        String names =
                Arrays.stream(TrackerKind.values()).map(Object::toString).collect(joining(", "));
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("One or more of " + names + ".");
    }

    @Test
    void benchRefusesWhatItCannotUse() throws IOException {
        refused("--sequence", "bench");
        refused("--sequence none: no such folder", "bench", "--sequence", "none");
        refused("--tracker", "bench", "--sequence", images.toString(), "--tracker", "best");
        refused("--runs", "bench", "--sequence", images.toString(), "--runs", "all");
        Files.write(images.resolve("groundtruth_rect.txt"), List.of("1,1,5,5"));
        refused("has 1 boxes", "bench", "--sequence", images.toString());
        Files.writeString(images.resolve("groundtruth_rect.txt"), "NaN\n".repeat(PICTURES));
        refused(
                "sequence square: no reference box is known in it",
                "bench",
                "--sequence",
                images.toString(),
                "--tracker",
                "cf");
    }
}
