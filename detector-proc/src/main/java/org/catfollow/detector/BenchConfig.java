package org.catfollow.detector;

import java.util.List;
import org.catfollow.detector.accuracy.AnnotatedPicture;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * What to measure, checked as far as the models' own settings do not check it.
 *
 * @param models each with its labels
 * @param pictures to look at; none for a drawn one
 * @param annotated whether the pictures say what is in them
 * @param className the class that is looked for
 * @param minScore lowest score of a box that would be reported
 * @param threads of the inference; each model is timed with each
 * @param runs timed looks at least, spread evenly over the pictures
 * @param compareXnnpack whether to measure without XNNPACK too
 */
record BenchConfig(
        List<ModelChoice> models,
        List<AnnotatedPicture> pictures,
        boolean annotated,
        String className,
        float minScore,
        List<Integer> threads,
        int runs,
        boolean compareXnnpack) {
    private static final int MOST_RUNS = 10_000;

    /**
     * Checks the settings.
     *
     * @throws StageFailure (usage) naming the flag and the value
     */
    BenchConfig {
        if (runs < 1 || runs > MOST_RUNS) {
            throw new StageFailure(
                    ExitCode.USAGE, "--runs " + runs + " is outside 1.." + MOST_RUNS);
        }
    }

    /** Returns how often each picture is looked at with a model and a number of threads. */
    int looksAtEach() {
        return Math.ceilDiv(runs, Math.max(1, pictures.size()));
    }

    /** Returns how often a model looks with a number of threads. */
    int looks() {
        return looksAtEach() * Math.max(1, pictures.size());
    }
}
