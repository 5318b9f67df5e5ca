package org.catfollow.view.web;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.region.RegionException;
import org.catfollow.view.events.Announcer;
import org.catfollow.view.live.LiveRegion;
import org.catfollow.view.live.Looks;
import org.catfollow.view.metrics.Metrics;
import org.catfollow.view.metrics.ViewCounters;
import org.catfollow.view.metrics.ViewCounters.Refusal;
import org.catfollow.view.pictures.Viewers;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;

/** From path to answer. Whatever is not named here does not exist: no file is looked for. */
final class Routes extends Handler.Abstract {
    private static final String JSON = "application/json";
    private static final String STREAM = "/stream/video";
    private static final String STILL = "/latest.jpg";

    /** What clients of other cameras ask for. */
    private static final Map<String, String> ALIASES =
            Map.of("/mjpg", STREAM, "/video", STREAM, "/stream", STREAM, "/snapshot.jpg", STILL);

    private static final Map<String, String> ACTIONS = Map.of("stream", STREAM, "snapshot", STILL);

    private static final String NOWHERE = "/nowhere";
    private static final Set<String> ORDERS = Set.of("/api/stop", "/api/command");
    private static final int MOST_BODY_BYTES = 2048;

    /** What the answers are made of. */
    record Parts(
            LiveRegion live,
            Looks looks,
            Viewers viewers,
            Announcer announcer,
            ViewCounters counters,
            WebSettings settings) {}

    private final Parts parts;
    private final Doorkeeper doorkeeper;
    private final ConnectionWatch watch;
    private final PageFiles files = new PageFiles();
    private final Orders orders;

    Routes(Parts parts, Doorkeeper doorkeeper, ConnectionWatch watch) {
        this.parts = parts;
        this.doorkeeper = doorkeeper;
        this.watch = watch;
        this.orders = new Orders(parts.live(), parts.counters());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        parts.counters().requests.increment();
        watch.asked(request.getConnectionMetaData().getConnection());
        Request.addCompletionListener(
                request, any -> watch.asked(request.getConnectionMetaData().getConnection()));
        try {
            answer(request, response, callback);
        } catch (IllegalArgumentException e) {
            // The parameters make no sense, or the query is not even text.
            refuse(response, callback, new Refused(400, Refusal.REQUEST, line(e.getMessage())));
        } catch (InternalError e) {
            // The region was cut short under us.
            Answer.line(response, callback, 503, "the region is being made anew");
        }
        return true;
    }

    private static String line(String text) {
        return text == null ? "bad request" : text.lines().findFirst().orElse("bad request");
    }

