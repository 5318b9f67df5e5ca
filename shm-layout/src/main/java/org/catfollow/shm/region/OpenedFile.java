package org.catfollow.shm.region;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A region file held open, so that every mapping of one {@link Region} is of one file. The path may
 * name another file a moment later; mapping it by path again would join two regions into one, and a
 * shorter one behind the same path would be a bus error.
 */
final class OpenedFile implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    private final Path path;
    private final FileChannel channel;
    private final Object key;
    private final FileWatch watch;

    private OpenedFile(Path path, FileChannel channel, Object key, FileWatch watch) {
        this.path = path;
        this.channel = channel;
        this.key = key;
        this.watch = watch;
    }

    static OpenedFile open(Path path) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Object before = keyOf(path);
                FileChannel channel =
                        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                int fd = Libc.open(path.toString(), false, false);
                boolean same = false;
                try {
                    if (fd < 0 && fd != -Libc.ENOENT) {
                        throw new RegionException(
                                "cannot attach to region " + path + ": " + Reason.ofErrno(-fd));
                    }
                    // The same file before and after: it is the one that was opened between, twice.
                    same = fd >= 0 && before.equals(keyOf(path));
                } finally {
                    if (!same) {
                        channel.close();
                        if (fd >= 0) {
                            Libc.close(fd);
                        }
                    }
                }
                if (same) {
                    return new OpenedFile(path, channel, before, new FileWatch(fd));
                }
            }
        } catch (IOException e) {
            throw new RegionException("cannot attach to region " + path + ": " + Reason.of(e), e);
        }
        throw new RegionException(
                "cannot attach to region " + path + ": it is replaced all the time");
    }

    private static Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Returns the file's length now. */
    long bytes() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new RegionException(
                    "cannot ask for the length of region " + path + ": " + Reason.of(e), e);
        }
    }

    Mapping map(long offset, long length, boolean writable) {
        long bytes = bytes();
        if (bytes < offset + length) {
            throw new RegionException(
                    "cannot map region "
                            + path
                            + ": it was cut short (bytes expected="
                            + (offset + length)
                            + " actual="
                            + bytes
                            + "); run "
                            + new RegionFiles(path).launcher("down")
                            + " and start again");
        }
        try {
            return Mapping.map(channel, offset, length, writable);
        } catch (IOException e) {
            throw new RegionException("cannot map region " + path + ": " + Reason.of(e), e);
        }
    }

    /** Returns what the kernel says of the file, for the thread that goes round. */
    FileWatch watch() {
        return watch;
    }

    /** Returns whether the path names another file now, or none. */
    boolean isReplaced() {
        try {
            return !key.equals(keyOf(path));
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        watch.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw new RegionException("cannot close region " + path + ": " + Reason.of(e), e);
        }
    }
}
