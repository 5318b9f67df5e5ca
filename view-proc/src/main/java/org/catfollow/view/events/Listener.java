package org.catfollow.view.events;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Somebody who is told events. Those that come while the last ones are on their way wait in a short
 * line; who lets it grow full is sent away and may come again. Any thread.
 */
public abstract class Listener {
    private static final int MOST_WAITING = 64;

    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    /** Makes a listener. */
    protected Listener() {}

    /** Sends some events, without waiting; ends in {@link #sent}. */
    protected abstract void send(String events);

    /** Called once, when it is sent away. */
    protected abstract void end();

    /** Tells an event; returns false where the listener is too slow, and is not one any more. */
    final boolean tell(String event) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            if (waiting.size() >= MOST_WAITING) {
                closed = true;
            } else {
                waiting.add(event);
            }
        }
        if (isClosed()) {
            end();
            return false;
        }
        next();
        return true;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void next() {
        String events;
        synchronized (this) {
            if (busy || waiting.isEmpty() || closed) {
                return;
            }
            busy = true;
            events = String.join("", waiting);
            waiting.clear();
        }
        send(events);
    }

    /** Says that what was sent is out. */
    protected final void sent() {
        synchronized (this) {
            busy = false;
        }
        next();
    }

    /** Says that nobody listens any more. */
    protected final synchronized void gone() {
        closed = true;
    }
}
