package org.catfollow.view.events;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.catfollow.runtime.report.JsonReport;
import org.catfollow.view.live.Looks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what changes, ten times a second, and all figures once a second. A thread of its own,
 * which sleeps while nobody listens.
 */
public final class Announcer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("view");
    private static final long ROUND_MILLIS = 100;
    private static final long IDLE_MILLIS = 3_600_000;
    private static final int ROUNDS_BETWEEN_STATS = 10;

    private final Looks looks;
    private final int most;
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "events");
    private final Object lock = new Object();
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean closed;
    private Changes changes = new Changes();
    private long number;

    /** Makes an announcer for {@code most} listeners at a time. */
    public Announcer(Looks looks, int most) {
        this.looks = looks;
        this.most = most;
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Adds a listener; returns false where there are as many as may be. */
    public boolean add(Listener listener) {
        synchronized (lock) {
            if (closed || listeners.size() >= most) {
                return false;
            }
            listeners.add(listener);
            woken.release();
        }
        return true;
    }

    /** Forgets a listener. */
    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    private void run() {
        int round = 0;
        while (awaitRound()) {
            try {
                if (listeners.isEmpty()) {
                    changes = new Changes();
                    round = 0;
                } else {
                    round(round++ % ROUNDS_BETWEEN_STATS == 0);
                }
            } catch (RuntimeException | InternalError e) {
                // A region that is cut short under a look: the next one is of another.
                LOG.warn("no look at the region: {}", e.toString());
            }
        }
    }

    private void round(boolean stats) {
        var look = looks.newest();
        for (JsonObject change : changes.since(look)) {
            announce("change", change.toString());
        }
        if (stats) {
            JsonObject figures = look.map(JsonReport::of).orElseGet(looks::json);
            announce("stats", figures.toString());
        }
    }

    private void announce(String event, String data) {
        number++;
        String text = "id: " + number + "\nevent: " + event + "\ndata: " + data + "\n\n";
        List<Listener> slow = listeners.stream().filter(each -> !each.tell(text)).toList();
        listeners.removeAll(slow);
    }

    /** Returns false at the end. */
    private boolean awaitRound() {
        try {
            // Without a listener until one comes.
            woken.tryAcquire(
                    listeners.isEmpty() ? IDLE_MILLIS : ROUND_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
        woken.drainPermits();
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        woken.release();
    }
}
