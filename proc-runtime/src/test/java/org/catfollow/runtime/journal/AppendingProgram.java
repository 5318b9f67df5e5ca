package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Appends records for ever, and says the number of each that is whole; a test kills it. */
final class AppendingProgram {
    private AppendingProgram() {}

    public static void main(String[] arguments) throws IOException {
        long first = Long.parseLong(arguments[1]);
        try (JournalQueue queue = new JournalQueue(Path.of(arguments[0]))) {
            for (long number = first; ; number++) {
                queue.append(Transitions.numbered(number));
                System.out.println(number);
            }
        }
    }
}
