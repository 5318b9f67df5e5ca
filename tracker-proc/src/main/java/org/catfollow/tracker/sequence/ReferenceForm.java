package org.catfollow.tracker.sequence;

import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * How a file of reference boxes is to be read.
 *
 * @param origin what x and y count from, 0 or 1
 * @param columns names of the columns x, y, width, height and, if there are five, score, of a table
 *     with a heading; empty for a file of bare boxes
 * @param minScore lowest score of a box that is true enough, where there are scores
 */
public record ReferenceForm(int origin, List<String> columns, float minScore) {
    /** Bare boxes that count from 1: the files of the Object Tracking Benchmark. */
    public static final ReferenceForm OTB = new ReferenceForm(1, List.of(), 0);

    /** Checks the numbers and names. */
    public ReferenceForm {
        columns = List.copyOf(columns);
        if (origin != 0 && origin != 1) {
            throw new StageFailure(
                    ExitCode.USAGE, "--gt-origin " + origin + ": x and y count from 0 or from 1");
        }
        if (!columns.isEmpty() && columns.size() != 4 && columns.size() != 5) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--gt-columns "
                            + String.join(",", columns)
                            + ": name four columns x,y,width,height, or five, the last with the"
                            + " score");
        }
    }
}
