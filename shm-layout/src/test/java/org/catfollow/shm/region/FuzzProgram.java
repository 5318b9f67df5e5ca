package org.catfollow.shm.region;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Damages a region and looks at it, in a process of its own: a wild read would end that process. The
 * number of the mutation at hand is kept in a file, which outlives a crash.
 */
public final class FuzzProgram {
    private static final long HANGING_NANOS = 30_000_000_000L;
    private static final int HANGING = 99;

    private FuzzProgram() {}

    /** Damages what the first argument names of the region that the second names. */
    public static void main(String[] arguments) throws IOException {
        RegionFiles files = new RegionFiles(Path.of(arguments[1]));
        long seed = Long.parseLong(arguments[2]);
        try (Progress progress = new Progress(progressFile(files))) {
            switch (arguments[0]) {
                case "header" -> new HeaderFuzz(files, seed, progress).run();
                case "content" -> new ContentFuzz(files, seed, progress).run();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            System.out.println(progress.summary());
        }
    }

    /** Returns the file that holds the number of the mutation at hand. */
    static Path progressFile(RegionFiles files) {
        return files.region().resolveSibling("progress");
    }

    /** Which mutation it is, how many were refused and harmless, and how long the slowest took. */
    static final class Progress implements AutoCloseable {
        private final FileChannel channel;
        private final MappedByteBuffer number;
        private volatile long mutations;
        private long refused;
        private long harmless;
        private long startNanos;
        private long slowestNanos;

        Progress(Path file) throws IOException {
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            number = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8);
            Thread watch = new Thread(this::haltWhenHanging, "watch");
            watch.setDaemon(true);
            watch.start();
        }

        /** Ends the process when one mutation takes for ever. */
        private void haltWhenHanging() {
            long before = -1;
            while (before != mutations) {
                before = mutations;
                LockSupport.parkNanos(HANGING_NANOS);
            }
            System.err.println("mutation " + before + " hangs");
            Runtime.getRuntime().halt(HANGING);
        }

        long mutations() {
            return mutations;
        }

        void begin() {
            long next = mutations + 1;
            mutations = next;
            number.putLong(0, next);
            startNanos = System.nanoTime();
        }

        void end(boolean isRefused) {
            slowestNanos = Math.max(slowestNanos, System.nanoTime() - startNanos);
            if (isRefused) {
                refused++;
            } else {
                harmless++;
            }
        }

        String summary() {
            return String.format(
                    Locale.ROOT,
                    "mutations=%d refused=%d harmless=%d slowestMillis=%d",
                    mutations,
                    refused,
                    harmless,
                    slowestNanos / 1_000_000);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
