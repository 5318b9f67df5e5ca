package org.catfollow.runtime.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration file as it is written: lines {@code section.name = value}. {@code #} begins a comment
 * at the start of a line and after a blank; a value that holds one, or begins or ends with a blank, is
 * put in double quotes. The scripts read it too ({@code launcher/config.sh}), by the same rules.
 *
 * @param path where it lies
 * @param entries what it says, in its order, each key once
 * @param mistakes lines that say nothing: {@code file:line: what is wrong}
 */
record ConfigFile(Path path, List<Entry> entries, List<String> mistakes) {
    private static final Pattern LINE = Pattern.compile("([^=\\s\"]+)\\s*=\\s*(.*)");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"\\s*(#.*)?");

    /** One line of it; the first has number 1. */
    record Entry(String key, String value, int line) {}

    /** Copies the lists. */
    ConfigFile {
        entries = List.copyOf(entries);
        mistakes = List.copyOf(mistakes);
    }

    /** Reads the file; one that cannot be read is one mistake. */
    static ConfigFile read(Path path) {
        try {
            return parse(path, Files.readAllLines(path));
        } catch (NoSuchFileException e) {
            return unreadable(path, "no such file; `cat-follow config init` writes one");
        } catch (CharacterCodingException e) {
            return unreadable(path, "is not UTF-8 text");
        } catch (IOException e) {
            return unreadable(path, "cannot be read: " + e.getMessage());
        }
    }

    private static ConfigFile unreadable(Path path, String why) {
        return new ConfigFile(path, List.of(), List.of(path + ": " + why));
    }

    static ConfigFile parse(Path path, List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String where = path + ":" + (i + 1) + ": ";
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                mistakes.add(where + "'" + line + "' is not `section.name = value`");
                continue;
            }
            String key = matcher.group(1);
            Integer before = seen.putIfAbsent(key, i + 1);
            if (before != null) {
                mistakes.add(where + "'" + key + "' is said twice; first in line " + before);
                continue;
            }
            String value = matcher.group(2);
            Matcher quoted = QUOTED.matcher(value);
            if (quoted.matches()) {
                value = quoted.group(1);
            } else if (value.startsWith("\"")) {
                mistakes.add(where + "the value of '" + key + "' has no closing quote");
                continue;
            } else {
                value = COMMENT.matcher(value).replaceFirst("").strip();
            }
            entries.add(new Entry(key, value, i + 1));
        }
        return new ConfigFile(path, entries, mistakes);
    }
}
