package org.catfollow.detector.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.catfollow.detector.catalogue.CatalogueModel;
import org.catfollow.detector.catalogue.PublishedFile;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** The publisher's server, or a mirror that has the files under the same names. */
public final class WebOrigin implements FileOrigin {
    private static final int OK = 200;

    /** So that where there is no connection, that is what is said. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final HttpClient client;
    private final ProxySelector proxies;

    /** Null for the publisher's own addresses; else ends in a slash. */
    private final URI mirror;

    private final Duration patience;

    private WebOrigin(URI mirror, Duration patience, ProxySelector proxies) {
        this.mirror = mirror;
        this.patience = patience;
        this.proxies = proxies;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        // Never from https to http.
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(patience)
                        .proxy(proxies)
                        .build();
    }

    /**
     * Makes one; nothing is asked yet.
     *
     * @param mirrorOrNull the folder of a mirror, {@code http} or {@code https}
     * @param patience how long to wait for the connection, for the answer, and for more of it
     * @throws StageFailure (usage) where {@code mirrorOrNull} is no such address
     */
    public static WebOrigin of(String mirrorOrNull, Duration patience) {
        return of(
                mirrorOrNull,
                patience,
                new SystemProxies(ProxySelector.getDefault(), System.getenv()));
    }

    /** With proxies of the test's. */
    static WebOrigin of(String mirrorOrNull, Duration patience, ProxySelector proxies) {
        return new WebOrigin(mirrorOrNull == null ? null : folder(mirrorOrNull), patience, proxies);
    }

    private static URI folder(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text : text + "/");
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new StageFailure(
                ExitCode.USAGE,
                "--url " + text + " is no folder on a server; for example https://HOST/models/");
    }

    @Override
    public String where(CatalogueModel model, PublishedFile file) {
        return uri(file).toString();
    }

    private URI uri(PublishedFile file) {
        return mirror == null ? file.url() : mirror.resolve(file.fileName());
    }

    @Override
    public String remedy() {
        return "try again, or download the files of the model with a browser and give their"
                + " folder with --from FOLDER";
    }

    @Override
    public InputStream open(CatalogueModel model, PublishedFile file) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(uri(file)).header("User-Agent", "cat-follow").build();
        Route route = new Route(request.uri(), proxy(request.uri()), patience);
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = answer(request, route);
        ArrivingBytes body = new ArrivingBytes(route);
        response.body().subscribe(body);
        if (response.statusCode() != OK) {
            body.close();
            throw new IOException(
                    "the server answered "
                            + response.statusCode()
                            + Redirection.whyNotFollowed(
                                    response.uri(),
                                    response.statusCode(),
                                    response.headers().firstValue("Location"))
                            + redirected(request, response)
                            + route.through());
        }
        OptionalLong length = response.headers().firstValueAsLong("Content-Length");
        if (length.isPresent() && length.getAsLong() != file.bytes()) {
            body.close();
            throw new WrongContentException(
                    "it has "
                            + length.getAsLong()
                            + " bytes, expected are "
                            + file.bytes()
                            + redirected(request, response)
                            + route.through());
        }
        return body;
    }

    /** The client asks for it again; here it is for the messages. */
    private InetSocketAddress proxy(URI uri) {
        return proxies.select(uri).stream()
                .filter(proxy -> proxy.type() != Proxy.Type.DIRECT)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .findFirst()
                .orElse(null);
    }

    private static String redirected(HttpRequest request, HttpResponse<?> response) {
        return response.uri().equals(request.uri())
                ? ""
                : " (redirected to " + response.uri() + ")";
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer(HttpRequest request, Route route)
            throws IOException {
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofPublisher());
        try {
            return answer.get(patience.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(
                    "no answer within " + Route.seconds(patience) + route.through(), e);
        } catch (ExecutionException e) {
            throw new IOException(route.said(e.getCause()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
