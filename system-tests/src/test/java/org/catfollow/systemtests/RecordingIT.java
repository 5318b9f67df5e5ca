package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.catfollow.systemtests.Launched.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A run that was recorded from its first frame is run again and is the same bit for bit; a changed flag is
 * found. {@code docs/verification/replay.sh} does so with 2,000 frames, three times.
 */
class RecordingIT {
    private static final int FRAMES = Integer.getInteger("catfollow.frames", 45);

    private final Instance instance = new Instance("recording");
    private final Path recording = instance.folder.resolve("recording");
    private final Path flight =
            instance.folder.resolve("state").resolve(instance.name).resolve("flight");

    @AfterEach
    void leavesNothing() throws IOException {
        instance.close();
        if (Files.exists(recording)) {
            Distribution.remove(recording);
        }
    }

    private Outcome replay(String... words) {
        List<String> command = new ArrayList<>();
        command.add(Distribution.program("replay-proc").toString());
        command.add(recording.toString());
        command.addAll(List.of(words));
        return instance.start(Map.of(), command).finish();
    }

    @Test
    void aRecordedRunIsTheSameAgainAndAChangedFlagIsFound() throws IOException {
        instance.up(
                "--source",
                "test:",
                "--model",
                "test:",
                // Half as many as usual, and more room: a busy machine is not to miss one.
                "--framerate",
                "15",
                "--slots",
                "64",
                "--record",
                recording.toString(),
                "--record-format",
                "raw",
                "--record-buffer-mb",
                "1000");
        try (LiveRegion live = instance.attach()) {
            live.awaitFrames(FRAMES, "capture", "detector", "tracker", "control");
        }
        assertThat(instance.launch("down").code()).isZero();

        Outcome same = replay("--compare");
        assertThat(same.code()).as(same.out() + same.err()).isZero();
        assertThat(same.out())
                .containsPattern("detector [1-9]\\d* frames compared, all the same bit for bit")
                .containsPattern("tracker +[1-9]\\d* frames compared, all the same bit for bit")
                .containsPattern("control +[1-9]\\d* periods compared, all the same bit for bit")
                .endsWith("IDENTICAL\n");

        // The target of the test picture is found with 0.9.
        Outcome strict = replay("--compare", "--min-score", "0.95");
        assertThat(strict.code()).as(strict.out() + strict.err()).isEqualTo(1);
        assertThat(strict.out())
                .containsPattern("DIFFERENT, first: detector, frame \\d+: boxes were 1, are 0");

        // Of control: the camera turns more slowly, in whatever state.
        Outcome slow = replay("--compare", "--camera-p=0.1", "--camera-rate=5");
        assertThat(slow.code()).as(slow.out() + slow.err()).isEqualTo(1);
        assertThat(slow.out())
                .contains("all the same bit for bit")
                .containsPattern("DIFFERENT, first: control, frame \\d+: \\w+ was");

        exportsAllForms();
    }

    private void exportsAllForms() throws IOException {
        Path out = recording.resolve("export");
        Outcome outcome =
                instance.catFollow(
                        "export", recording.toString(), "--csv", "--jsonl", "--mot", "--video");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(out.resolve("frames.csv")).isNotEmptyFile();
        assertThat(Files.readAllLines(out.resolve("tracks.csv")).size()).isGreaterThan(FRAMES / 2);
        assertThat(Files.readAllLines(out.resolve("detections.csv")).get(1)).contains(",target,");
        assertThat(Files.readAllLines(out.resolve("control.csv")).size()).isGreaterThan(FRAMES / 2);
        assertThat(Files.readString(out.resolve("records.jsonl"))).contains("\"kind\":\"START\"");
        assertThat(Files.readAllLines(out.resolve("tracks-mot.txt")))
                .isNotEmpty()
                .allMatch(line -> line.matches("\\d+,\\d+(,[-\\d.E]+){5},-1,-1,-1"));
        assertThat(Files.size(out.resolve("video.avi"))).isGreaterThan(100_000);
    }

    @Test
    void theFlightRecorderStoresWhatWasBeforeAStop() throws IOException {
        instance.up("--source", "test:", "--model", "test:");
        // `up` does not wait for it, and what was before it came is no alarm.
        Await.until(
                "the recorder at the ring",
                () -> maps("recorder").contains(instance.files().region().toString()));
        try (LiveRegion live = instance.attach()) {
            live.awaitFrames(30, "capture", "tracker", "control");
        }
        assertThat(instance.catFollow("send", "stop").code()).isZero();
        instance.awaitLog("recorder", "-stop");
        List<Path> stored;
        try (Stream<Path> list = Files.list(flight)) {
            stored = list.toList();
        }
        assertThat(stored).singleElement().asString().endsWith("-stop");
        assertThat(Files.readAllLines(stored.get(0).resolve("frames.csv")).size()).isGreaterThan(2);
        assertThat(stored.get(0).resolve("journal/tracker-outputs")).isNotEmptyDirectory();
    }

    /** Returns what a process has mapped; nothing where there is none. */
    private String maps(String of) {
        try {
            return Files.readString(Path.of("/proc/" + instance.pid(of) + "/maps"));
        } catch (IOException e) {
            return "";
        }
    }
}
