package org.catfollow.detector.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Programs that a trial may come upon. */
public final class TrialPrograms {
    private TrialPrograms() {}

    /** Finds nothing wrong. */
    public static final class Works {
        private Works() {}

        /** Ends at once. */
        public static void main(String[] arguments) {
            System.out.println("INFO: " + arguments.length + " arguments");
        }
    }

    /** Refuses, as ours do: one line, after its name. */
    public static final class Refuses {
        private Refuses() {}

        /** Ends with code 5. */
        public static void main(String[] arguments) {
            System.out.println("INFO: created a delegate");
            System.err.println("detector-proc: model m cannot be used: it is a poem");
            Runtime.getRuntime().halt(5);
        }
    }

    /** Ends as a JVM does in which native code crashed. */
    public static final class Crashes {
        private Crashes() {}

        /** Ends with code 134. */
        public static void main(String[] arguments) {
            Runtime.getRuntime().halt(134);
        }
    }

    /** Ends with its standard input, which its detector holds open: sooner, it would be refused. */
    public static final class Guarded {
        private Guarded() {}

        /** Lives for a moment in which it would be ended, and ends well. */
        public static void main(String[] arguments) throws InterruptedException {
            TrialGuard.endWithStandardInput();
            boolean ignored = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
        }
    }

    /** Never comes to an end. */
    public static final class Hangs {
        private Hangs() {}

        /** Waits for ever. */
        public static void main(String[] arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    /** Finds nothing wrong, and somebody writes to the model meanwhile. */
    public static final class Changes {
        private Changes() {}

        /** Appends to the file of {@code --model=}. */
        public static void main(String[] arguments) throws IOException {
            String model =
                    Arrays.stream(arguments)
                            .filter(argument -> argument.startsWith("--model="))
                            .findFirst()
                            .orElseThrow();
            Files.write(
                    Path.of(model.substring("--model=".length())),
                    new byte[8],
                    StandardOpenOption.APPEND);
        }
    }
}
