package org.catfollow.shm.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * {@code syscall(2)} of the C library, for all that the JDK does not offer. One function for all calls,
 * because each method handle costs a process's start 12 ms, and a stage that died is waited for; of that
 * two handles, with the error number and without.
 *
 * <p>One thread an instance, which keeps the error number between the call and its reading.
 */
public final class Syscall {
    /** A system call and its number, which differs between architectures. */
    public enum Call {
        /** {@code openat(2)}. */
        OPENAT(257, 56),
        /** {@code close(2)}. */
        CLOSE(3, 57),
        /** {@code read(2)}. */
        READ(0, 63),
        /** {@code write(2)}. */
        WRITE(1, 64),
        /** {@code socket(2)}. */
        SOCKET(41, 198),
        /** {@code connect(2)}. */
        CONNECT(42, 203),
        /** {@code ioctl(2)}. */
        IOCTL(16, 29),
        /** {@code fcntl(2)}. */
        FCNTL(72, 25),
        /** {@code madvise(2)}. */
        MADVISE(28, 233),
        /** {@code kill(2)}. */
        KILL(62, 129),
        /** {@code statx(2)}. */
        STATX(332, 291),
        /** {@code setpriority(2)}. */
        SETPRIORITY(141, 140),
        /** {@code futex(2)}. */
        FUTEX(202, 98),
        /** {@code futex_waitv(2)}, since Linux 5.16. */
        FUTEX_WAITV(449, 449);

        private final long x86;
        private final long generic;

        Call(long x86, long generic) {
            this.x86 = x86;
            this.generic = generic;
        }

        private long number() {
            return switch (System.getProperty("os.arch", "")) {
                case "amd64", "x86_64" -> x86;
                // The table that all newer architectures share.
                case "aarch64", "riscv64" -> generic;
                default ->
                        throw new UnsupportedOperationException(
                                "no system call numbers for " + System.getProperty("os.arch"));
            };
        }
    }

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO =
            STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                            // Pointers as numbers: a segment would be wrapped at each call.
                            FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG),
                            Linker.Option.firstVariadicArg(1),
                            Linker.Option.captureCallState("errno"));

    private static final MethodHandle BARE =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                            FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG),
                            Linker.Option.firstVariadicArg(1));

    private final long number;
    private final String name;
    private final MemorySegment state = Arena.ofAuto().allocate(STATE);

    /**
     * Makes a caller of one system call.
     *
     * @throws UnsupportedOperationException where its number is not known
     */
    public Syscall(Call call) {
        this.number = call.number();
        this.name = call.name();
    }

    /**
     * Makes the call; returns its result, or -1 where it failed, whatever the reason. For hot paths: it
     * allocates nothing, where the JDK makes an object of where the error number goes, which only the
     * optimising compiler takes away.
     */
    public long callBare(long a, long b, long c, long d, long e) {
        try {
            return (long) BARE.invokeExact(number, a, b, c, d, e, 0L);
        } catch (Throwable t) {
            throw new IllegalStateException(name + " cannot be called", t);
        }
    }

    /** Makes the call; returns its result, or minus the error number. */
    public long call(long a, long b, long c, long d, long e) {
        try {
            long result = (long) SYSCALL.invokeExact(state, number, a, b, c, d, e, 0L);
            return result >= 0 ? result : -state.get(ValueLayout.JAVA_INT, ERRNO);
        } catch (Throwable t) {
            throw new IllegalStateException(name + " cannot be called", t);
        }
    }
}
