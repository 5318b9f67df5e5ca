package org.catfollow.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.shm.layout.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A stage that does what a test tells it to; the main program of {@link ChildStage}. */
@Command(name = "stage-program", mixinStandardHelpOptions = true)
final class StageProgram implements Callable<Integer> {
    @Mixin private RegionOptions.Stage options;

    @Option(names = "--behaviour")
    private Behaviour behaviour = Behaviour.WORK;

    private enum Behaviour {
        WORK,
        HANG,
        FAIL_WHEN_STOPPED,
        FAIL_AT_ONCE,
        BREAK,
        BREAK_BADLY
    }

    public static void main(String[] arguments) {
        ProcessExit.runAndExit(new StageProgram(), arguments);
    }

    @Override
    public Integer call() {
        return StageProcess.run(Role.TRACKER, options, Agent::new);
    }

    private final class Agent implements StageAgent {
        private final StageContext context;
        private boolean spoken;

        Agent(StageContext context) {
            this.context = context;
            switch (behaviour) {
                case FAIL_AT_ONCE -> throw new StageFailure(ExitCode.MODEL, "no such model: x");
                case BREAK -> throw new IllegalStateException("a bug");
                case BREAK_BADLY -> throw new UnsatisfiedLinkError("a missing library");
                default -> context.running("");
            }
        }

        @Override
        public boolean doWork() {
            if (!spoken) {
                spoken = true;
                System.out.println("works");
            }
            if (behaviour == Behaviour.HANG) {
                hang();
            }
            LockSupport.parkNanos(MAX_WAIT_NANOS / 10);
            if (behaviour == Behaviour.FAIL_WHEN_STOPPED) {
                // In one round, or the stop may come between two of them, and nothing fails.
                while (!context.stopping().getAsBoolean()) {
                    LockSupport.parkNanos(MAX_WAIT_NANOS / 10);
                }
                throw new StageFailure(ExitCode.HARDWARE, "the camera does not let go");
            }
            return true;
        }

        private static void hang() {
            CountDownLatch never = new CountDownLatch(1);
            while (never.getCount() > 0) {
                LockSupport.park();
            }
        }

        @Override
        public void close() {}
    }
}
