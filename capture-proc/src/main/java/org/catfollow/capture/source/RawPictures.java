package org.catfollow.capture.source;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Uncompressed pictures out of a program's standard output, one behind the other without a mark
 * between them: their length is all that keeps them apart.
 *
 * <p>What is copied for each picture: pipe to Java's array, to one direct buffer, and what the {@link
 * RawFormat} does. Nothing is allocated.
 */
final class RawPictures implements FedPictures {
    private final ChildProcess child;
    private final RawFormat format;
    private final double framesPerSecond;
    private final String description;
    private final boolean live;
    private final ByteBuffer bytes;
    private final ChildProcess.Begun begun = nanos -> this.begunNanos = nanos;
    private long begunNanos;
    private long fetched;

    /**
     * Plays what a program writes.
     *
     * @param live whether a picture was taken when its first byte came
     */
    RawPictures(
            ChildProcess child,
            RawFormat format,
            double framesPerSecond,
            String description,
            boolean live) {
        this.child = child;
        this.format = format;
        this.framesPerSecond = framesPerSecond;
        this.description = description;
        this.live = live;
        bytes = ByteBuffer.allocateDirect(format.bytes());
        format.use(bytes);
    }

    @Override
    public boolean fetch() throws IOException {
        int length = format.bytes();
        int count = child.read(bytes, length, begun);
        if (count == length) {
            fetched++;
            return true;
        }
        if (count == 0 && !live && child.endedWell()) {
            return false;
        }
        String where =
                count == 0
                        ? "after " + fetched + " pictures"
                        : "in the middle of picture "
                                + fetched
                                + ", bytes="
                                + count
                                + " of "
                                + length;
        throw new IOException(description + ": " + child.name() + " " + child.ending(where));
    }

    @Override
    public ReadResult take(long index, TargetSlot slot, SourceFrame out) {
        format.put(slot);
        out.frame(index, format.width(), format.height());
        // A film's pictures were taken long ago: the instant at which one was asked for counts.
        out.captureNanos = live ? begunNanos : 0;
        return ReadResult.FRAME;
    }

    @Override
    public double framesPerSecond() {
        return framesPerSecond;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void cancel() {
        child.end();
    }

    @Override
    public void close() {
        child.end();
        format.close();
    }
}
