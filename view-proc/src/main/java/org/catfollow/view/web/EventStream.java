package org.catfollow.view.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.catfollow.view.events.Announcer;
import org.catfollow.view.events.Listener;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One client of {@code /api/events}: server-sent events. */
final class EventStream extends Listener {
    private final Response response;
    private final Callback done;
    private final Announcer announcer;
    private final AtomicBoolean ended = new AtomicBoolean();

    EventStream(Response response, Callback done, Announcer announcer) {
        this.response = response;
        this.done = done;
        this.announcer = announcer;
    }

    void open() {
        Answer.dress(response, "text/event-stream; charset=utf-8", false);
    }

    @Override
    protected void send(String events) {
        ByteBuffer bytes = ByteBuffer.wrap(events.getBytes(StandardCharsets.UTF_8));
        response.write(false, bytes, Callback.from(this::sent, this::broken));
    }

    private void broken(Throwable cause) {
        gone();
        announcer.remove(this);
        if (ended.compareAndSet(false, true)) {
            done.failed(cause);
        }
    }

    @Override
    protected void end() {
        if (ended.compareAndSet(false, true)) {
            done.failed(new IOException("too slow for the events"));
        }
    }
}
