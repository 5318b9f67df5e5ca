package org.catfollow.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.recording.RecordedFrames;
import org.catfollow.runtime.recording.RecordedJournal;
import org.catfollow.shm.layout.Role;

/** A recording: its frames, and what the stages did with them. One thread. */
final class RecordedRun implements AutoCloseable {
    private final List<String> problems = new ArrayList<>();
    private final RecordedFrames frames;
    private final List<Unit> detector;
    private final List<Unit> tracker;
    private final List<Unit> control;

    /**
     * Reads it.
     *
     * @throws StageFailure when it is no recording, or has no journals
     */
    RecordedRun(Path folder) {
        frames = new RecordedFrames(folder);
        detector = units(folder, Role.DETECTOR);
        tracker = units(folder, Role.TRACKER);
        control = units(folder, Role.CONTROL);
        if (detector.isEmpty() && tracker.isEmpty() && control.isEmpty()) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    folder
                            + " has pictures and no journals of the stages: it can be played (`up"
                            + " --source replay:DIR`), not run again; record a robot that"
                            + " `deploy/launch.sh up` started");
        }
    }

    private List<Unit> units(Path folder, Role role) {
        RecordedJournal journal = RecordedJournal.of(folder, role.stageName());
        if (journal.records().isEmpty() && journal.unreadable() > 0) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "the journal of "
                            + role.stageName()
                            + " in "
                            + folder
                            + " cannot be read: "
                            + journal.problem());
        }
        if (journal.unreadable() > 0) {
            problems.add(
                    journal.unreadable()
                            + " records of "
                            + role.stageName()
                            + " cannot be read: "
                            + journal.problem());
        }
        return Unit.of(journal.records());
    }

    /** Returns what is damaged in the journals, a line each. */
    List<String> problems() {
        return problems;
    }

    RecordedFrames frames() {
        return frames;
    }

    List<Unit> detector() {
        return detector;
    }

    List<Unit> tracker() {
        return tracker;
    }

    List<Unit> control() {
        return control;
    }

    @Override
    public void close() {
        frames.close();
    }
}
