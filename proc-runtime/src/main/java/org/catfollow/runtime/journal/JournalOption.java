package org.catfollow.runtime.journal;

import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The flag by which a stage is told where its journal lies. A picocli mixin. */
public final class JournalOption {
    private static final String NONE = "none";

    @Option(
            names = "--journal",
            paramLabel = "DIR|none",
            description =
                    "Folder of the journal of transitions, which `cat-follow events` prints; none:"
                            + " keep none (default: ${DEFAULT-VALUE}; the launcher gives a folder"
                            + " beside the logs).")
    private String folder = NONE;

    /** Returns the journal asked for; see {@link TransitionJournal#in}. */
    public TransitionJournal open(Consumer<String> problem) {
        return folder.equals(NONE) || folder.isEmpty()
                ? TransitionJournal.none()
                : TransitionJournal.in(Path.of(folder), problem);
    }
}
