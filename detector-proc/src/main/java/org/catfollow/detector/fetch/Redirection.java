package org.catfollow.detector.fetch;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why an answer that points elsewhere was the last one. */
final class Redirection {
    /** Those that the client follows where it may. */
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private Redirection() {}

    /**
     * Returns what is to be said after the status; nothing where it is no redirection.
     *
     * @param from the address that answered
     * @param location what the answer points to, as it stands there
     */
    static String whyNotFollowed(URI from, int status, Optional<String> location) {
        if (!STATUSES.contains(status)) {
            return "";
        }
        return location.map(to -> ", which points to " + to + ", not followed: " + reason(from, to))
                .orElse(", which points nowhere");
    }

    private static String reason(URI from, String to) {
        String scheme;
        try {
            scheme = scheme(from.resolve(to));
        } catch (IllegalArgumentException e) {
            return "it is no address";
        }
        if (scheme.equals("http") && scheme(from).equals("https")) {
            return "it goes from https to http";
        }
        return scheme.equals("http") || scheme.equals("https")
                ? "there were too many before"
                : "it is neither http nor https";
    }

    private static String scheme(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }
}
