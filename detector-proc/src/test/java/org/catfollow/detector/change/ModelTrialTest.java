package org.catfollow.detector.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("child processes")
class ModelTrialTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static Optional<String> problem(Class<?> program, Duration patience)
            throws InterruptedException {
        return new ModelTrial(program, patience).problem(List.of("--smoketest"));
    }

    @Test
    void aProgramThatEndsWellFindsNothingWrong() throws InterruptedException {
        assertThat(problem(TrialPrograms.Works.class, LONG)).isEmpty();
    }

    @Test
    void aProgramThatEndsWithItsDetectorLivesAsLongAsThat() throws InterruptedException {
        assertThat(problem(TrialPrograms.Guarded.class, LONG)).isEmpty();
    }

    @Test
    void aRefusalIsTheProgramsOwnLine() throws InterruptedException {
        assertThat(problem(TrialPrograms.Refuses.class, LONG))
                .contains("model m cannot be used: it is a poem");
    }

    @Test
    void aCrashIsSeenFromOutside() throws InterruptedException {
        assertThat(problem(TrialPrograms.Crashes.class, LONG))
                .contains(
                        "it ends the process that opens it (code 134); the file is damaged, or"
                                + " TensorFlow Lite cannot run it here");
    }

    @Test
    void aProgramThatHangsIsEndedWhenPatienceIs() throws InterruptedException {
        assertThat(problem(TrialPrograms.Hangs.class, Duration.ofSeconds(1)))
                .contains("it was tried for 1 s without coming to an end");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void aTrialThatIsInterruptedLeavesNoProcess() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread trial =
                new Thread(
                        () -> {
                            try {
                                problem(TrialPrograms.Hangs.class, LONG);
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                        });
        trial.start();
        while (ProcessHandle.current().children().findAny().isEmpty()) {
            Thread.onSpinWait();
        }
        ProcessHandle child = ProcessHandle.current().children().findAny().orElseThrow();
        trial.interrupt();
        interrupted.await();
        child.onExit().join();
        trial.join();
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
