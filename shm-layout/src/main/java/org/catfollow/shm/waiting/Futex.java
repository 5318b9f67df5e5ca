package org.catfollow.shm.waiting;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;

/**
 * Linux's futex(2), shared between processes (not PRIVATE).
 *
 * <p>One thread an instance; the calls allocate nothing. The kernel compares the word and goes to sleep
 * in one step, so a wake-up between our check and the wait is never lost.
 */
final class Futex {
    private static final long WAIT = 0;
    private static final long WAKE = 1;
    private static final long EPERM = 1;
    private static final long ENOSYS = 38;

    private final Syscall futex;

    private Futex(Syscall futex) {
        this.futex = futex;
    }

    /** Returns the futex of this machine, or empty where there is none or it is forbidden. */
    static Optional<Futex> ofThisMachine() {
        if (Boolean.getBoolean("catfollow.noFutex")) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            Syscall futex = new Syscall(Call.FUTEX);
            long word = arena.allocate(ValueLayout.JAVA_INT).address();
            long result = futex.call(word, WAKE, 1, 0, 0);
            // A sandbox answers one of these.
            boolean forbidden = result == -ENOSYS || result == -EPERM;
            return forbidden ? Optional.empty() : Optional.of(new Futex(futex));
        } catch (RuntimeException | LinkageError e) {
            // Native access was not granted to this JVM, or its machine is unusual: polling works
            // too.
            return Optional.empty();
        }
    }

    /**
     * Sleeps until woken, the time is up, a signal came, or at once when the word is not {@code
     * expected}. The caller checks what it waits for in any case.
     *
     * @param timespecAddress address of a {@code struct timespec} with the longest time to sleep
     */
    void await(long wordAddress, int expected, long timespecAddress) {
        futex.callBare(wordAddress, WAIT, Integer.toUnsignedLong(expected), timespecAddress, 0);
    }

    /** Wakes everybody who sleeps on the word, in any process. */
    void wakeAll(long wordAddress) {
        futex.callBare(wordAddress, WAKE, Integer.MAX_VALUE, 0, 0);
    }
}