    private void answer(Request request, Response response, Callback callback) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        Optional<Refused> refused = doorkeeper.host(host);
        if (refused.isPresent()) {
            refuse(response, callback, refused.get());
            return;
        }
        String path = request.getHttpURI().getCanonicalPath();
        Fields query = Request.extractQueryParameters(request);
        if (!path.equals(request.getHttpURI().getPath())) {
            // Written in a roundabout way: nobody who means well does.
            path = NOWHERE;
        }
        path = ALIASES.getOrDefault(path, path);
        if (path.equals("/") && query.getValue("action") != null) {
            path = ACTIONS.getOrDefault(query.getValue("action"), NOWHERE);
        }
        boolean order = ORDERS.contains(path);
        String method = request.getMethod();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (order ? !method.equals("POST") : !reads) {
            response.getHeaders().put(HttpHeader.ALLOW, order ? "POST" : "GET, HEAD");
            refuse(
                    response,
                    callback,
                    new Refused(405, Refusal.REQUEST, method + " is not for this"));
        } else if (order) {
            order(path, request, response, callback);
        } else {
            read(path, query, request, response, callback);
        }
    }

    private void refuse(Response response, Callback callback, Refused refused) {
        parts.counters().refused(refused.reason()).increment();
        if (refused.status() == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        Answer.line(response, callback, refused.status(), refused.text());
    }

    // --- reading ---

    private void read(
            String path, Fields query, Request request, Response response, Callback callback) {
        switch (path) {
            case STREAM -> stream(query, request, response, callback);
            case STILL -> still(query, response, callback);
            case "/api/events" -> events(request, response, callback);
            case "/api/stats" ->
                    Answer.text(response, callback, 200, JSON, parts.looks().json().toString());
            case "/metrics" ->
                    Answer.text(
                            response,
                            callback,
                            200,
                            "text/plain; version=0.0.4; charset=utf-8",
                            Metrics.text(
                                    parts.looks().newest(),
                                    parts.counters(),
                                    parts.viewers().count()));
            case "/healthz" -> health(response, callback);
            default -> {
                PageFiles.File file = files.of(path).orElse(null);
                if (file == null) {
                    refuse(
                            response,
                            callback,
                            new Refused(404, Refusal.REQUEST, "there is nothing of that name"));
                } else {
                    Answer.bytes(response, callback, 200, file.type(), file.bytes(), true);
                }
            }
        }
    }

    private void health(Response response, Callback callback) {
        boolean goesRound = parts.settings().alive().getAsBoolean();
        JsonObject health = new JsonObject();
        health.addProperty("status", goesRound ? "ok" : "hung");
        health.addProperty("region", parts.live().isThere());
        if (!parts.live().isThere()) {
            health.addProperty("why", parts.live().why());
        }
        Answer.text(response, callback, goesRound ? 200 : 503, JSON, health.toString());
    }

    private void stream(Fields query, Request request, Response response, Callback callback) {
        WebSettings settings = parts.settings();
        VideoWish wish = VideoWish.of(query, settings.mostFramesPerSecond(), settings.quality());
        VideoStream stream =
                new VideoStream(
                        wish.kind(),
                        wish.notes(),
                        wish.framesPerSecond(),
                        response,
                        callback,
                        parts.viewers());
        if (isHead(request, response, callback, stream::open) || isAbsent(response, callback)) {
            return;
        }
        stream.open();
        if (admitted(parts.viewers().add(stream), response, callback)) {
            watch.streams(request.getConnectionMetaData().getConnection());
        }
    }

    private void still(Fields query, Response response, Callback callback) {
        WebSettings settings = parts.settings();
        VideoWish wish = VideoWish.of(query, 0, settings.quality());
        if (!isAbsent(response, callback)) {
            StillPicture still = new StillPicture(wish.kind(), response, callback, parts.viewers());
            admitted(parts.viewers().add(still), response, callback);
        }
    }

    private boolean admitted(Viewers.Admission admission, Response response, Callback callback) {
        String text =
                switch (admission) {
                    case ADMITTED -> "";
                    case FULL -> "as many viewers as may be are there; see --max-clients";
                    case TOO_MANY_KINDS ->
                            "too many kinds of picture are wanted at once; leave quality and"
                                    + " overlay away";
                };
        if (admission != Viewers.Admission.ADMITTED) {
            response.reset();
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 5);
            refuse(response, callback, new Refused(503, Refusal.FULL, text));
        }
        return admission == Viewers.Admission.ADMITTED;
    }

    private boolean isAbsent(Response response, Callback callback) {
        if (parts.live().isThere()) {
            return false;
        }
        response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
        Answer.line(response, callback, 503, "there is no robot: " + parts.live().why());
        return true;
    }

    private static boolean isHead(
            Request request, Response response, Callback callback, Runnable headers) {
        if (!request.getMethod().equals("HEAD")) {
            return false;
        }
        headers.run();
        response.write(true, null, callback);
        return true;
    }

    private void events(Request request, Response response, Callback callback) {
        EventStream events = new EventStream(response, callback, parts.announcer());
        if (isHead(request, response, callback, events::open)) {
            return;
        }
        events.open();
        if (parts.announcer().add(events)) {
            watch.streams(request.getConnectionMetaData().getConnection());
        } else {
            admitted(Viewers.Admission.FULL, response, callback);
        }
    }

    // --- orders ---

    private void order(String path, Request request, Response response, Callback callback) {
        Optional<Refused> refused =
                doorkeeper.order(
                        request.getHeaders().get(HttpHeader.HOST),
                        request.getHeaders().get(HttpHeader.ORIGIN),
                        request.getHeaders().get("Sec-Fetch-Site"),
                        request.getHeaders().get(HttpHeader.AUTHORIZATION));
        if (refused.isPresent()) {
            refuse(response, callback, refused.get());
        } else if (path.equals("/api/stop")) {
            // Whatever its body is, and before it has come.
            obey(response, callback, orders::stop);
        } else {
            Content.Source.asByteArrayAsync(request, MOST_BODY_BYTES, new Body(response, callback));
        }
    }

    /** The body of a command, when it has come. */
    private final class Body implements Promise.Invocable<byte[]> {
        private final Response response;
        private final Callback callback;

        private Body(Response response, Callback callback) {
            this.response = response;
            this.callback = callback;
        }

        @Override
        public void succeeded(byte[] body) {
            obey(response, callback, () -> orders.command(body));
        }

        @Override
        public void failed(Throwable cause) {
            refuse(
                    response,
                    callback,
                    new Refused(413, Refusal.REQUEST, "no command is that long"));
        }

        /** Control's answer is waited for. */
        @Override
        public InvocationType getInvocationType() {
            return InvocationType.BLOCKING;
        }
    }

    /** Something that says what came of it. */
    private interface Order {
        String obey();
    }

    private void obey(Response response, Callback callback, Order order) {
        try {
            outcome(response, callback, 200, order.obey());
        } catch (IllegalArgumentException e) {
            parts.counters().refused(Refusal.REQUEST).increment();
            outcome(response, callback, 400, line(e.getMessage()));
        } catch (StageFailure | RegionException e) {
            outcome(response, callback, 409, e.getMessage());
        } catch (InternalError e) {
            outcome(response, callback, 503, "the region is being made anew; send it again");
        }
    }

    private static void outcome(Response response, Callback callback, int status, String text) {
        JsonObject outcome = new JsonObject();
        outcome.addProperty("ok", status == 200);
        outcome.addProperty("text", text);
        Answer.text(response, callback, status, JSON, outcome.toString());
    }
}
