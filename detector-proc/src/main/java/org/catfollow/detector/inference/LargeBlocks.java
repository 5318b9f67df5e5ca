package org.catfollow.detector.inference;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * How the C library keeps large blocks of memory.
 *
 * <p>glibc takes a large block from the system by itself and gives it back when it is freed, but from
 * the first such block on, blocks up to that size (at most 32 MiB) come out of its heap, where small
 * ones that stay keep them from being given back. A model is a few blocks of some MiB each: after 200
 * times of opening and closing one, a process had grown by 100 MiB and more, in which nothing was
 * stored. A limit that is set by hand stays.
 */
final class LargeBlocks {
    /** {@code M_MMAP_THRESHOLD} of glibc's {@code malloc.h}. */
    private static final int MMAP_THRESHOLD = -3;

    /** Smaller than a model's weights, larger than anything that is taken for each frame. */
    private static final int LIMIT_BYTES = 1 << 20;

    private LargeBlocks() {}

    /** From now on, large blocks go back to the system when they are freed. */
    static void giveBackWhenFreed() {
        Linker linker = Linker.nativeLinker();
        // Other C libraries have no such function and no such habit.
        Optional<MemorySegment> mallopt = linker.defaultLookup().find("mallopt");
        if (mallopt.isPresent()) {
            FunctionDescriptor descriptor = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT);
            try {
                int ignored =
                        (int)
                                linker.downcallHandle(mallopt.get(), descriptor)
                                        .invokeExact(MMAP_THRESHOLD, LIMIT_BYTES);
            } catch (Throwable t) {
                throw TfliteNative.impossible(t);
            }
        }
    }
}
