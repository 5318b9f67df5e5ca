package org.catfollow.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.runtime.journal.StageJournal;
import org.catfollow.runtime.journal.StageJournalReader;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.runtime.recording.RecordedJournal;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.Tracks;

/** Records as the stages put them, in journals as a recording has them. */
final class Journals {
    /** Of the readings of the sensors in a period. */
    private static final int READING_WORDS = 11;

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** One record to be put. */
    record Put(RecordKind kind, long frameId, long nanos, Consumer<StageJournal> content) {}

    private final Path recording;

    Journals(Path recording) {
        this.recording = recording;
    }

    static Put detectorStart(long nanos, String... flags) {
        return new Put(RecordKind.START, 0, nanos, j -> j.putWords(List.of(flags)));
    }

    static Put trackerStart(long nanos, String... flags) {
        return new Put(
                RecordKind.START,
                0,
                nanos,
                j -> {
                    j.putWords(List.of(flags));
                    j.putLong(0);
                    j.putInt(0);
                });
    }

    static Put controlStart(long nanos, String... flags) {
        return new Put(
                RecordKind.START,
                0,
                nanos,
                j -> {
                    j.putWords(List.of(flags));
                    j.putLong(0);
                    j.putCell(PoseCell.CODEC, new Pose());
                    j.putInt(0);
                });
    }

    /** What was found, without a target that was recalled. */
    static Put detections(long generation, long nanos, Detections boxes) {
        return detections(generation, nanos, boxes, null);
    }

    static Put detections(long generation, long nanos, Detections boxes, Track recalled) {
        return new Put(
                RecordKind.DETECTIONS,
                boxes.frameId,
                nanos,
                j -> {
                    j.putLong(generation);
                    j.putInt(0);
                    j.putInt(recalled == null ? 0 : 1);
                    if (recalled != null) {
                        j.putCell(TrackCell.CODEC, recalled);
                    }
                    j.putDetections(boxes);
                });
    }

    static Put answer(long generation, long frameId, long nanos) {
        Track track = new Track();
        track.frameId = frameId;
        Tracks all = new Tracks();
        all.frameId = frameId;
        return new Put(
                RecordKind.TRACK,
                frameId,
                nanos,
                j -> {
                    j.putLong(generation);
                    j.putCell(TrackCell.CODEC, track);
                    j.putTracks(all);
                });
    }

    /** A round in which the ring had all that was asked for. */
    static Put round(long newestFrame, long nanos, long detectionsGeneration) {
        return new Put(
                RecordKind.TRACKER_ROUND,
                newestFrame,
                nanos,
                j -> {
                    j.putLong(detectionsGeneration);
                    j.putLong(0);
                    j.putInt(0);
                    j.putInt(0);
                    j.putLong(0);
                    j.putLong(0);
                });
    }

    static Put command(long nanos) {
        return new Put(RecordKind.COMMAND, 0, nanos, j -> j.putInt(0));
    }

    static Put period(long trackGeneration, long nanos) {
        return new Put(
                RecordKind.PERIOD,
                0,
                nanos,
                j -> {
                    j.putLong(trackGeneration);
                    j.putLong(0);
                    j.putInt(0);
                    for (int i = 0; i < READING_WORDS; i++) {
                        j.putLong(0);
                    }
                    j.putCell(ControlStatusCell.CODEC, new ControlStatus());
                    j.putCell(PoseCell.CODEC, new Pose());
                    j.putCell(SensorsCell.CODEC, new Sensors());
                });
    }

    /** Keeps them as a stage's journal and returns them as they are read. */
    List<StageRecord> keep(Role role, Put... puts) {
        Path folder =
                JournalFiles.outputs(recording.resolve(RecordedJournal.FOLDER), role.stageName());
        List<String> problems = new CopyOnWriteArrayList<>();
        try (StageJournal journal = StageJournal.in(folder, Long.MAX_VALUE, problems::add)) {
            journal.enter(1);
            for (Put put : puts) {
                if (!journal.begin(put.kind(), put.frameId(), put.nanos())) {
                    throw new AssertionError("no room: " + Arrays.toString(puts));
                }
                put.content().accept(journal);
                journal.commit();
            }
        }
        return awaitAll(folder, puts.length, problems);
    }

    /** The journal's thread may be slower than the journal waits for it at its end. */
    private static List<StageRecord> awaitAll(Path folder, int count, List<String> problems) {
        long begun = System.nanoTime();
        List<StageRecord> records = List.of();
        while (records.size() < count) {
            if (!problems.isEmpty()) {
                throw new AssertionError(problems.getFirst());
            }
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new AssertionError("of " + count + " records there are only " + records);
            }
            // Each time from the begin: who opens a journal that is just being made sees nothing of
            // it, then and later.
            if (JournalFiles.isJournal(folder)) {
                records = read(folder);
            }
            LockSupport.parkNanos(1_000_000);
        }
        return records;
    }

    private static List<StageRecord> read(Path folder) {
        List<StageRecord> records = new ArrayList<>();
        try (StageJournalReader reader = new StageJournalReader(folder)) {
            StageRecord next = reader.next();
            while (next != null) {
                records.add(next);
                next = reader.next();
            }
        }
        return records;
    }
}
