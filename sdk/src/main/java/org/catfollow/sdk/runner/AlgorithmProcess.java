package org.catfollow.sdk.runner;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.catfollow.sdk.algorithm.AlgorithmResult;
import org.catfollow.sdk.algorithm.ExecuteRequest;

/**
 * An algorithm in a process of its own, started again when it is lost: whatever it does costs the step in
 * which it does it, never the runner.
 *
 * <p>Codes of ours beside the algorithm's own: {@code DIED} (with exit status or signal), {@code TIMEOUT},
 * {@code GARBAGE} (over 1,000 lines in a step that are no answer, or one over 1 MB), {@code CLOSED} (its
 * standard output), {@code NOT_STARTED}, {@code BAD_ANSWER}, {@code CANCELLED}, and {@code GIVEN_UP} when
 * it was lost too often in a row. With each of them but {@code BAD_ANSWER} the process and all that it
 * started are killed.
 *
 * <p>One thread calls; {@link #cancel} is for any.
 */
public final class AlgorithmProcess implements AutoCloseable {
    private final AlgorithmSettings settings;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile AlgorithmLife life;
    private long calls;
    private int starts;
    private int losses;

    /** Makes one; starts nothing yet. */
    public AlgorithmProcess(AlgorithmSettings settings) {
        this.settings = settings;
    }

    /** Starts the process where none runs, and has it made ready. */
    public AlgorithmResult preExecute() {
        if (isAlive()) {
            return AlgorithmResult.ok();
        }
        if (life != null) {
            settings.log().accept("[runner] between two steps: " + life.obituary());
            lose();
        }
        AlgorithmResult patience = awaitRestart();
        return patience.isOk() ? start() : patience;
    }

    /** Has one picture looked at; starts the process first where it was lost. */
    public AlgorithmResult execute(ExecuteRequest request) {
        AlgorithmResult ready = preExecute();
        if (!ready.isOk()) {
            return ready;
        }
        long id = ++calls;
        try {
            AlgorithmResult result =
                    life.ask(CallWriter.execute(id, request), id, settings.stepTimeout());
            losses = 0;
            return result;
        } catch (LossException e) {
            lose();
            return error(e.loss(), e.getMessage());
        }
    }

    private AlgorithmResult awaitRestart() {
        if (isGivenUp()) {
            return error(Loss.GIVEN_UP, "lost " + losses + " times in a row; see its log");
        }
        Duration delay = settings.restarts().delay(losses);
        try {
            // An event too: who cancels does not wait for the delay.
            if (cancelled.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                return error(Loss.CANCELLED, "the runner was asked to stop");
            }
            return AlgorithmResult.ok();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(Loss.CANCELLED, "interrupted");
        }
    }

    private AlgorithmResult start() {
        long id = ++calls;
        starts++;
        try {
            life = AlgorithmLife.start(settings);
            if (cancelled.getCount() == 0) {
                life.cancel();
            }
            AlgorithmResult result =
                    life.ask(
                            CallWriter.preExecute(id, settings.userParams()),
                            id,
                            settings.startTimeout());
            if (result.isOk()) {
                return result;
            }
            lose();
            return AlgorithmResult.error(result.code(), "pre_execute: " + result.message());
        } catch (LossException e) {
            lose();
            return error(e.loss(), "pre_execute: " + e.getMessage());
        }
    }

    /** Ends the process, which is started again for the next picture; that counts as a loss. */
    void replace(String why) {
        settings.log().accept("[runner] ended: " + why);
        lose();
    }

    private void lose() {
        losses++;
        if (life != null) {
            life.kill();
            life = null;
        }
    }

    private static AlgorithmResult error(Loss loss, String message) {
        return AlgorithmResult.error(loss.name(), message);
    }

    /** Returns whether a result is no answer of the algorithm's: its process was lost, or never there. */
    public static boolean isLoss(AlgorithmResult result) {
        return !result.isOk() && Loss.isName(result.code());
    }

    /** Returns whether there is a process that is not known to be lost. */
    boolean isStarted() {
        return life != null;
    }

    /** Returns whether there is a process that has not ended, as far as is known. */
    boolean isAlive() {
        AlgorithmLife running = life;
        return running != null && running.isAlive();
    }

    /** Returns whether it was lost so often in a row that it is not started any more. */
    public boolean isGivenUp() {
        return settings.restarts().isOver(losses);
    }

    /** Returns how often it was started again. */
    public int restarts() {
        return Math.max(0, starts - 1);
    }

    /** Returns the pid of the process that runs, 0 where none does. */
    long pid() {
        AlgorithmLife running = life;
        return running == null ? 0 : running.pid();
    }

    /** Ends the call that waits, and every later one, with {@code CANCELLED}. Any thread. */
    public void cancel() {
        cancelled.countDown();
        AlgorithmLife running = life;
        if (running != null) {
            running.cancel();
        }
    }

    /** Ends the process: by the end of its input; what has not ended after a second is killed. */
    @Override
    public void close() {
        if (life != null) {
            life.end();
            life = null;
        }
    }
}
