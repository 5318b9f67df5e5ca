package org.catfollow.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.runtime.recording.FrameList;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Over a recording of three pictures with the target of {@code --model test:} in them. */
class ReplayCommandTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;
    private static final int SIDE = 24;

    @TempDir private Path recording;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int replay(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = recording.toString();
        System.arraycopy(words, 0, all, 1, words.length);
        return run(all);
    }

    private int run(String... words) {
        CommandLine line = ProcessExit.commandLine(new ReplayCommand());
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(words);
    }

    private static int left(long frameId) {
        return 30 + 5 * (int) frameId;
    }

    private void picture(long frameId) throws IOException {
        byte[] bgr = new byte[WIDTH * HEIGHT * 3];
        for (int y = 40; y < 40 + SIDE; y++) {
            for (int x = left(frameId); x < left(frameId) + SIDE; x++) {
                bgr[(y * WIDTH + x) * 3 + 2] = (byte) 240;
            }
        }
        Files.write(recording.resolve("frame-" + frameId + ".bgr"), bgr);
    }

    private void pictures(String ending) throws IOException {
        StringBuilder list = new StringBuilder(FrameList.HEADER).append('\n');
        for (long id = 1; id <= 3; id++) {
            picture(id);
            list.append(id)
                    .append(',')
                    .append(id * 1_000_000)
                    .append(",0," + WIDTH + "," + HEIGHT + ",frame-" + id + "." + ending + "\n");
        }
        Files.writeString(recording.resolve(FrameList.NAME), list);
    }

    private static Detections found(long frameId, float left) {
        Detections boxes = new Detections();
        boxes.frameId = frameId;
        boxes.captureNanos = frameId * 1_000_000;
        boxes.add(Detections.labelBytes("target"), 0, 0.9f, left, 40, SIDE, SIDE);
        return boxes;
    }

    private void detectorFinds(float leftInThird) throws IOException {
        pictures("bgr");
        new Journals(recording)
                .keep(
                        Role.DETECTOR,
                        Journals.detectorStart(1, "--model=test:"),
                        Journals.detections(1, 10, found(1, left(1))),
                        Journals.detections(2, 20, found(2, left(2))),
                        Journals.detections(3, 30, found(3, leftInThird)));
    }

    @Test
    void aRunThatIsTheSameAgainIsIdentical() throws IOException {
        detectorFinds(left(3));
        assertThat(replay("--compare")).as(out + "" + err).isZero();
        assertThat(out.toString())
                .contains("detector 3 frames compared, all the same bit for bit")
                .endsWith("IDENTICAL\n");
    }

    @Test
    void whatWasAnotherThenIsNamedWithFrameAndBothValues() throws IOException {
        detectorFinds(left(3) + 1);
        assertThat(replay("--compare")).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "DIFFERENT, first: detector, frame 3: box 1 was target 0.9 at 46.0,40.0"
                                + " 24.0x24.0, is target 0.9 at 45.0,40.0 24.0x24.0");
    }

    @Test
    void aChangedFlagReplacesTheRecordedOneAndIsFound() throws IOException {
        detectorFinds(left(3));
        assertThat(replay("--compare", "--min-score", "0.95")).isEqualTo(1);
        assertThat(out.toString())
                .contains("DIFFERENT, first: detector, frame 1: boxes were 1, are 0");
    }

    @Test
    void theTrackerWorksWithWhatTheDetectorFoundInThisReplay() throws IOException {
        detectorFinds(left(3));
        new Journals(recording)
                .keep(
                        Role.TRACKER,
                        Journals.trackerStart(2),
                        Journals.round(1, 15, 1),
                        Journals.round(2, 25, 2),
                        Journals.round(3, 35, 3));
        // The recorded rounds have no answers: all that differs is what the tracker does anew.
        assertThat(replay("--compare", "--reference", "replayed")).as(out + "" + err).isZero();
        assertThat(replay("--compare", "--reference", "replayed", "--min-score=0.95")).isEqualTo(1);
        assertThat(out.toString()).containsPattern("tracker +3 frames compared, \\d differ");
    }

    @Test
    void aFrameThatIsMissingIsSaidAndTheDetectorGoesOnAfterIt() throws IOException {
        detectorFinds(left(3));
        Path list = recording.resolve(FrameList.NAME);
        Files.writeString(list, Files.readString(list).replaceAll("(?m)^2,.*\n", ""));
        assertThat(replay("--compare")).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "detector 2 frames compared, all the same bit for bit; 1 not compared:"
                                + " frame 2 was not recorded")
                .contains("INCOMPLETE: what was compared is identical; 1 were not");
    }

    @Test
    void withoutTheStartsOfTheStagesNothingIsComparedAndThatIsSaid() throws IOException {
        pictures("bgr");
        Journals journals = new Journals(recording);
        journals.keep(Role.DETECTOR, Journals.detections(1, 10, found(1, left(1))));
        journals.keep(Role.TRACKER, Journals.answer(1, 1, 14), Journals.round(1, 15, 1));
        journals.keep(Role.CONTROL, Journals.period(1, 20));
        assertThat(replay("--compare")).isEqualTo(1);
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .contains("detector 1 not compared: with which flags it had begun is not in its")
                .contains("tracker  1 not compared: with which flags")
                .contains("control  1 not compared: with which flags")
                .contains("INCOMPLETE");
    }

    private Path newestFileOf(Role role) throws IOException {
        Path journal = JournalFiles.outputs(recording.resolve("journal"), role.stageName());
        try (Stream<Path> files = Files.list(journal)) {
            return files.filter(file -> file.toString().endsWith(".cq4")).findAny().orElseThrow();
        }
    }

    @Test
    void aJournalThatIsCutIsNotIdentical() throws IOException {
        detectorFinds(left(3));
        Path file = newestFileOf(Role.DETECTOR);
        byte[] bytes = Files.readAllBytes(file);
        int used = bytes.length;
        while (bytes[used - 1] == 0) {
            used--;
        }
        // The last record begins in what is left and ends behind it: nothing but zeros came.
        Arrays.fill(bytes, used - 60, used, (byte) 0x11);
        Files.write(file, bytes);
        assertThat(replay("--compare")).as(out + "" + err).isEqualTo(1);
        assertThat(out.toString()).doesNotContain("IDENTICAL");
    }

    @Test
    void aJournalInWhichNothingCanBeReadIsAnError() throws IOException {
        detectorFinds(left(3));
        Files.writeString(newestFileOf(Role.DETECTOR), "no queue".repeat(999));
        assertThat(replay("--compare")).isEqualTo(1);
        assertThat(err.toString()).contains("the journal of detector in", "cannot be read");
    }

    @Test
    void aRecordingWithoutPicturesIsNotIdentical() throws IOException {
        detectorFinds(left(3));
        Files.writeString(recording.resolve(FrameList.NAME), FrameList.HEADER + "\n");
        assertThat(replay("--compare")).isEqualTo(1);
        assertThat(err.toString()).contains("lists no pictures");
    }

    @Test
    void jpegPicturesAreNotComparedWithWhatWasRecorded() throws IOException {
        pictures("jpg");
        new Journals(recording).keep(Role.DETECTOR, Journals.detectorStart(1, "--model=test:"));
        assertThat(replay("--compare", "--reference", "recorded")).isEqualTo(2);
        assertThat(err.toString()).contains("are JPEG, not the pixels that the stages saw");
    }

    @Test
    void whatIsNoFlagOfAnyStageIsRefused() throws IOException {
        detectorFinds(left(3));
        assertThat(replay("--compare", "--minimum-score=0.6")).isEqualTo(2);
        assertThat(err.toString()).contains("--minimum-score is a flag neither of replay nor of");
    }

    @Test
    void aWordTooManyIsRefusedAndNotForgotten() throws IOException {
        detectorFinds(left(3));
        assertThat(replay("another-walk", "--compare", "--min-score", "0.6")).isEqualTo(2);
        assertThat(err.toString()).contains("'another-walk' belongs to no flag");
    }

    @Test
    void aValueThatMakesNoSenseIsRefused() throws IOException {
        detectorFinds(left(3));
        assertThat(replay("--compare", "--min-score=high")).isEqualTo(2);
        assertThat(err.toString()).contains("--min-score");
    }

    @Test
    void aFolderThatIsNoRecordingIsNamed() {
        assertThat(run(recording.resolve("nothing").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("nothing is no recording").contains("frames.csv");
    }
}
