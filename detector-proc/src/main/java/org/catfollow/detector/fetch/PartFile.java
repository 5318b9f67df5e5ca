package org.catfollow.detector.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
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
    private FileChannel out;

    PartFile(FetchedFile file) {
        this.expected = file.published();
        this.target = file.path();
        this.path = target.resolveSibling("." + target.getFileName() + ".part");
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

    /** Gives it its name. */
    void commit() {
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Removes what came; nothing where it has its name. */
    void discard() {
        try {
            Files.deleteIfExists(path);
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
        return failure.toString();
    }
}
