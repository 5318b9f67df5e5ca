package org.catfollow.capture.source;

import java.io.IOException;

/**
 * A camera's JPEG pictures out of a stream. What is copied and allocated for each is what {@link
 * PictureDecoder} says.
 */
final class JpegPictures implements FedPictures {
    /** Where the stream comes from. */
    interface Origin {
        /** Opens the stream; waits for it. The feed's thread. */
        JpegStream open() throws IOException;

        /** Returns why the stream has ended, one line. */
        String ending(String where);

        /** Makes a waiting read or {@link #open} return. Any thread. */
        void cancel();

        /** Ends the stream. */
        void close();
    }

    private final Origin origin;
    private final double framesPerSecond;
    private final String description;
    private final PictureDecoder decoder = new PictureDecoder();
    private JpegStream stream;
    private long fetched;

    JpegPictures(Origin origin, double framesPerSecond, String description) {
        this.origin = origin;
        this.framesPerSecond = framesPerSecond;
        this.description = description;
    }

    @Override
    public boolean fetch() throws IOException {
        if (stream == null) {
            stream = origin.open();
        }
        String broken = "";
        try {
            boolean there = stream.next();
            while (there && stream.isBehind()) {
                there = stream.next();
            }
            if (there) {
                fetched++;
                return true;
            }
        } catch (IOException e) {
            broken = " (" + e.getMessage() + ")";
        }
        throw new IOException(
                description + ": " + origin.ending("after " + fetched + " pictures" + broken));
    }

    @Override
    public ReadResult take(long index, TargetSlot slot, SourceFrame out) {
        ReadResult result =
                decoder.decode(stream.picture(), stream.length(), index, this, slot, out);
        out.captureNanos = stream.begunNanos();
        return result;
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
        origin.cancel();
    }

    @Override
    public void close() {
        origin.close();
    }

    /** Names the picture at hand in a message. */
    @Override
    public String toString() {
        return description + ", picture " + (fetched - 1);
    }
}
