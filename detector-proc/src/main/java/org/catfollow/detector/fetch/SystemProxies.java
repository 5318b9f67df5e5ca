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

/**
 * The proxies of the system: those of Java's own properties ({@code https.proxyHost}), else those that
 * {@code https_proxy}, {@code http_proxy} and {@code no_proxy} name, which other programs follow and
 * Java does not.
 */
final class SystemProxies extends ProxySelector {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final List<Proxy> NONE = List.of(Proxy.NO_PROXY);

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
        if (ofJava.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
            return ofJava;
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String named = variable(uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy");
        if (named.isEmpty() || LOOPBACK.contains(host) || isExempt(host)) {
            return NONE;
        }
        URI proxy = address(named);
        return proxy == null
                ? NONE
                : List.of(
                        new Proxy(
                                Proxy.Type.HTTP,
                                InetSocketAddress.createUnresolved(proxy.getHost(), port(proxy))));
    }

    private static URI address(String named) {
        try {
            URI proxy = URI.create(named.contains("://") ? named : "http://" + named);
            return proxy.getHost() == null ? null : proxy;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static int port(URI proxy) {
        if (proxy.getPort() >= 0) {
            return proxy.getPort();
        }
        return "https".equalsIgnoreCase(proxy.getScheme()) ? 443 : 80;
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
