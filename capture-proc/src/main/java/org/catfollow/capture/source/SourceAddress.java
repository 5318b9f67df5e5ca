package org.catfollow.capture.source;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * The value of {@code --source}, taken apart.
 *
 * @param scheme the kind of source
 * @param rest what follows the colon; may be empty
 */
public record SourceAddress(SourceScheme scheme, String rest) {
    /**
     * Takes the value apart.
     *
     * @throws StageFailure with {@link ExitCode#USAGE} when it names no kind of source that we have;
     *     the message lists them, and the one that was probably meant
     */
    public static SourceAddress parse(String source) {
        int colon = source.indexOf(':');
        String word = (colon < 0 ? source : source.substring(0, colon)).toLowerCase(Locale.ROOT);
        Optional<SourceScheme> scheme = SourceScheme.of(word);
        if (colon < 0 || scheme.isEmpty()) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "unknown source --source "
                            + source
                            + "; known are "
                            + SourceScheme.usages()
                            + suggestion(source, word));
        }
        return new SourceAddress(scheme.get(), source.substring(colon + 1));
    }

    private static String suggestion(String source, String word) {
        String path = onDisk(source);
        if (path != null) {
            return "; did you mean " + path + "?";
        }
        return SourceScheme.nearest(word).map(s -> "; did you mean " + s.usage() + "?").orElse("");
    }

    /** A plain path is what people type first. */
    private static String onDisk(String source) {
        try {
            Path path = Path.of(source);
            if (source.isEmpty() || !Files.exists(path)) {
                return null;
            }
            return (Files.isDirectory(path) ? "images:" : "file:") + source;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Returns what follows the colon as a path; refuses an empty or impossible one. */
    Path path() {
        try {
            if (rest.isEmpty()) {
                throw new StageFailure(
                        ExitCode.USAGE, "--source " + this + " names no path; " + scheme.usage());
            }
            return Path.of(rest);
        } catch (InvalidPathException e) {
            throw new StageFailure(
                    ExitCode.USAGE, "--source " + this + " is no path: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return scheme.word() + ":" + rest;
    }
}
