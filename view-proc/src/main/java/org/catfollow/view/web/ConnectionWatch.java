package org.catfollow.view.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.catfollow.view.metrics.ViewCounters;
import org.eclipse.jetty.io.Connection;

/**
 * Gives a connection so long for its request, or for its next one, however slowly it goes on sending:
 * a time-out between two bytes alone is no limit (slow loris). Where there are too many connections,
 * those that have asked for nothing yet go first, the oldest before the others, so that a request that
 * comes at once is always heard. Any thread.
 */
final class ConnectionWatch implements Connection.Listener {
    /** A stream has its own patience. */
    private static final long NEVER = Long.MAX_VALUE;

    private final int most;
    private final long patienceNanos;
    private final ViewCounters counters;

    /** When each connection's patience began. */
    private final Map<Connection, Long> since = new ConcurrentHashMap<>();

    ConnectionWatch(int most, Duration patience, ViewCounters counters) {
        this.most = most;
        this.patienceNanos = patience.toNanos();
        this.counters = counters;
    }

    @Override
    public void onOpened(Connection connection) {
        since.put(connection, System.nanoTime());
        if (since.size() > most) {
            Optional<Connection> longest =
                    since.entrySet().stream()
                            .filter(entry -> entry.getValue() != NEVER)
                            .filter(entry -> entry.getKey() != connection)
                            .min(Comparator.comparingLong(Map.Entry::getValue))
                            .map(Map.Entry::getKey);
            counters.refused(ViewCounters.Refusal.FULL).increment();
            cut(longest.orElse(connection));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        since.remove(connection);
    }

    /** A request has come: its answer has the same patience. */
    void asked(Connection connection) {
        since.replace(connection, System.nanoTime());
    }

    /** The answer goes on for as long as somebody looks. */
    void streams(Connection connection) {
        since.replace(connection, NEVER);
    }

    /** Closes those whose time is up; about once a second. */
    void look() {
        long now = System.nanoTime();
        since.forEach(
                (connection, begun) -> {
                    if (begun != NEVER && now - begun > patienceNanos) {
                        counters.slowConnections.increment();
                        cut(connection);
                    }
                });
    }

    /** Returns how many connections are open. */
    int count() {
        return since.size();
    }

    private void cut(Connection connection) {
        since.remove(connection);
        // Not by a polite end, for which there may be no end of waiting.
        connection.getEndPoint().close(new IOException("too slow"));
    }
}
