package org.catfollow.systemtests.hat;

import java.io.PrintStream;
import java.util.function.Supplier;

/** What the rig says: a line a check, as {@code said.sh} has them. */
final class Said {
    private final PrintStream out;
    private int failures;

    Said(PrintStream out) {
        this.out = out;
    }

    /** Tries something, which returns its figures, or throws what is wrong. */
    void check(String what, Supplier<String> check) {
        long begun = System.nanoTime();
        try {
            String figures = check.get();
            String seconds = (System.nanoTime() - begun) / 1_000_000_000 + " s";
            out.println(
                    "ok      hat: "
                            + what
                            + (figures.isEmpty() ? "" : ": " + figures)
                            + " ("
                            + seconds
                            + ")");
        } catch (RigFailure e) {
            failed(what + ": " + e.getMessage());
            if (e.isEnd()) {
                throw new RigFailure("nothing after it could be tried");
            }
        }
        out.flush();
    }

    void failed(String text) {
        failures++;
        out.println("FAILED  hat: " + text);
        out.flush();
    }

    int failures() {
        return failures;
    }
}
