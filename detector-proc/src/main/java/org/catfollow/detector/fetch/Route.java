package org.catfollow.detector.fetch;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * The way to a file, and what its failures mean, in a few words.
 *
 * @param uri the file's address
 * @param proxyOrNull what is asked in the server's place
 * @param patience how long each wait may take
 */
record Route(URI uri, InetSocketAddress proxyOrNull, Duration patience) {
    private static final double MILLIS_PER_SECOND = 1_000.0;

    /** Says a failure. */
    String said(Throwable failure) {
        if (failure instanceof HttpConnectTimeoutException) {
            return "no connection" + toProxy() + " within " + seconds(patience);
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return unknownHost() + " is not known here; no network, or no name service";
            }
        }
        if (failure instanceof ConnectException) {
            return "cannot connect" + toProxy() + " (" + text(failure) + ")";
        }
        if (failure instanceof SSLException) {
            return "no trusted connection (" + text(failure) + ")" + through();
        }
        return text(failure) + through();
    }

    private String unknownHost() {
        return proxyOrNull == null
                ? "the host " + uri.getHost()
                : "the proxy's host " + proxyOrNull.getHostString();
    }

    private String toProxy() {
        return proxyOrNull == null ? "" : " to the proxy " + proxy();
    }

    /** Returns what is to be added where server and proxy may both be meant. */
    String through() {
        return proxyOrNull == null ? "" : " (through the proxy " + proxy() + ")";
    }

    private String proxy() {
        return proxyOrNull.getHostString() + ":" + proxyOrNull.getPort();
    }

    private static String text(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t.getMessage() != null && !t.getMessage().isBlank()) {
                return t.getMessage();
            }
        }
        return failure.getClass().getSimpleName();
    }

    static String seconds(Duration time) {
        double seconds = time.toMillis() / MILLIS_PER_SECOND;
        return String.format(
                Locale.ROOT, seconds == Math.rint(seconds) ? "%.0f s" : "%.1f s", seconds);
    }
}
