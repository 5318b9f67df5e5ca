package org.catfollow.detector.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The class names in the text that YOLO's exporters append to a model ({@code temp_meta.txt}, {@code
 * metadata.json}): {@code 'names': {0: 'person', 1: 'bicycle'}}, with either kind of quotes.
 */
final class ExporterNames {
    private static final Pattern NAMES =
            Pattern.compile("['\"]names['\"]\\s*:\\s*\\{(.*?)\\}", Pattern.DOTALL);
    private static final Pattern ENTRY =
            Pattern.compile("['\"]?(\\d{1,5})['\"]?\\s*:\\s*(?:'([^']*)'|\"([^\"]*)\")");

    private ExporterNames() {}

    /** Returns the names as rows "index name"; none where the text has no such list. */
    static Optional<List<String>> rows(String text) {
        Matcher names = NAMES.matcher(text);
        if (!names.find()) {
            return Optional.empty();
        }
        List<String> rows = new ArrayList<>();
        Matcher entry = ENTRY.matcher(names.group(1));
        while (entry.find()) {
            String name = entry.group(2) != null ? entry.group(2) : entry.group(3);
            rows.add(entry.group(1) + " " + name);
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows);
    }
}
