package org.catfollow.view.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.catfollow.view.pictures.Picture;
import org.catfollow.view.pictures.PictureKind;
import org.catfollow.view.pictures.Viewer;
import org.catfollow.view.pictures.Viewers;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One client of an MJPEG stream. One picture is on its way at a time; those that come meanwhile are for
 * others. A write goes as far as the socket takes it and is finished by the server's own threads.
 *
 * <p>A part is followed by the next boundary at once, as browsers show it only then.
 */
final class VideoStream extends Viewer {
    private static final String BOUNDARY = "frame";
    private static final byte[] OPENING = ascii("--" + BOUNDARY + "\r\n");
    private static final byte[] CLOSING = ascii("\r\n--" + BOUNDARY + "\r\n");

    private final Response response;
    private final Callback done;
    private final Viewers viewers;
    private final boolean annotated;
    private final AtomicBoolean ended = new AtomicBoolean();

    VideoStream(
            PictureKind kind,
            boolean annotated,
            double framesPerSecond,
            Response response,
            Callback done,
            Viewers viewers) {
        super(kind, annotated, framesPerSecond);
        this.annotated = annotated;
        this.response = response;
        this.done = done;
        this.viewers = viewers;
    }

    /** Puts the headers; the first picture brings them on their way. */
    void open() {
        Answer.dress(response, "multipart/x-mixed-replace; boundary=" + BOUNDARY, false);
        // Ends with the connection and is not cut into chunks, which simple clients do not know.
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.getHeaders().put(HttpHeader.PRAGMA, "no-cache");
    }

    @Override
    protected void send(Picture picture) {
        byte[] head = head(picture);
        byte[] opening = response.isCommitted() ? new byte[0] : OPENING;
        byte[] jpeg = picture.jpeg();
        ByteBuffer part =
                ByteBuffer.allocate(opening.length + head.length + jpeg.length + CLOSING.length);
        part.put(opening).put(head).put(jpeg).put(CLOSING).flip();
        response.write(false, part, Callback.from(this::sent, this::broken));
    }

    private byte[] head(Picture picture) {
        StringBuilder head = new StringBuilder(128);
        head.append("Content-Type: image/jpeg\r\nContent-Length: ")
                .append(picture.jpeg().length)
                .append("\r\nX-Timestamp: ")
                .append(String.format(Locale.ROOT, "%.6f", picture.captureNanos() / 1e9))
                .append("\r\nX-Frame-Id: ")
                .append(picture.frameId())
                .append("\r\n");
        if (annotated) {
            head.append("X-Notes: ").append(asciiOnly(picture.notes())).append("\r\n");
        }
        return ascii(head.append("\r\n").toString());
    }

    /** JSON says the same in ASCII. */
    private static String asciiOnly(String json) {
        StringBuilder out = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < ' ' || c > '~') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void broken(Throwable cause) {
        viewers.remove(this);
        if (ended.compareAndSet(false, true)) {
            done.failed(cause);
        }
    }

    @Override
    protected void end(String reason) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (response.isCommitted()) {
            // Nothing polite: it may be in the middle of a picture.
            done.failed(new IOException(reason));
        } else {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
            Answer.line(response, done, 503, reason);
        }
    }
}
