package org.catfollow.cli.recording;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.runtime.terminal.WorkBar;
import org.catfollow.shm.layout.Role;

/** Journals as text files, each whole or not at all. One thread; holds no more than a record of each stage. */
public final class TextExport {
    private final Path journals;
    private final Path out;
    private final List<String> rows = new ArrayList<>();
    private long records;
    private long unreadable;
    private String problem = "";

    /**
     * Makes one.
     *
     * @param journals the folder of the journals of all stages
     * @param out the folder to write to, made when it is missing
     */
    public TextExport(Path journals, Path out) {
        this.journals = journals;
        this.out = out;
    }

    /** Writes a file of its own for what each stage put out; returns the files. */
    public List<Path> csv() {
        return List.of(
                csv(
                        "frames.csv",
                        RecordRows.FRAMES,
                        Role.CAPTURE,
                        RecordKind.FRAME,
                        RecordRows::frame),
                csv(
                        "detections.csv",
                        RecordRows.DETECTIONS,
                        Role.DETECTOR,
                        RecordKind.DETECTIONS,
                        RecordRows::detections),
                csv(
                        "tracks.csv",
                        RecordRows.TRACKS,
                        Role.TRACKER,
                        RecordKind.TRACK,
                        RecordRows::tracks),
                csv(
                        "control.csv",
                        RecordRows.CONTROL,
                        Role.CONTROL,
                        RecordKind.PERIOD,
                        RecordRows::period));
    }

    private Path csv(
            String name,
            String header,
            Role role,
            RecordKind kind,
            BiConsumer<StageRecord, List<String>> toRows) {
        return write(
                name,
                writer -> {
                    writer.write(header + "\n");
                    each(
                            List.of(new StageStream(journals, role)),
                            name,
                            (stage, record) -> {
                                if (record.kind() == kind) {
                                    toRows.accept(record, rows);
                                }
                            },
                            writer);
                });
    }

    /** Writes each record as an object in a line of its own, in the order of their times. */
    public Path jsonLines() {
        return write(
                "records.jsonl",
                writer ->
                        each(
                                StageStream.all(journals),
                                "records.jsonl",
                                (role, record) ->
                                        rows.add(RecordRows.json(role, record).toString()),
                                writer));
    }

    /**
     * Writes the tracks in the form of the MOT challenge.
     *
     * @param numbers the number of each frame from 1; others are left out. Empty: a frame's id is its
     *     number, and only the newest run is written, as each run numbers frames and tracks anew
     */
    public Path mot(Map<Long, Long> numbers) {
        long[] startsToCome = {numbers.isEmpty() ? runs() : 0};
        return write(
                "tracks-mot.txt",
                writer ->
                        each(
                                List.of(new StageStream(journals, Role.TRACKER)),
                                "tracks-mot.txt",
                                (role, record) -> {
                                    if (beginsRun(record)) {
                                        startsToCome[0]--;
                                    }
                                    if (startsToCome[0] > 0) {
                                        return;
                                    }
                                    Long number =
                                            numbers.isEmpty()
                                                    ? Long.valueOf(record.frameId())
                                                    : numbers.get(record.frameId());
                                    if (record.kind() == RecordKind.TRACK && number != null) {
                                        RecordRows.mot(record, number, rows);
                                    }
                                },
                                writer));
    }

    /** The first tracker on a region; one that is started again goes on with its predecessor's numbers. */
    private static boolean beginsRun(StageRecord record) {
        return record.kind() == RecordKind.START && record.epoch() == 1;
    }

    /** Returns how many runs begin in the tracker's journal. */
    private long runs() {
        try (StageStream stream = new StageStream(journals, Role.TRACKER)) {
            long runs = 0;
            while (stream.peek() != null) {
                runs += beginsRun(stream.take()) ? 1 : 0;
            }
            return runs;
        }
    }

    /** Returns how many records were read, of whatever kind. */
    public long records() {
        return records;
    }

    /** Returns how many records made no sense. */
    public long unreadable() {
        return unreadable;
    }

    /** Returns what was wrong with the last one of them. */
    public String problem() {
        return problem;
    }

    private interface Filling {
        void fill(BufferedWriter writer) throws IOException;
    }

    private Path write(String name, Filling filling) {
        Path file = out.resolve(name);
        Path part = out.resolve(name + ".part");
        try {
            Files.createDirectories(out);
            try (BufferedWriter writer = Files.newBufferedWriter(part)) {
                filling.fill(writer);
            }
            return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StageFailure(ExitCode.FAILED, "cannot write " + file + ": " + e, e);
        }
    }

    /** Gives each record of several stages to {@code use}, the oldest first, and writes what it adds. */
    private void each(
            List<StageStream> streams,
            String task,
            BiConsumer<Role, StageRecord> use,
            BufferedWriter writer)
            throws IOException {
        long done = 0;
        try (WorkBar bar = new WorkBar(task, -1)) {
            StageStream oldest = oldest(streams);
            while (oldest != null) {
                rows.clear();
                use(oldest, use);
                for (String row : rows) {
                    writer.write(row + "\n");
                }
                records++;
                bar.at(++done);
                oldest = oldest(streams);
            }
        } finally {
            streams.forEach(StageStream::close);
        }
        for (StageStream stream : streams) {
            unreadable += stream.unreadable();
            problem = stream.problem().isEmpty() ? problem : stream.problem();
        }
    }

    private void use(StageStream stream, BiConsumer<Role, StageRecord> use) {
        try {
            use.accept(stream.role(), stream.take());
        } catch (IllegalArgumentException e) {
            rows.clear();
            unreadable++;
            problem = e.getMessage();
        }
    }

    private static StageStream oldest(List<StageStream> streams) {
        StageStream oldest = null;
        for (StageStream stream : streams) {
            if (stream.peek() != null
                    && (oldest == null || stream.peek().nanos() < oldest.peek().nanos())) {
                oldest = stream;
            }
        }
        return oldest;
    }
}
