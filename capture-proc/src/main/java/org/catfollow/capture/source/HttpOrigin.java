package org.catfollow.capture.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * An MJPEG stream over HTTP: {@code multipart/x-mixed-replace}, one JPEG picture in each part. The
 * pictures are found by their own markers: boundary, headers and lengths of the parts are passed over,
 * for servers write them in many ways, or leave them out.
 */
final class HttpOrigin implements JpegPictures.Origin {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 5_000;

    private final URL url;
    private final String credentials;
    private final String name;
    private volatile HttpURLConnection connection;
    private volatile boolean cancelled;

    private HttpOrigin(URL url, String credentials, String name) {
        this.url = url;
        this.credentials = credentials;
        this.name = name;
    }

    /**
     * Prepares the stream; connects when the first picture is wanted.
     *
     * @throws StageFailure with {@link ExitCode#USAGE} when the address is none
     */
    static FrameSource open(SourceRequest request) {
        String text = request.address().toString();
        HttpOrigin origin;
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null) {
                throw new URISyntaxException(text, "no host");
            }
            URI bare =
                    new URI(
                            uri.getScheme(),
                            null,
                            uri.getHost(),
                            uri.getPort(),
                            uri.getPath(),
                            uri.getQuery(),
                            null);
            origin = new HttpOrigin(bare.toURL(), uri.getUserInfo(), bare.toString());
        } catch (URISyntaxException | IOException e) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    request.name()
                            + " is no address: "
                            + e.getMessage()
                            + "; write"
                            + " http://HOST:PORT/PATH",
                    e);
        }
        // The stream does not say.
        double rate = request.settings().framesPerSecond().orElse(0);
        return new FedSource("http", new JpegPictures(origin, rate, origin.name), true);
    }

    @Override
    public JpegStream open() throws IOException {
        try {
            HttpURLConnection opened = (HttpURLConnection) url.openConnection();
            connection = opened;
            opened.setConnectTimeout(CONNECT_MILLIS);
            opened.setReadTimeout(READ_MILLIS);
            opened.setUseCaches(false);
            opened.setRequestProperty("User-Agent", "cat-follow");
            if (credentials != null) {
                byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
                opened.setRequestProperty(
                        "Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
            }
            int status = opened.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException(refusal(status));
            }
            requireStream(opened.getContentType());
            InputStream stream = opened.getInputStream();
            if (cancelled) {
                opened.disconnect();
            }
            return new JpegStream(stream);
        } catch (SocketTimeoutException e) {
            throw new IOException(name + " does not answer within 5 s", e);
        } catch (UnknownHostException e) {
            throw new IOException(name + ": there is no host of that name", e);
        } catch (java.net.ConnectException e) {
            throw new IOException(name + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private String refusal(int status) {
        String text = name + " answers with status " + status;
        return status == HttpURLConnection.HTTP_UNAUTHORIZED
                ? text + ": name and password are wanted; write http://NAME:PASSWORD@HOST/PATH"
                : text + "; is the path that of the camera's MJPEG stream?";
    }

    private void requireStream(String contentType) throws IOException {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT).strip();
        if (type.startsWith("multipart/")) {
            return;
        }
        throw new IOException(
                name
                        + (type.startsWith("image/")
                                ? " gives a single picture (" + type + ") and no stream"
                                : " gives " + (type.isEmpty() ? "no content type" : type))
                        + "; wanted is the address of the camera's MJPEG stream"
                        + " (multipart/x-mixed-replace)");
    }

    @Override
    public String ending(String where) {
        return "the stream ended " + where;
    }

    @Override
    public void cancel() {
        cancelled = true;
        HttpURLConnection opened = connection;
        if (opened != null) {
            // It may wait for a read that waits for the server: neither is ours to sit out.
            Thread closer = new Thread(opened::disconnect, "closing http");
            closer.setDaemon(true);
            closer.start();
        }
    }

    @Override
    public void close() {
        cancel();
    }
}
