package org.catfollow.capture.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Takes JPEG pictures out of a stream of bytes, one after the other, by their own markers (ITU-T T.81
 * annex B): the streams of cameras say how long a picture is only sometimes. Bytes between two pictures
 * are passed over. Reads ahead into a buffer of its own; allocates only while pictures grow.
 */
final class JpegStream {
    /** A camera's picture is far smaller; what is longer is no picture. */
    private static final int LONGEST_PICTURE = 32 << 20;

    /** What one read may have brought is no backlog. */
    private static final int LEAST_BACKLOG = 96 * 1024;

    private static final int MARKER = 0xFF;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;

    private final InputStream input;
    private final byte[] ahead = new byte[64 * 1024];
    private int position;
    private int limit;
    private ByteBuffer picture = ByteBuffer.allocateDirect(256 * 1024);
    private int length;
    private long begunNanos;

    JpegStream(InputStream input) {
        this.input = input;
    }

    /**
     * Reads up to the end of the next picture.
     *
     * @return false when the stream ends between two pictures
     * @throws EOFException when it ends in the middle of one
     */
    boolean next() throws IOException {
        length = 0;
        int previous = 0;
        int value = read();
        while (value >= 0 && !(previous == MARKER && value == START_OF_IMAGE)) {
            previous = value;
            value = read();
        }
        if (value < 0) {
            return false;
        }
        begunNanos = System.nanoTime();
        keep(MARKER);
        keep(START_OF_IMAGE);
        segments();
        return true;
    }

    /**
     * Returns whether so many bytes wait that this picture is an old one: a server that sends faster
     * than we take fills the network's buffers with seconds of film.
     */
    boolean isBehind() throws IOException {
        return limit - position + input.available() >= Math.max(2 * length, LEAST_BACKLOG);
    }

    /** Copies segment after segment; the two bytes behind a marker say how long each is. */
    private void segments() throws IOException {
        int marker = marker();
        while (marker != END_OF_IMAGE) {
            if (marker != 1 && (marker < 0xD0 || marker > 0xD7)) {
                int high = take();
                int low = take();
                for (int left = (high << 8 | low) - 2; left > 0; left--) {
                    take();
                }
            }
            marker = marker == START_OF_SCAN ? endOfScan() : marker();
        }
    }

    /** Copies up to the next marker and the marker; returns it. */
    private int marker() throws IOException {
        int previous = 0;
        while (true) {
            int value = take();
            if (previous == MARKER && value != 0 && value != MARKER) {
                return value;
            }
            previous = value;
        }
    }

    /** As {@link #marker}, but FF D0 to FF D7 belong to the scan. */
    private int endOfScan() throws IOException {
        int found = marker();
        while (found >= 0xD0 && found <= 0xD7) {
            found = marker();
        }
        return found;
    }

    /** Copies the next byte into the picture. */
    private int take() throws IOException {
        int value = read();
        if (value < 0) {
            throw new EOFException("in the middle of a picture, bytes=" + length);
        }
        keep(value);
        return value;
    }

    private void keep(int value) throws IOException {
        if (length == picture.capacity()) {
            if (length >= LONGEST_PICTURE) {
                throw new IOException("a picture of more than " + LONGEST_PICTURE + " bytes");
            }
            ByteBuffer longer = ByteBuffer.allocateDirect(2 * length);
            longer.put(0, picture, 0, length);
            picture = longer;
        }
        picture.put(length++, (byte) value);
    }

    /** Returns the next byte, or -1 at the end. */
    private int read() throws IOException {
        if (position == limit) {
            int count = input.read(ahead, 0, ahead.length);
            if (count < 0) {
                return -1;
            }
            position = 0;
            limit = count;
            if (count == 0) {
                return read();
            }
        }
        return ahead[position++] & 0xFF;
    }

    /** Returns the picture's bytes, from 0; valid until {@link #next}. */
    ByteBuffer picture() {
        return picture;
    }

    /** Returns how many bytes the picture has. */
    int length() {
        return length;
    }

    /** Returns when its first bytes were there, CLOCK_MONOTONIC nanoseconds. */
    long begunNanos() {
        return begunNanos;
    }
}
