package org.catfollow.tracker.sequence;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Flags that name reference boxes and say how they are to be read. */
public class ReferenceOptions {
    private static final float LEAST_SCORE = 0.5f;

    @Option(
            names = "--gt",
            paramLabel = "FILE",
            description =
                    "Reference boxes, a line a picture: x,y,width,height, separated by commas, tabs or"
                            + " spaces; NaN or 0,0,0,0 where the target is not to be seen.")
    private Path file;

    @Option(
            names = "--gt-columns",
            paramLabel = "NAME",
            split = ",",
            description =
                    "--gt is a table with a heading, and these are its columns x,y,width,height and"
                            + " perhaps score.")
    private List<String> columns; // null: in a repeated group a list made here would be shared

    @Option(
            names = "--gt-min-score",
            paramLabel = "SCORE",
            description = "Rows with a lower score count as unknown. Default: 0.5.")
    private Float minScore;

    @Option(
            names = "--gt-origin",
            paramLabel = "0|1",
            description =
                    "What x and y count from, in --gt and in every box named or written beside it."
                            + " Default: 1, as in the files of the Object Tracking Benchmark; 0 with"
                            + " --gt-columns.")
    private Integer origin;

    /** Makes the defaults; picocli fills in what the user gave. */
    public ReferenceOptions() {}

    /** Returns the file, if one was named. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** Returns how it is to be read. */
    public ReferenceForm form() {
        List<String> names = columns == null ? List.of() : columns;
        int from = origin != null ? origin : names.isEmpty() ? 1 : 0;
        return new ReferenceForm(from, names, minScore == null ? LEAST_SCORE : minScore);
    }
}
