package org.catfollow.detector.fetch;

import java.io.PrintWriter;

/** A line for each file: for logs and pipes. */
public final class LineProgress implements Progress {
    private final PrintWriter out;

    /** Makes one that prints to {@code out}. */
    public LineProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(String name, String where, long bytes) {
        out.println("fetching " + name + ", " + bytes + " bytes, from " + where);
        out.flush();
    }

    @Override
    public void advance(long bytes) {
        // Its beginning was said; its end is.
    }

    @Override
    public void end() {
        // Said when all files are there.
    }
}
