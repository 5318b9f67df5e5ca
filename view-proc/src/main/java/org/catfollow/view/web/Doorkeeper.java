package org.catfollow.view.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.catfollow.view.metrics.ViewCounters.Refusal;

/**
 * Who may ask. Pure; any thread.
 *
 * <ul>
 *   <li>A Host header must name this machine: an IP address, {@code localhost}, or a name that was
 *       allowed. A page of another site that makes its own name point to us (DNS rebinding) has a name
 *       that was not.
 *   <li>A request that changes something must not come from another site's page: Origin, where a
 *       browser sends one, is ours.
 *   <li>It needs the token, in a header that no form and no picture can send.
 * </ul>
 */
final class Doorkeeper {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F:.]{2,45}]");
    private static final String BEARER = "bearer ";

    private final Set<String> names = new HashSet<>();
    private final byte[] token;

    /**
     * Makes a doorkeeper.
     *
     * @param allowedNames names of this machine beside {@code localhost}
     */
    Doorkeeper(List<String> allowedNames, String token) {
        names.add("localhost");
        allowedNames.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Asks whether a request may be answered at all.
     *
     * @param host the Host header, null where there is none
     */
    Optional<Refused> host(String host) {
        if (host == null || !isOurs(nameOf(host))) {
            return Optional.of(
                    new Refused(
                            421,
                            Refusal.HOST,
                            "this is no name of this machine; use its address, or start the view"
                                    + " with --allow-host"));
        }
        return Optional.empty();
    }

    /**
     * Asks whether a request may change something.
     *
     * @param origin the Origin header, null where there is none
     * @param fetchSite the Sec-Fetch-Site header, null where there is none
     * @param authorization the Authorization header, null where there is none
     */
    Optional<Refused> order(String host, String origin, String fetchSite, String authorization) {
        boolean foreign =
                (origin != null && !isSameOrigin(origin, host))
                        || (fetchSite != null
                                && !fetchSite.equals("same-origin")
                                && !fetchSite.equals("none"));
        if (foreign) {
            return Optional.of(
                    new Refused(403, Refusal.ORIGIN, "another site's page commands nothing here"));
        }
        if (!isToken(authorization)) {
            return Optional.of(
                    new Refused(
                            401,
                            Refusal.TOKEN,
                            "the token is missing or wrong; open the page by the address that the"
                                    + " view has printed"));
        }
        return Optional.empty();
    }

    private boolean isToken(String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return false;
        }
        byte[] given =
                authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        // In constant time: how long it takes says nothing about how much was right.
        return MessageDigest.isEqual(token, given);
    }

    private boolean isOurs(String name) {
        return names.contains(name) || IPV4.matcher(name).matches() || IPV6.matcher(name).matches();
    }

    /** Returns the name without its port, in small letters. */
    private static String nameOf(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > 0 && colon > host.lastIndexOf(']');
        return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    private static boolean isSameOrigin(String origin, String host) {
        try {
            URI uri = new URI(origin);
            return host != null
                    && "http".equals(uri.getScheme())
                    && host.equalsIgnoreCase(uri.getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
