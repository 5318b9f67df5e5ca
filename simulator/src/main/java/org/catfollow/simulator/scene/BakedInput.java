package org.catfollow.simulator.scene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * The numbers of a {@link BakedFile} one after the other, read through a small buffer that stays in the
 * processor's cache: first touching memory for all of the file costs more than the reading. Never makes an
 * array for more than is left of the file.
 */
final class BakedInput {
    /** Bytes of the buffer that {@link #BakedInput} is given. */
    static final int BUFFER_BYTES = 1 << 18;

    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final CRC32C sum = new CRC32C();
    private long unread;

    /** Begins where the channel stands; the buffer is direct. */
    BakedInput(FileChannel channel, ByteBuffer buffer) throws IOException {
        this.channel = channel;
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN).limit(0);
        unread = channel.size() - channel.position();
    }

    /** Returns how many bytes are left. */
    long left() {
        return unread + buffer.remaining();
    }

    /** Returns the checksum of all bytes that were read, once nothing is left. */
    int checksum() {
        return (int) sum.getValue();
    }

    /** Makes sure that so many bytes, at most a buffer's, can be taken. */
    private void need(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        if (left() < bytes) {
            throw new BakedReader.Damaged("expected " + bytes + " bytes more, found " + left());
        }
        buffer.compact();
        while (buffer.position() < bytes) {
            int from = buffer.position();
            int read = channel.read(buffer);
            if (read < 0) {
                throw new BakedReader.Damaged("cut short while it was read");
            }
            unread -= read;
            sum.update(buffer.duplicate().position(from).limit(from + read));
        }
        buffer.flip();
    }

    int nextInt() throws IOException {
        need(Integer.BYTES);
        return buffer.getInt();
    }

    /** Returns a count of things of at least so many bytes each. */
    int nextCount(int bytesEach) throws IOException {
        return possible(nextInt(), bytesEach);
    }

    private int possible(int count, int bytesEach) throws IOException {
        if (count < 0 || (long) count * bytesEach > left()) {
            throw new BakedReader.Damaged(
                    "expected " + count + " things more, found " + left() + " bytes");
        }
        return count;
    }

    long nextLong() throws IOException {
        need(Long.BYTES);
        return buffer.getLong();
    }

    float nextFloat() throws IOException {
        need(Float.BYTES);
        return buffer.getFloat();
    }

    byte[] nextBytes(int count) throws IOException {
        byte[] bytes = new byte[possible(count, 1)];
        for (int i = 0; i < count; i++) {
            need(1);
            bytes[i] = buffer.get();
        }
        return bytes;
    }

    double[] nextDoubles(int count) throws IOException {
        double[] numbers = new double[possible(count, Double.BYTES)];
        for (int i = 0; i < count; i++) {
            need(Double.BYTES);
            numbers[i] = buffer.getDouble();
        }
        return numbers;
    }

    float[] nextFloats(int count) throws IOException {
        float[] numbers = new float[possible(count, Float.BYTES)];
        fill(numbers);
        return numbers;
    }

    int[] nextInts(int count) throws IOException {
        int[] numbers = new int[possible(count, Integer.BYTES)];
        fill(numbers);
        return numbers;
    }

    void fill(float[] numbers) throws IOException {
        for (int at = 0; at < numbers.length; ) {
            int count = words(numbers.length - at);
            buffer.asFloatBuffer().get(numbers, at, count);
            buffer.position(buffer.position() + count * Float.BYTES);
            at += count;
        }
    }

    void fill(int[] numbers) throws IOException {
        for (int at = 0; at < numbers.length; ) {
            int count = words(numbers.length - at);
            buffer.asIntBuffer().get(numbers, at, count);
            buffer.position(buffer.position() + count * Integer.BYTES);
            at += count;
        }
    }

    /** Returns how many of the words that are wanted can be taken in one go. */
    private int words(int wanted) throws IOException {
        need(Integer.BYTES);
        return Math.min(wanted, buffer.remaining() / Integer.BYTES);
    }
}
