package org.catfollow.detector.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The three styles of label files that are around.
 *
 * <ul>
 *   <li>One name a row, the row number is the class index; unused rows say {@code n/a} or {@code
 *       ???}, or are empty.
 *   <li>The same with a leading {@code ???} or {@code background} for the background, one row more
 *       than the model has classes; {@link Labels#fittedTo} drops it.
 *   <li>{@code index  name} rows with gaps: the index in the row counts, not the row number.
 * </ul>
 */
final class LabelParser {
    private static final Pattern INDEXED = Pattern.compile("\\s*(\\d{1,9})\\s*[\\s:,]\\s*(\\S.*)");
    private static final Set<String> UNUSED =
            Set.of("", "n/a", "???", "background", "__background__");
    private static final int HIGHEST_INDEX = 99_999;

    private LabelParser() {}

    static Labels parse(String source, List<String> rows) {
        List<String> content = new ArrayList<>(rows);
        if (!content.isEmpty() && content.get(0).startsWith("\ufeff")) {
            content.set(0, content.get(0).substring(1));
        }
        while (!content.isEmpty() && content.get(content.size() - 1).isBlank()) {
            content.remove(content.size() - 1);
        }
        List<String> names = isIndexed(content) ? indexed(source, content) : byRow(content);
        if (names.stream().noneMatch(name -> name != null)) {
            throw LabelFile.unusable(source, "it names no class");
        }
        return new Labels(source, names);
    }

    private static boolean isIndexed(List<String> rows) {
        return rows.stream()
                .filter(row -> !row.isBlank())
                .allMatch(row -> INDEXED.matcher(row).matches());
    }

    private static List<String> indexed(String source, List<String> rows) {
        List<String> names = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            Matcher matcher = INDEXED.matcher(rows.get(row));
            if (!matcher.matches()) {
                continue;
            }
            int index = Integer.parseInt(matcher.group(1));
            if (index > HIGHEST_INDEX) {
                throw LabelFile.unusable(source, "line " + (row + 1) + " has class index " + index);
            }
            while (names.size() <= index) {
                names.add(null);
            }
            if (names.get(index) != null) {
                throw LabelFile.unusable(
                        source,
                        "line "
                                + (row + 1)
                                + " names class index "
                                + index
                                + " a second time ("
                                + names.get(index)
                                + ", then "
                                + matcher.group(2).strip()
                                + ")");
            }
            names.set(index, nameOrNull(matcher.group(2)));
        }
        return names;
    }

    private static List<String> byRow(List<String> rows) {
        List<String> names = new ArrayList<>();
        rows.forEach(row -> names.add(nameOrNull(row)));
        return names;
    }

    private static String nameOrNull(String text) {
        String name = text.strip();
        return UNUSED.contains(name.toLowerCase(Locale.ROOT)) ? null : name;
    }
}
