package org.catfollow.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.runtime.journal.StageJournal;
import org.catfollow.runtime.journal.StageJournalReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.shm.slots.Tracks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two runs, each with frame 1 and track 1; the second had its tracker started again. */
class TextExportTest {
    private static final int RECORDS = 7;

    @TempDir private Path folder;

    private static void start(StageJournal journal, long epoch) {
        journal.enter(epoch);
        journal.begin(RecordKind.START, 0, 1);
        journal.putWords(List.of());
        journal.commit();
    }

    private static void answer(StageJournal journal, long frameId, TrackState state, float left) {
        Tracks all = new Tracks();
        all.frameId = frameId;
        TrackedObject object = all.add();
        object.trackId = 1;
        object.state = state;
        object.x = left;
        object.y = 20;
        object.width = 30;
        object.height = 40;
        object.score = 0.5f;
        journal.begin(RecordKind.TRACK, frameId, frameId);
        journal.putLong(frameId);
        journal.putCell(TrackCell.CODEC, new Track());
        journal.putTracks(all);
        journal.commit();
    }

    @BeforeEach
    void keepTwoRuns() {
        Path journal = JournalFiles.outputs(folder, Role.TRACKER.stageName());
        try (StageJournal tracker = StageJournal.in(journal, Long.MAX_VALUE, text -> {})) {
            start(tracker, 1);
            answer(tracker, 1, TrackState.CONFIRMED, 10);
            start(tracker, 1);
            answer(tracker, 1, TrackState.CONFIRMED, 11);
            answer(tracker, 2, TrackState.COASTING, 12);
            start(tracker, 2);
            answer(tracker, 3, TrackState.CONFIRMED, 13);
            await(journal);
        }
    }

    private static void await(Path journal) {
        while (!JournalFiles.isJournal(journal)) {
            Thread.onSpinWait();
        }
        try (StageJournalReader reader = new StageJournalReader(journal)) {
            int count = 0;
            while (count < RECORDS) {
                count += reader.next() == null ? 0 : 1;
            }
        }
    }

    /** A line is known by frame and identity: two of the same are refused by those who read the form. */
    @Test
    void fromJournalsTheNewestRunIsWrittenAlone() throws IOException {
        Path file = new TextExport(folder, folder.resolve("out")).mot(Map.of());
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "1,1,12.0,21.0,30.0,40.0,0.5,-1,-1,-1",
                        "3,1,14.0,21.0,30.0,40.0,0.5,-1,-1,-1");
    }

    @Test
    void fromARecordingTheFramesAreNumberedByItsPictures() throws IOException {
        Path file = new TextExport(folder, folder.resolve("out")).mot(Map.of(3L, 1L));
        assertThat(Files.readAllLines(file))
                .containsExactly("1,1,14.0,21.0,30.0,40.0,0.5,-1,-1,-1");
    }

    @Test
    void theCsvHasAllRunsAndGuessesToo() throws IOException {
        TextExport export = new TextExport(folder, folder.resolve("out"));
        Path tracks = export.csv().get(2);
        assertThat(Files.readAllLines(tracks)).hasSize(1 + 4);
        assertThat(Files.readAllLines(tracks).get(3)).startsWith("2,0,0,1,false,COASTING,");
        assertThat(export.unreadable()).isZero();
    }
}
