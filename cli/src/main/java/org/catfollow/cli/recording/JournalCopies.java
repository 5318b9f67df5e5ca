package org.catfollow.cli.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.journal.JournalCopy;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.runtime.recording.RecordedJournal;
import org.catfollow.shm.layout.Role;

/** The journals of all stages into a recording. One thread. */
final class JournalCopies implements AutoCloseable {
    private static final List<Role> ROLES =
            List.of(Role.CAPTURE, Role.DETECTOR, Role.TRACKER, Role.CONTROL);

    private final List<JournalCopy> copies = new ArrayList<>();
    private final Path to;

    /**
     * Makes them.
     *
     * @param journals the folder of the robot's journals, null for none
     * @param fromNanos what was before is left out, CLOCK_MONOTONIC
     */
    JournalCopies(Path journals, Path recording, long fromNanos) {
        to = recording.resolve(RecordedJournal.FOLDER);
        for (Role role : journals == null ? List.<Role>of() : ROLES) {
            copies.add(
                    new JournalCopy(
                            JournalFiles.outputs(journals, role.stageName()),
                            JournalFiles.outputs(to, role.stageName()),
                            fromNanos));
        }
    }

    /** Copies what has come. */
    void advance() {
        try {
            for (JournalCopy copy : copies) {
                copy.advance();
            }
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot copy journals to " + to + ": " + e.getMessage(), e);
        }
    }

    /** Returns how many records were copied. */
    long copied() {
        return copies.stream().mapToLong(JournalCopy::copied).sum();
    }

    @Override
    public void close() {
        copies.forEach(JournalCopy::close);
    }
}
