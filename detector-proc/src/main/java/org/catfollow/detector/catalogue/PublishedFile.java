package org.catfollow.detector.catalogue;

import java.net.URI;

/**
 * A file as its publisher has it.
 *
 * @param url where, pinned to a commit
 * @param bytes its size
 * @param sha256 of its content, in lower-case hexadecimal digits
 */
public record PublishedFile(URI url, long bytes, String sha256) {
    /** Returns the publisher's name for it. */
    public String fileName() {
        String path = url.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
