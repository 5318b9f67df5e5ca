package org.catfollow.cli.watching;

import java.io.PrintWriter;
import java.util.List;

/**
 * A terminal taken as a whole: the other screen, no cursor, each picture drawn over the one before, so that
 * nothing flickers. What was there before is there again after {@link #close}, and after a signal.
 */
public final class FullScreen implements AutoCloseable {
    private static final String ESCAPE = "\u001b[";
    private static final String ENTER = ESCAPE + "?1049h" + ESCAPE + "?25l" + ESCAPE + "?7l";
    private static final String LEAVE = ESCAPE + "?7h" + ESCAPE + "?25h" + ESCAPE + "?1049l";

    /** Terminals that know it show a picture only when it is whole; others pass over it. */
    private static final String BEGIN = ESCAPE + "?2026h";

    private static final String END = ESCAPE + "?2026l";

    private final PrintWriter out;
    private final Thread hook;
    private boolean left;

    /** Takes the terminal that {@code out} writes to. */
    public FullScreen(PrintWriter out) {
        this.out = out;
        this.hook = new Thread(this::leave, "screen-end");
        Runtime.getRuntime().addShutdownHook(hook);
        out.print(ENTER);
        out.flush();
    }

    /**
     * Draws a picture in place of the one before.
     *
     * @param lines at most {@code rows}; what is longer than {@code columns} is cut
     */
    public synchronized void draw(List<String> lines, int rows, int columns) {
        if (left) {
            return;
        }
        StringBuilder picture = new StringBuilder(BEGIN).append(ESCAPE).append('H');
        int count = Math.min(lines.size(), rows);
        for (int i = 0; i < count; i++) {
            picture.append(cut(lines.get(i), columns)).append(ESCAPE).append('K');
            if (i < rows - 1) {
                picture.append("\r\n");
            }
        }
        picture.append(ESCAPE).append('J').append(END);
        out.print(picture);
        out.flush();
    }

    static String cut(String line, int columns) {
        return line.length() <= columns ? line : line.substring(0, columns);
    }

    private synchronized void leave() {
        if (!left) {
            left = true;
            out.print(LEAVE);
            out.flush();
        }
    }

    @Override
    public void close() {
        leave();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is what ends us.
        }
    }
}
