package org.catfollow.view.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Whole answers, and the headers that every answer has. */
final class Answer {
    /**
     * What the page may do: nothing but speak to this server. Blobs are the pictures that it takes out of
     * the stream.
     */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self' blob: data:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final HttpField[] ALWAYS = {
        new HttpField("Content-Security-Policy", POLICY),
        new HttpField("X-Content-Type-Options", "nosniff"),
        new HttpField("X-Frame-Options", "DENY"),
        new HttpField("Referrer-Policy", "no-referrer"),
        // No other site shows our pictures.
        new HttpField("Cross-Origin-Resource-Policy", "same-origin"),
        new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
    };

    private Answer() {}

    /** Puts the headers that every answer has. */
    static void dress(Response response, String type, boolean mayBeKept) {
        HttpFields.Mutable headers = response.getHeaders();
        for (HttpField field : ALWAYS) {
            headers.put(field);
        }
        headers.put(HttpHeader.CONTENT_TYPE, type);
        headers.put(HttpHeader.CACHE_CONTROL, mayBeKept ? "no-cache" : "no-store");
    }

    /** Answers with a text; a HEAD request gets the headers alone. */
    static void text(Response response, Callback callback, int status, String type, String text) {
        bytes(response, callback, status, type, text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** Answers with one line that says why not. */
    static void line(Response response, Callback callback, int status, String text) {
        text(response, callback, status, "text/plain; charset=utf-8", text + "\n");
    }

    /** Answers with bytes. */
    static void bytes(
            Response response,
            Callback callback,
            int status,
            String type,
            byte[] bytes,
            boolean mayBeKept) {
        response.setStatus(status);
        dress(response, type, mayBeKept);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        boolean head = "HEAD".equals(response.getRequest().getMethod());
        response.write(true, head ? null : ByteBuffer.wrap(bytes), callback);
    }
}
