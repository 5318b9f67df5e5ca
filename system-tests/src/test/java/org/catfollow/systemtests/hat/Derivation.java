package org.catfollow.systemtests.hat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a HAT's log has to be, derived by hand: lines of a log under {@code [headings]}, with the arithmetic in
 * comments that begin with {@code #}.
 */
final class Derivation {
    private final Path file;
    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    Derivation(Path file) throws IOException {
        this.file = file;
        List<String> section = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String text = line.strip();
            if (text.startsWith("[") && text.endsWith("]")) {
                section = new ArrayList<>();
                sections.put(text.substring(1, text.length() - 1), section);
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                section.add(text);
            }
        }
    }

    List<String> section(String heading) {
        List<String> section = sections.get(heading);
        if (section == null) {
            throw new IllegalStateException(file + " has no [" + heading + "]");
        }
        return section;
    }

    /** Fails unless these are the lines under a heading. */
    void requireSame(String heading, List<String> lines) {
        if (!lines.equals(section(heading))) {
            throw new RigFailure(
                    "the log has "
                            + lines
                            + ", derived is "
                            + section(heading)
                            + " ("
                            + file.getFileName()
                            + ", "
                            + heading
                            + ")");
        }
    }
}
