package org.catfollow.detector.catalogue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A published file, and where it lies on this machine once it is fetched.
 *
 * @param published what it has to be
 * @param path where it lies, or will
 */
public record FetchedFile(PublishedFile published, Path path) {
    /** Returns whether something lies there. */
    public boolean isThere() {
        return Files.exists(path);
    }

    /** Returns whether what lies there is what was published; reads all of it. */
    public boolean isRight() {
        return difference().isEmpty();
    }

    /** Returns what is seen there and what is expected, in a few words; empty where they agree. */
    public String difference() {
        try {
            if (!Files.isRegularFile(path)) {
                return Files.exists(path) ? "it is no regular file" : "it is missing";
            }
            long bytes = Files.size(path);
            if (bytes != published.bytes()) {
                return "it has " + bytes + " bytes, published are " + published.bytes();
            }
            String sha256 = Sha256.of(path);
            return sha256.equals(published.sha256())
                    ? ""
                    : "its SHA-256 is " + sha256 + ", published is " + published.sha256();
        } catch (IOException e) {
            return "it cannot be read: "
                    + (e instanceof AccessDeniedException ? "permission denied" : e.getMessage());
        }
    }
}
