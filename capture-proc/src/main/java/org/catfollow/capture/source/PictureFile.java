package org.catfollow.capture.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A picture file's bytes, in one buffer that is used again and grows to the largest. */
final class PictureFile {
    /** No picture that fits a slot is near this, and a folder may hold anything. */
    private static final long LONGEST = 256L << 20;

    private ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);
    private int length;

    /** Reads a file; returns what went wrong, or null. */
    String load(Path picture) {
        length = 0;
        try (FileChannel file = FileChannel.open(picture, StandardOpenOption.READ)) {
            long size = file.size();
            if (size > LONGEST) {
                return "has " + size + " bytes, more than " + LONGEST;
            }
            if (size > bytes.capacity()) {
                bytes = ByteBuffer.allocateDirect(Math.toIntExact(size + size / 2));
            }
            bytes.clear().limit((int) size);
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // A file that shrinks meanwhile ends early; what was read is looked at as it is.
            }
            length = bytes.position();
            bytes.clear();
            return null;
        } catch (NoSuchFileException e) {
            return "has gone";
        } catch (IOException e) {
            return "cannot be read: " + e;
        }
    }

    /** Returns the bytes, direct, from 0; valid until {@link #load}. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Returns how many there are. */
    int length() {
        return length;
    }
}
