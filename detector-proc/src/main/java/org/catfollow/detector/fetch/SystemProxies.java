package org.catfollow.detector.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * The proxies of the system: those of Java's own properties ({@code https.proxyHost}), else those that
 * {@code https_proxy}, {@code http_proxy} and {@code no_proxy} name, which other programs follow and
 * Java does not.
 *
 * <p>One that is named and cannot be used is refused, as {@link StageFailure} (usage): who names one
 * does not want to go without.
 */
final class SystemProxies extends ProxySelector {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final List<Proxy> NONE = List.of(Proxy.NO_PROXY);
    private static final int USUAL_PORT = 80;
    private static final int LARGEST_PORT = 65_535;

    private final ProxySelector properties;
    private final Map<String, String> environment;

    SystemProxies(ProxySelector properties, Map<String, String> environment) {
        super();
        this.properties = properties;
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI uri) {
        List<Proxy> ofJava = properties == null ? NONE : properties.select(uri);
        for (Proxy proxy : ofJava) {
            if (proxy.type() == Proxy.Type.SOCKS) {
                throw refused("Java's property socksProxyHost", proxy.address().toString());
            }
        }
        if (ofJava.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
            return ofJava;
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String variable = uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy";
        String named = variable(variable);
        return named.isEmpty() || LOOPBACK.contains(host) || isExempt(host)
                ? NONE
                : List.of(new Proxy(Proxy.Type.HTTP, address(variable, named)));
    }

    private static InetSocketAddress address(String variable, String named) {
        try {
            URI proxy = URI.create(named.contains("://") ? named : "http://" + named);
            int port = proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
            if ("http".equalsIgnoreCase(proxy.getScheme())
                    && proxy.getHost() != null
                    && port <= LARGEST_PORT) {
                return InetSocketAddress.createUnresolved(proxy.getHost(), port);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw refused(variable, named);
    }

    private static StageFailure refused(String source, String named) {
        // What stands before the @ is a name and a password.
        String shown = named.replaceFirst("^([^/@]+://)?.*@", "$1...@");
        return new StageFailure(
                ExitCode.USAGE,
                source
                        + " names a proxy that cannot be used: '"
                        + shown
                        + "'; give an HTTP proxy as http://HOST:PORT, or none");
    }

    /** Both spellings are in use. */
    private String variable(String name) {
        String lower = environment.getOrDefault(name, "");
        return lower.isEmpty()
                ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "").strip()
                : lower.strip();
    }

    private boolean isExempt(String host) {
        return Arrays.stream(variable("no_proxy").toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.startsWith("*.") ? entry.substring(1) : entry)
                .map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
                .anyMatch(
                        entry ->
                                entry.equals("*")
                                        || host.equals(entry)
                                        || host.endsWith("." + entry));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
        // There is no other one to be tried.
    }
}
