package org.catfollow.cli.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.recording.FrameList;
import org.catfollow.shm.ring.FrameDescription;

/**
 * A folder with one picture file for each frame and the list {@code frames.csv}, which capture plays
 * with {@code replay:}. A picture is written under another name and renamed when it is whole, and is
 * listed after that, in one line: whatever ends the program, everything listed is there.
 */
public final class Recording implements AutoCloseable {
    /**
     * Is left to the others on that disk, twice what the journals leave: a recording that took the last of
     * it would end those too.
     */
    static final long LEAST_SPACE_BYTES = 64L << 20;

    private final Path folder;
    private final FileChannel list;
    private final LongSupplier spaceBytes;
    private final AtomicLong stored = new AtomicLong();

    private Recording(Path folder, FileChannel list, LongSupplier spaceBytes) {
        this.folder = folder;
        this.list = list;
        this.spaceBytes = spaceBytes;
    }

    /**
     * Makes the folder where it is missing, and the list in it.
     *
     * @throws StageFailure when there is a recording already, or the folder cannot be written
     */
    public static Recording create(Path folder) {
        return create(folder, () -> folder.toFile().getUsableSpace());
    }

    static Recording create(Path folder, LongSupplier spaceBytes) {
        Path file = folder.resolve(FrameList.NAME);
        if (Files.exists(file)) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    folder + " holds a recording already; name another folder, or remove " + file);
        }
        try {
            Files.createDirectories(folder);
            FileChannel list =
                    FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            Recording recording = new Recording(folder, list, spaceBytes);
            recording.begin(file);
            return recording;
        } catch (IOException e) {
            throw new StageFailure(ExitCode.FAILED, "cannot write " + file + ": " + reason(e), e);
        }
    }

    /**
     * Stores a picture.
     *
     * @param ending of its file's name, without the dot
     * @throws StageFailure when it cannot be written; what was stored before stays
     */
    public void store(FrameDescription frame, byte[] picture, String ending) {
        store(frame, ByteBuffer.wrap(picture), ending);
    }

    /** Stores a picture that lies in a buffer, from its position to its limit. */
    void store(FrameDescription frame, ByteBuffer picture, String ending) {
        String name = String.format(Locale.ROOT, "frame-%09d.%s", frame.frameId, ending);
        Path whole = folder.resolve(name);
        Path part = folder.resolve(name + ".part");
        try {
            requireSpace(picture.remaining());
            try (FileChannel file =
                    FileChannel.open(
                            part,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                while (picture.hasRemaining()) {
                    file.write(picture);
                }
            }
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            append(
                    frame.frameId
                            + ","
                            + frame.captureNanos
                            + ","
                            + frame.sourceIndex
                            + ","
                            + frame.widthPixels
                            + ","
                            + frame.heightPixels
                            + ","
                            + name);
            stored.incrementAndGet();
        } catch (IOException e) {
            remove(part);
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot write "
                            + whole
                            + ": "
                            + reason(e)
                            + "; the "
                            + stored.get()
                            + " pictures before it are stored",
                    e);
        }
    }

    private void requireSpace(int wanted) throws IOException {
        long left = spaceBytes.getAsLong() - wanted;
        if (left < LEAST_SPACE_BYTES) {
            throw new IOException(
                    "the disk is full but for the "
                            + (LEAST_SPACE_BYTES >> 20)
                            + " MB that are left to logs and journals");
        }
    }

    /** Without its first line the list would only be in the way of the next try. */
    private void begin(Path file) throws IOException {
        boolean begun = false;
        try {
            append(FrameList.HEADER);
            begun = true;
        } finally {
            if (!begun) {
                list.close();
                remove(file);
            }
        }
    }

    /** Adds a line: whole, or not at all. */
    private void append(String line) throws IOException {
        long length = list.position();
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
        try {
            while (bytes.hasRemaining()) {
                list.write(bytes);
            }
        } catch (IOException e) {
            list.truncate(length);
            throw e;
        }
    }

    private static void remove(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            // Said below is why it could not be written; that it stays is the smaller trouble.
        }
    }

    /** The JDK puts the file's name in front of what the kernel says. */
    private static String reason(IOException e) {
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        return text.substring(text.lastIndexOf(": ") < 0 ? 0 : text.lastIndexOf(": ") + 2);
    }

    /** Returns how many pictures are stored; any thread. */
    public long stored() {
        return stored.get();
    }

    @Override
    public void close() {
        try {
            list.close();
        } catch (IOException e) {
            throw new StageFailure(ExitCode.FAILED, "cannot close " + folder + "/frames.csv: " + e);
        }
    }
}
