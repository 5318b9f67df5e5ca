package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Puts numbered records as a stage does, for ever; a test kills it. Never more are under way than find
 * room: a queue that opens slowly, as on a machine that is busy, costs records, and that is not the matter here.
 */
final class OutputsProgram {
    private static final long UNDER_WAY = 200;

    private OutputsProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        long pid = ProcessHandle.current().pid();
        Consumer<String> troubles = System.err::println;
        try (StageJournal journal = StageJournal.in(folder, 64L << 20, troubles)) {
            journal.enter(1);
            System.out.println("ready");
            for (long number = 1; ; number++) {
                while (number - AcknowledgedMark.of(folder, pid) > UNDER_WAY) {
                    LockSupport.parkNanos(1_000_000);
                }
                if (journal.begin(RecordKind.FRAME, number, number)) {
                    journal.putLong(number);
                    journal.commit();
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
