package org.catfollow.shm.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The layout tables as people read them: out of the Javadoc of the sources. */
final class JavadocTables {
    private static final Pattern HEADING =
            Pattern.compile("\\s*\\*\\s+offset\\s+bytes\\s+field\\s+access\\s*");
    private static final Pattern ROW =
            Pattern.compile("\\s*\\*\\s+(\\d+)\\s+(\\d+)\\s+(\\w+)\\s+(\\S+)\\s*");

    private JavadocTables() {}

    /** Returns every table of a source text, in order. */
    static List<List<Field>> of(String source) {
        List<List<Field>> tables = new ArrayList<>();
        List<Field> table = null;
        for (String line : source.lines().toList()) {
            if (HEADING.matcher(line).matches()) {
                table = new ArrayList<>();
                tables.add(table);
            } else if (line.contains("</pre>")) {
                table = null;
            } else if (table != null) {
                Matcher row = ROW.matcher(line);
                if (!row.matches()) {
                    throw new IllegalArgumentException("no row of a layout table: " + line);
                }
                table.add(
                        new Field(
                                row.group(3),
                                Integer.parseInt(row.group(1)),
                                Integer.parseInt(row.group(2)),
                                row.group(4)));
            }
        }
        return tables;
    }

    /** Returns every table of a class of this module. */
    static List<List<Field>> ofClass(String packageName, String className) throws IOException {
        return of(Files.readString(sources().resolve(packageName).resolve(className + ".java")));
    }

    /** Returns the names of the classes in a package whose name ends so. */
    static List<String> classesOf(String packageName, String ending) throws IOException {
        try (var files = Files.list(sources().resolve(packageName))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending + ".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .sorted()
                    .toList();
        }
    }

    private static Path sources() {
        return Path.of(System.getProperty("catfollow.repository"))
                .resolve("shm-layout/src/main/java/org/catfollow/shm");
    }
}
