package org.catfollow.shm.waiting;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Linux's futex(2), shared between processes (not PRIVATE), by {@code syscall(2)}.
 *
 * <p>Any thread may call it; the calls allocate nothing. The kernel compares the word and goes to
 * sleep in one step, so a wake-up between our check and the wait is never lost.
 */
final class Futex {
    private static final long WAIT = 0;
    private static final long WAKE = 1;
    private static final long ENOSYS = 38;

    private final MethodHandle syscall;
    private final long number;

    private Futex(MethodHandle syscall, long number) {
        this.syscall = syscall;
        this.number = number;
    }

    /** Returns the futex of this machine, or empty where there is none or it is forbidden. */
    static Optional<Futex> ofThisMachine() {
        long number =
                switch (System.getProperty("os.arch", "")) {
                    case "amd64", "x86_64" -> 202;
                    case "aarch64" -> 98;
                    default -> -1;
                };
        if (number < 0 || Boolean.getBoolean("catfollow.noFutex")) {
            return Optional.empty();
        }
        try {
            Linker linker = Linker.nativeLinker();
            MemorySegment symbol = linker.defaultLookup().findOrThrow("syscall");
            FunctionDescriptor descriptor =
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG);
            if (isForbidden(linker, symbol, descriptor, number)) {
                return Optional.empty();
            }
            MethodHandle handle =
                    linker.downcallHandle(symbol, descriptor, Linker.Option.firstVariadicArg(1));
            return Optional.of(new Futex(handle, number));
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            // Native access was not granted to this JVM, or its libc is unusual: polling works too.
            return Optional.empty();
        }
    }

    private static boolean isForbidden(
            Linker linker, MemorySegment symbol, FunctionDescriptor descriptor, long number) {
        StructLayout stateLayout = Linker.Option.captureStateLayout();
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle probe =
                    linker.downcallHandle(
                            symbol,
                            descriptor,
                            Linker.Option.firstVariadicArg(1),
                            Linker.Option.captureCallState("errno"));
            MemorySegment state = arena.allocate(stateLayout);
            MemorySegment word = arena.allocate(ValueLayout.JAVA_INT);
            long result =
                    (long) probe.invokeExact(state, number, word.address(), WAKE, 1L, 0L, 0L, 0L);
            int errno =
                    state.get(
                            ValueLayout.JAVA_INT,
                            stateLayout.byteOffset(MemoryLayout.PathElement.groupElement("errno")));
            // A sandbox answers EPERM or ENOSYS.
            return result < 0 && (errno == ENOSYS || errno == 1);
        } catch (Throwable e) {
            return true;
        }
    }

    /**
     * Sleeps until woken, the time is up, a signal came, or at once when the word is not {@code
     * expected}. The caller checks what it waits for in any case.
     *
     * @param timespecAddress address of a {@code struct timespec} with the longest time to sleep
     */
    void await(long wordAddress, int expected, long timespecAddress) {
        call(wordAddress, WAIT, Integer.toUnsignedLong(expected), timespecAddress);
    }

    /** Wakes everybody who sleeps on the word, in any process. */
    void wakeAll(long wordAddress) {
        call(wordAddress, WAKE, Integer.MAX_VALUE, 0);
    }

    private void call(long wordAddress, long operation, long value, long timespecAddress) {
        try {
            long ignored =
                    (long)
                            syscall.invokeExact(
                                    number, wordAddress, operation, value, timespecAddress, 0L, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException("futex call failed", e);
        }
    }
}
