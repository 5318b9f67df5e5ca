package org.catfollow.detector.inference;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What TensorFlow Lite complains of, kept for our own message instead of being printed on the error
 * stream in several lines. Called by native code, on the thread that called it.
 */
final class ErrorLines {
    private static final int LINE_BYTES = 512;
    private static final int MOST_CHARACTERS = 400;
    private static final Linker LINKER = Linker.nativeLinker();

    // int vsnprintf(char *, size_t, const char *, va_list). A va_list is passed as an address on
    // both
    // machines: an array on x86-64, a structure over 16 bytes, hence by reference, on aarch64.
    private static final MethodHandle VSNPRINTF =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("vsnprintf"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

    private final StringBuilder lines = new StringBuilder();
    private final MemorySegment line;
    private final long reporter;

    /** Makes a collector whose callback lives as long as {@code arena}. */
    ErrorLines(Arena arena) {
        line = arena.allocate(LINE_BYTES);
        try {
            MethodHandle report =
                    MethodHandles.lookup()
                            .findVirtual(
                                    ErrorLines.class,
                                    "report",
                                    MethodType.methodType(
                                            void.class, long.class, long.class, long.class))
                            .bindTo(this);
            reporter =
                    LINKER.upcallStub(
                                    report,
                                    FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG),
                                    arena)
                            .address();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the callback is a method of this class", e);
        }
    }

    /** Returns the address of the callback {@code void (*)(void *, const char *, va_list)}. */
    long reporter() {
        return reporter;
    }

    /** Returns what was reported since the last call, in one line, with a lead-in; empty if nothing. */
    synchronized String takeAsSuffix() {
        String taken = lines.isEmpty() ? "" : " (" + lines + ")";
        lines.setLength(0);
        return taken;
    }

    /** An exception that left this method would end the JVM. */
    @SuppressWarnings("unused") // called by native code
    private synchronized void report(long userData, long format, long arguments) {
        try {
            int ignored =
                    (int)
                            VSNPRINTF.invokeExact(
                                    line.address(), (long) LINE_BYTES, format, arguments);
            if (lines.length() < MOST_CHARACTERS) {
                lines.append(lines.isEmpty() ? "" : "; ")
                        .append(clear(TfliteNative.text(line.address())));
            }
        } catch (Throwable t) {
            lines.append("TensorFlow Lite reported an error that could not be read");
        }
    }

    /** In one line, and without the folder in which somebody built the library. */
    private static String clear(String text) {
        return text.strip().replaceAll("\\s+", " ").replaceAll("\\S*/(tensorflow/lite/)", "$1");
    }
}
