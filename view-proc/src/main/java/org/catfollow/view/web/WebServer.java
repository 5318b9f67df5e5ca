package org.catfollow.view.web;

import java.io.IOException;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.view.events.Announcer;
import org.catfollow.view.live.LiveRegion;
import org.catfollow.view.live.Looks;
import org.catfollow.view.metrics.ViewCounters;
import org.catfollow.view.pictures.Viewers;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Jetty, set up for this. Started and stopped by the main thread. */
public final class WebServer implements AutoCloseable {
    /** A token, a few headers of a browser; more is not read. */
    private static final int MOST_HEADER_BYTES = 8 * 1024;

    /** Beside the streams: pages, scripts, figures, STOP. */
    private static final int OTHER_CONNECTIONS = 64;

    private static final long IDLE_MILLIS = 20_000;

    /** Orders wait for control, a second or two, eight at a time at most; streams hold none. */
    private static final int MOST_THREADS = 16;

    private static final int LEAST_THREADS = 2;
    private static final int BACKLOG = 64;

    private final Server server;
    private final ServerConnector connector;
    private final ConnectionWatch watch;

    /** Makes a server that does not listen yet. */
    public WebServer(
            WebSettings settings,
            LiveRegion live,
            Looks looks,
            Viewers viewers,
            Announcer announcer,
            ViewCounters counters) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("web");
        threads.setDaemon(true);
        this.server = new Server(threads, new ScheduledExecutorScheduler("web-times", true), null);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        http.setUriCompliance(UriCompliance.RFC3986);
        this.connector =
                new ServerConnector(
                        server, null, null, null, 0, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(BACKLOG);
        // After a kill the next one has the port at once.
        connector.setReuseAddress(true);
        this.watch =
                new ConnectionWatch(
                        2 * settings.mostClients() + OTHER_CONNECTIONS,
                        settings.patience(),
                        counters);
        connector.addBean(watch);
        server.addConnector(connector);
        Doorkeeper doorkeeper = new Doorkeeper(settings.allowedNames(), settings.token());
        Routes.Parts parts = new Routes.Parts(live, looks, viewers, announcer, counters, settings);
        server.setHandler(new Routes(parts, doorkeeper, watch));
        server.setErrorHandler(new PlainErrors());
    }

    /**
     * Begins to listen.
     *
     * @throws StageFailure where the address cannot be had
     */
    public void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "cannot listen on "
                            + connector.getHost()
                            + " port "
                            + connector.getPort()
                            + ": "
                            + reason(e)
                            + "; choose another --port or --host, or end what listens there",
                    e);
        } catch (Exception e) {
            throw new IllegalStateException("the web server does not start", e);
        }
    }

    private static String reason(IOException e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }

    /** Returns the port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Closes connections that take too long; about once a second. */
    public void look() {
        watch.look();
    }

    @Override
    public void close() {
        try {
            server.setStopTimeout(0);
            server.stop();
        } catch (Exception e) {
            // The process ends.
        }
    }
}
