package org.catfollow.view.web;

import java.util.concurrent.atomic.AtomicBoolean;
import org.catfollow.view.pictures.Picture;
import org.catfollow.view.pictures.PictureKind;
import org.catfollow.view.pictures.Viewer;
import org.catfollow.view.pictures.Viewers;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One who wants the newest picture, once. */
final class StillPicture extends Viewer {
    private final Response response;
    private final Callback done;
    private final Viewers viewers;
    private final AtomicBoolean ended = new AtomicBoolean();

    StillPicture(PictureKind kind, Response response, Callback done, Viewers viewers) {
        super(kind, false, 0);
        this.response = response;
        this.done = done;
        this.viewers = viewers;
    }

    @Override
    protected void send(Picture picture) {
        // Stays busy: there is no second one.
        viewers.remove(this);
        if (ended.compareAndSet(false, true)) {
            long age = (System.nanoTime() - picture.captureNanos()) / 1_000_000;
            response.getHeaders().put("X-Frame-Id", picture.frameId());
            response.getHeaders().put("X-Picture-Age-Millis", age);
            Answer.bytes(response, done, 200, "image/jpeg", picture.jpeg(), false);
        }
    }

    @Override
    protected void end(String reason) {
        if (ended.compareAndSet(false, true)) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
            Answer.line(response, done, 503, reason);
        }
    }
}
