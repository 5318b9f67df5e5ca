package org.catfollow.runtime.journal;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import picocli.CommandLine.Option;

/** The flags by which a stage is told where its journal lies. A picocli mixin. */
public final class JournalOption {
    private static final String NONE = "none";

    /** Set by a unit, which has no launcher to give a folder: less than any setting. */
    private static final String WHERE_NOBODY_SAYS = "${env:CAT_FOLLOW_JOURNALS:-none}";

    private static final int LEAST_MEGABYTES = 8;

    @Option(
            names = "--journal",
            paramLabel = "DIR|none",
            defaultValue = WHERE_NOBODY_SAYS,
            description =
                    "Folder of the journals, a folder in it for each stage, which `cat-follow"
                            + " events`, `export` and `replay` read; none: keep none (default:"
                            + " ${DEFAULT-VALUE}; launcher and units give a folder beside the logs).")
    private String folder = NONE;

    @Option(
            names = "--journal-mb",
            paramLabel = "MB",
            defaultValue = "64",
            description =
                    "How much the journal of what this stage puts out may take, megabytes, 8 or"
                            + " more; the oldest ten minutes go first (default: ${DEFAULT-VALUE}).")
    private int megabytes = 64;

    /** Returns control's journal of transitions; see {@link TransitionJournal#in}. */
    public TransitionJournal openTransitions(Consumer<String> problem) {
        return isNone()
                ? TransitionJournal.none()
                : TransitionJournal.in(JournalFiles.transitions(Path.of(folder)), problem);
    }

    /**
     * Returns the journal of what a stage puts out; see {@link StageJournal#in}.
     *
     * @throws StageFailure (usage) when it is to be too small
     */
    public StageJournal open(String stage, Consumer<String> problem) {
        if (megabytes < LEAST_MEGABYTES) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--journal-mb " + megabytes + ": must be at least " + LEAST_MEGABYTES);
        }
        return isNone()
                ? StageJournal.none()
                : StageJournal.in(
                        JournalFiles.outputs(Path.of(folder), stage),
                        (long) megabytes << 20,
                        problem);
    }

    private boolean isNone() {
        return folder.equals(NONE) || folder.isEmpty();
    }
}
