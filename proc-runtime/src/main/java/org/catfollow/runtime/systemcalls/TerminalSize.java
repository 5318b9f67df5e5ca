package org.catfollow.runtime.systemcalls;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;

/**
 * How large a terminal is.
 *
 * @param rows lines of text
 * @param columns letters in a line
 */
public record TerminalSize(int rows, int columns) {
    /** What a terminal has had since 1978, for one that does not say. */
    public static final TerminalSize USUAL = new TerminalSize(24, 80);

    private static final long TIOCGWINSZ = 0x5413;
    private static final int STANDARD_OUTPUT = 1;
    private static final int STRUCT_BYTES = 8;

    /**
     * Asks the terminal behind standard output; one system call, so that it may be asked before each
     * picture and no signal has to be caught when it changes.
     *
     * @return empty where standard output is no terminal
     */
    public static Optional<TerminalSize> ofStandardOutput() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(STRUCT_BYTES, Short.BYTES);
            long result =
                    new Syscall(Call.IOCTL).call(STANDARD_OUTPUT, TIOCGWINSZ, size.address(), 0, 0);
            if (result < 0) {
                return Optional.empty();
            }
            int rows = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 0));
            int columns = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, Short.BYTES));
            // A terminal on a serial line does not know its own.
            return Optional.of(rows == 0 || columns == 0 ? USUAL : new TerminalSize(rows, columns));
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
