package org.catfollow.cli.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The flags that a running launcher hands to its stages: {@code STAGE.args} in its state folder. */
public final class LaunchedFlags {
    private static final String SUFFIX = ".args";

    private LaunchedFlags() {}

    /** Returns the words of each stage; none where no launcher runs. */
    public static Map<String, List<String>> in(Path state) {
        Map<String, List<String>> flags = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(state, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String words = Files.readString(file, StandardCharsets.UTF_8);
                flags.put(
                        name.substring(0, name.length() - SUFFIX.length()),
                        words.isEmpty() ? List.of() : List.of(words.split("\0", 0)));
            }
        } catch (IOException e) {
            // `down` has just removed them, or there never was one.
            return Map.of();
        }
        return flags;
    }
}
