package org.catfollow.cli.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.runtime.journal.StageJournalReader;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.shm.layout.Role;

/** A stage's journal, one record after the other. One thread. */
public final class StageStream implements AutoCloseable {
    private static final List<Role> ROLES =
            List.of(Role.CAPTURE, Role.DETECTOR, Role.TRACKER, Role.CONTROL);

    private final Role role;

    /** Null where there is no journal. */
    private final StageJournalReader reader;

    private StageRecord next;

    /**
     * Opens it, be it there or not.
     *
     * @param journals the folder of the journals of all stages
     */
    public StageStream(Path journals, Role role) {
        this.role = role;
        Path folder = JournalFiles.outputs(journals, role.stageName());
        this.reader = JournalFiles.isJournal(folder) ? new StageJournalReader(folder) : null;
        advance();
    }

    /** Opens those of all stages that keep one. */
    public static List<StageStream> all(Path journals) {
        List<StageStream> streams = new ArrayList<>();
        ROLES.forEach(role -> streams.add(new StageStream(journals, role)));
        return streams;
    }

    /** Returns whose it is. */
    public Role role() {
        return role;
    }

    /** Returns the next record and leaves it there; null at the end. */
    public StageRecord peek() {
        return next;
    }

    /** Returns the next record; null at the end. */
    public StageRecord take() {
        StageRecord taken = next;
        advance();
        return taken;
    }

    private void advance() {
        next = reader == null ? null : reader.next();
    }

    /** Returns how many records made no sense so far. */
    public long unreadable() {
        return reader == null ? 0 : reader.unreadable();
    }

    /** Returns what was wrong with the last one of them, empty for nothing. */
    public String problem() {
        return reader == null ? "" : reader.problem();
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
