package org.catfollow.detector.fetch;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that grows in one line: for a terminal. */
public final class BarProgress implements Progress {
    private static final int UPDATE_MILLIS = 200;
    private static final int UNIT_BYTES = 1_000;

    /** Given, so that the library does not ask the terminal, for which it unpacks native code. */
    private static final int WIDTH = 79;

    /** Ends no line: the library does so only for a bar that it has drawn before. */
    private static final class Line extends ConsoleProgressBarConsumer {
        Line(PrintStream terminal) {
            super(terminal, WIDTH);
        }

        @Override
        public void close() {
            // See BarProgress.end.
        }
    }

    private final PrintStream terminal;
    private ProgressBar bar;

    /** Makes one that draws on {@code terminal}. */
    public BarProgress(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void begin(String name, String where, long bytes) {
        bar =
                new ProgressBarBuilder()
                        .setTaskName(name)
                        .setInitialMax(bytes)
                        .setUnit(" kB", UNIT_BYTES)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(UPDATE_MILLIS)
                        .setConsumer(new Line(terminal))
                        .build();
    }

    @Override
    public void advance(long bytes) {
        bar.stepBy(bytes);
    }

    @Override
    public void end() {
        bar.close();
        terminal.println();
        terminal.flush();
    }
}
