package org.catfollow.runtime.journal;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Puts numbered records as a stage does, for ever; a test kills it. */
final class OutputsProgram {
    private OutputsProgram() {}

    public static void main(String[] arguments) {
        Consumer<String> troubles = System.err::println;
        try (StageJournal journal = StageJournal.in(Path.of(arguments[0]), 64L << 20, troubles)) {
            journal.enter(1);
            System.out.println("ready");
            for (long number = 1; ; number++) {
                if (journal.begin(RecordKind.FRAME, number, number)) {
                    journal.putLong(number);
                    journal.commit();
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
