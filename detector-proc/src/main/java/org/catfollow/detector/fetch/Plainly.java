package org.catfollow.detector.fetch;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What a failure of the network means, in a few words. */
final class Plainly {
    private static final double MILLIS_PER_SECOND = 1_000.0;

    private Plainly() {}

    /** Says a failure; {@code uriOrNull} is what was asked for. */
    static String said(Throwable failure, URI uriOrNull, Duration patience) {
        if (failure instanceof HttpConnectTimeoutException) {
            return "no connection within " + seconds(patience);
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return "the host "
                        + (uriOrNull == null ? "" : uriOrNull.getHost() + " ")
                        + "is not known here; no network, or no name service";
            }
        }
        if (failure instanceof ConnectException) {
            return "cannot connect (" + text(failure) + ")";
        }
        if (failure instanceof SSLException) {
            return "no trusted connection (" + text(failure) + ")";
        }
        return text(failure);
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
