package org.catfollow.runtime.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.runtime.journal.StageJournalReader;
import org.catfollow.runtime.journal.StageRecord;

/**
 * What a stage's journal in a recording holds.
 *
 * @param records in order
 * @param unreadable how many made no sense
 * @param problem what was wrong with the last of those, empty for nothing
 */
public record RecordedJournal(List<StageRecord> records, long unreadable, String problem) {
    /** Where the journals lie in a recording. */
    public static final String FOLDER = "journal";

    /** Reads that of a stage; empty when there is none. */
    public static RecordedJournal of(Path recording, String stage) {
        Path folder = JournalFiles.outputs(recording.resolve(FOLDER), stage);
        if (!JournalFiles.isJournal(folder)) {
            return new RecordedJournal(List.of(), 0, "");
        }
        try (StageJournalReader reader = new StageJournalReader(folder)) {
            List<StageRecord> records = new ArrayList<>();
            StageRecord next = reader.next();
            while (next != null) {
                records.add(next);
                next = reader.next();
            }
            if (records.isEmpty() && reader.unreadable() == 0) {
                // A recording has a journal only where there was something to copy.
                return new RecordedJournal(records, 1, "there is not one whole record in it");
            }
            return new RecordedJournal(records, reader.unreadable(), reader.problem());
        }
    }
}
