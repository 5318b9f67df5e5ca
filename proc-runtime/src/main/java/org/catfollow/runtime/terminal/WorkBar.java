package org.catfollow.runtime.terminal;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar that grows while a command works, on standard error, where that is a terminal; else nothing. One
 * thread.
 */
public final class WorkBar implements AutoCloseable {
    private static final int UPDATE_MILLIS = 200;

    /** Given, so that the library does not ask the terminal, for which it unpacks native code. */
    private static final int WIDTH = 79;

    /** Ends no line: the library does so only for a bar that it has drawn before. */
    private static final class Line extends ConsoleProgressBarConsumer {
        Line(PrintStream terminal) {
            super(terminal, WIDTH);
        }

        @Override
        public void close() {
            // See WorkBar.close.
        }
    }

    /** Null where there is no terminal. */
    private final ProgressBar bar;

    /**
     * Begins one.
     *
     * @param steps how many there will be; -1 for nobody knows
     */
    public WorkBar(String task, long steps) {
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        bar =
                terminal
                        ? new ProgressBarBuilder()
                                .setTaskName(task)
                                .setInitialMax(steps)
                                .setStyle(ProgressBarStyle.ASCII)
                                .setUpdateIntervalMillis(UPDATE_MILLIS)
                                .setConsumer(new Line(System.err))
                                .build()
                        : null;
    }

    /** So many steps are done. */
    public void at(long steps) {
        if (bar != null) {
            bar.stepTo(steps);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            System.err.println();
        }
    }
}
