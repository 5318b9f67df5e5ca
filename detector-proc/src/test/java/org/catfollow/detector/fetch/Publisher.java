package org.catfollow.detector.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine that gives files, well or badly. */
final class Publisher implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    Publisher() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** Returns the address of a path of it. */
    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    int requests() {
        return requests.get();
    }

    /** What a path does. */
    private interface Manners {
        void answer(HttpExchange exchange) throws IOException;
    }

    private void at(String path, Manners manners) {
        server.createContext(
                path,
                exchange -> {
                    requests.incrementAndGet();
                    try {
                        manners.answer(exchange);
                    } finally {
                        exchange.close();
                    }
                });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Gives {@code text}. */
    void gives(String path, String text) {
        at(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(200, text.length());
                    exchange.getResponseBody().write(bytes(text));
                });
    }

    /** Gives {@code text} without saying how long it is. */
    void givesUnmeasured(String path, String text) {
        at(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(bytes(text));
                });
    }

    /** Says that {@code length} bytes come, gives {@code text} and closes the connection. */
    void breaksOff(String path, String text, long length) {
        at(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(200, length);
                    exchange.getResponseBody().write(bytes(text));
                    exchange.getResponseBody().flush();
                });
    }

    /** Gives {@code text} of {@code length} bytes, and then nothing until the end. */
    void stalls(String path, String text, long length) {
        at(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(200, length);
                    OutputStream out = exchange.getResponseBody();
                    out.write(bytes(text));
                    out.flush();
                    await();
                });
    }

    /** Takes requests, and says nothing until the end. */
    void isSilent(String path) {
        at(path, exchange -> await());
    }

    void refuses(String path, int status) {
        at(path, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    void redirects(String path, String to) {
        at(
                path,
                exchange -> {
                    exchange.getResponseHeaders().add("Location", to);
                    exchange.sendResponseHeaders(302, -1);
                });
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
