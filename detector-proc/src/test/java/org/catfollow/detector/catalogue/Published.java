package org.catfollow.detector.catalogue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Models of a few bytes, published somewhere. */
public final class Published {
    private Published() {}

    /** Returns the digest of a text. */
    public static String sha256(String text) {
        MessageDigest digest = Sha256.digest();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return Sha256.hex(digest);
    }

    /** Returns a file with that content, at {@code url}. */
    public static PublishedFile file(String url, String text) {
        return new PublishedFile(URI.create(url), text.length(), sha256(text));
    }

    /** Returns a model with its files; {@code labels} may be null. */
    public static CatalogueModel model(String name, PublishedFile model, PublishedFile labels) {
        return new CatalogueModel(
                name, "a test's", "a test", "none", "ssd", "8x8", 2, "tests", model, labels);
    }
}
