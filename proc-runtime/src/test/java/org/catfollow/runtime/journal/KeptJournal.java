package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import net.openhft.chronicle.core.time.TimeProvider;

/** A journal that a test keeps, in a folder of its own. */
final class KeptJournal {
    static final long MOST = 64L << 20;
    static final long PATIENCE_NANOS = 60_000_000_000L;

    final Path folder;
    final BlockingQueue<String> problems = new LinkedBlockingQueue<>();

    /** Stands still, where it matters which file is the newest: every ten minutes another one begins. */
    private long nowMillis = System.currentTimeMillis();

    KeptJournal(Path folder) {
        this.folder = folder;
    }

    /** From now on another file is written. */
    void beginAnotherFile() {
        nowMillis += JournalQueue.OUTPUTS_CYCLE.lengthInMillis();
    }

    /** Returns the clock, for a queue of the test's own. */
    TimeProvider clock() {
        return () -> nowMillis;
    }

    Path newestFile() throws IOException {
        return JournalFiles.days(folder).getLast();
    }

    List<StageRecord> read() {
        return read(folder);
    }

    static void put(StageJournal journal, long number) {
        if (journal.begin(RecordKind.FRAME, number, 10 * number)) {
            journal.putLong(number);
            journal.commit();
        }
    }

    static List<StageRecord> read(Path folder) {
        List<StageRecord> all = new ArrayList<>();
        try (StageJournalReader reader = new StageJournalReader(folder)) {
            StageRecord next = reader.next();
            while (next != null) {
                all.add(next);
                next = reader.next();
            }
        }
        return all;
    }

    QueueSink sink(long patienceNanos) throws IOException {
        return new QueueSink(folder, MOST, patienceNanos, clock());
    }

    void keep(int count) {
        try (StageJournal journal =
                StageJournal.to("here", () -> sink(PATIENCE_NANOS), problems::add)) {
            journal.enter(1);
            for (long number = 1; number <= count; number++) {
                put(journal, number);
            }
            journal.finish(0);
        }
    }

    /** Returns where the zeros begin that the file was made with. */
    static long lengthUsed(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length;
        while (bytes[length - 1] == 0) {
            length--;
        }
        return length;
    }
}
