package org.catfollow.shm.waiting;

import java.util.Optional;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;

/**
 * Linux's futex_waitv(2), which sleeps on several words at once (since Linux 5.16), shared between
 * processes. What wakes it is the same {@code FUTEX_WAKE} as ever.
 *
 * <p>One thread an instance; the calls allocate nothing. As with a single futex the kernel compares the
 * words and goes to sleep in one step.
 */
final class FutexVector {
    /** Bytes of a {@code struct futex_waitv}: value, address, flags, reserved. */
    static final int ENTRY_BYTES = 24;

    static final int VALUE = 0;
    static final int ADDRESS = 8;
    static final int FLAGS = 16;

    /** FUTEX2_SIZE_U32, and not FUTEX2_PRIVATE. */
    static final int SHARED_WORD = 2;

    private static final long CLOCK_MONOTONIC = 1;
    private static final long EINVAL = 22;

    private final Syscall waitv;

    private FutexVector(Syscall waitv) {
        this.waitv = waitv;
    }

    /** Returns that of this machine, or empty where its kernel is older or a sandbox forbids it. */
    static Optional<FutexVector> ofThisMachine() {
        if (Futex.ofThisMachine().isEmpty()) {
            return Optional.empty();
        }
        Syscall waitv = new Syscall(Call.FUTEX_WAITV);
        // Nothing to wait for is a mistake, where the call is known.
        boolean known = waitv.call(0, 0, 0, 0, 0) == -EINVAL;
        return known ? Optional.of(new FutexVector(waitv)) : Optional.empty();
    }

    /**
     * Sleeps until woken on one of the words, the time is up, a signal came, or at once when a word has
     * another value than its entry says. The caller checks what it waits for in any case.
     *
     * @param entriesAddress address of so many {@code struct futex_waitv}
     * @param deadlineAddress address of a {@code struct timespec}, a time of CLOCK_MONOTONIC
     */
    void await(long entriesAddress, int count, long deadlineAddress) {
        waitv.callBare(entriesAddress, count, 0, deadlineAddress, CLOCK_MONOTONIC);
    }
}
