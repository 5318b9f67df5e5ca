package org.catfollow.detector.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.catfollow.detector.catalogue.FetchedFile;
import org.catfollow.detector.catalogue.PublishedFile;
import org.catfollow.detector.catalogue.Sha256;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** A file that is on its way: beside its final place, under another name. */
final class PartFile {
    private static final int CHUNK_BYTES = 1 << 16;

    private final PublishedFile expected;
    private final Path target;
    private final Path path;

    /** What the target was, while all get their names. */
    private final Path before;

    private FileChannel out;
    private boolean lost;

    PartFile(FetchedFile file) {
        this.expected = file.published();
        this.target = file.path();
        this.path = target.resolveSibling("." + target.getFileName() + ".part");
        this.before = target.resolveSibling("." + target.getFileName() + ".before");
    }

    /** Makes it, empty. */
    void create() {
        try {
            out =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * Takes all bytes, once it is made, and checks them as they come.
     *
     * @throws WrongContentException where they are not what was published
     * @throws IOException where they cannot be read
     * @throws StageFailure where they cannot be written
     */
    void receive(InputStream in, Progress progress) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] chunk = new byte[CHUNK_BYTES];
        long bytes = 0;
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            bytes += n;
            if (bytes > expected.bytes()) {
                throw new WrongContentException(
                        "it has more than the " + expected.bytes() + " bytes expected");
            }
            digest.update(chunk, 0, n);
            write(ByteBuffer.wrap(chunk, 0, n));
            progress.advance(n);
        }
        check(bytes, digest);
        sync();
    }

    private void check(long bytes, MessageDigest digest) throws IOException {
        if (bytes < expected.bytes()) {
            throw new WrongContentException(
                    "it ended after " + bytes + " of " + expected.bytes() + " bytes");
        }
        String sha256 = Sha256.hex(digest);
        if (!sha256.equals(expected.sha256())) {
            throw new WrongContentException(
                    "its SHA-256 is " + sha256 + ", expected is " + expected.sha256());
        }
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private void sync() {
        try {
            out.force(true);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * Makes sure that {@link #commit} can be taken back.
     *
     * @throws StageFailure (failed) where something is in the way, or there is no room
     */
    void prepareCommit() {
        requireFree(target);
        try {
            Files.deleteIfExists(before);
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Files.copy(target, before, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            throw unwritable(before, e);
        }
    }

    /**
     * Looks whether a file can have that name.
     *
     * @throws StageFailure (failed) where a folder has it
     */
    static void requireFree(Path target) {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot write "
                            + target
                            + ": it is a folder; remove it; another folder: --dir");
        }
    }

    /** Gives it its name. */
    void commit() {
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /**
     * Takes the name away again, and gives it to what had it.
     *
     * @return what could not be done; empty where all is as it was
     */
    String putBack() {
        try {
            if (Files.exists(before, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(before, target, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.deleteIfExists(target);
            }
            return "";
        } catch (IOException e) {
            lost = true;
            return "; "
                    + target
                    + " is the new one already ("
                    + reason(e)
                    + "), what it was, if anything, is "
                    + before;
        }
    }

    /** Removes what came, where it has no name yet, and what was kept to be put back. */
    void discard() {
        try {
            Files.deleteIfExists(path);
            if (!lost) {
                Files.deleteIfExists(before);
            }
        } catch (IOException e) {
            // The next fetch writes over it.
        }
    }

    /** Ends the writing. */
    void close() {
        try {
            out.close();
        } catch (IOException e) {
            // It is synced, or will be discarded.
        }
    }

    static StageFailure unwritable(Path path, IOException failure) {
        return new StageFailure(
                ExitCode.FAILED,
                "cannot write " + path + ": " + reason(failure) + "; another folder: --dir",
                failure);
    }

    /** The message of many of these is the path alone. */
    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException inTheWay) {
            return inTheWay.getFile() + " is no folder";
        }
        if (failure instanceof FileSystemException withReason && withReason.getReason() != null) {
            return withReason.getReason();
        }
        if (failure instanceof NoSuchFileException gone) {
            return gone.getFile() + " is gone";
        }
        // A channel's, when the disk is full, is of no class of its own.
        boolean plain = failure.getClass() == IOException.class && failure.getMessage() != null;
        return plain ? failure.getMessage() : failure.toString();
    }
}
