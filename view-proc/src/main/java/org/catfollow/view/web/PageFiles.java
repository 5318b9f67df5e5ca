package org.catfollow.view.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The page's files, read out of the jar once. Only what is listed here exists. */
final class PageFiles {
    /**
     * A file.
     *
     * @param type its media type
     * @param bytes what is in it
     */
    // Never changed, compared by nobody.
    @SuppressWarnings("ArrayRecordComponent")
    record File(String type, byte[] bytes) {}

    private static final Map<String, String> TYPES =
            Map.of(
                    "index.html", "text/html; charset=utf-8",
                    "page.css", "text/css; charset=utf-8",
                    "page.js", "text/javascript; charset=utf-8",
                    "stream.js", "text/javascript; charset=utf-8",
                    "overlay.js", "text/javascript; charset=utf-8",
                    "figures.js", "text/javascript; charset=utf-8",
                    "icon.svg", "image/svg+xml");

    private final Map<String, File> files = new TreeMap<>();

    PageFiles() {
        TYPES.forEach((name, type) -> files.put("/" + name, new File(type, read(name))));
        files.put("/", files.get("/index.html"));
        files.put("/favicon.ico", files.get("/icon.svg"));
    }

    Optional<File> of(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static byte[] read(String name) {
        try (InputStream file = PageFiles.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("no " + name + " in the jar of the view");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
