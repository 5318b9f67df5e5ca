package org.catfollow.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/**
 * All settings there are, by key. The build writes it for all processes into the distribution ({@code
 * conf/settings.tsv}); a process without a distribution knows its own.
 */
public final class SettingTable {
    /** Names the distribution's table. */
    public static final String PROPERTY = "catfollow.settings";

    private static final int COLUMNS = 8;
    private static final String LINE_END = "\\n";
    private static final String HEAD =
            "# key\tenvironment\tflag\tstages\tkind\tchoices\tdefault\tdescription\n";

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final boolean complete;

    private SettingTable(Collection<Setting> all, boolean complete) {
        this.complete = complete;
        for (Setting setting : all) {
            settings.merge(setting.key(), setting, SettingTable::join);
        }
    }

    /** Makes a table of all settings that exist; one known by several stages is one. */
    public static SettingTable of(Collection<Setting> all) {
        return new SettingTable(all, true);
    }

    /** Makes a table of some settings: other keys than these may be right too. */
    static SettingTable ofSome(Collection<Setting> some) {
        return new SettingTable(some, false);
    }

    /**
     * Returns what a process can judge by: the distribution's table, which {@value #PROPERTY} names, else
     * its own options.
     */
    public static SettingTable ofProcess(CommandSpec process) {
        String file = System.getProperty(PROPERTY);
        if (file != null) {
            try {
                return read(Path.of(file));
            } catch (IOException e) {
                // While the distribution is being made there is none yet.
                return ofSome(SettingKeys.settingsOf(process));
            }
        }
        return ofSome(SettingKeys.settingsOf(process));
    }

    private static Setting join(Setting first, Setting other) {
        if (first.kind() != other.kind() || !first.defaultValue().equals(other.defaultValue())) {
            throw new IllegalArgumentException(
                    first.key()
                            + " means different things in "
                            + first.stages()
                            + " and "
                            + other.stages());
        }
        List<String> stages = new ArrayList<>(first.stages());
        stages.addAll(other.stages());
        return new Setting(
                first.key(),
                first.environment(),
                first.flag(),
                stages,
                first.kind(),
                first.choices(),
                first.defaultValue(),
                first.description());
    }

    /** Returns all, in their order. */
    public Collection<Setting> all() {
        return settings.values();
    }

    /** Returns the setting of that key. */
    public Optional<Setting> find(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** Returns the sections, in alphabetical order. */
    Collection<String> sections() {
        TreeSet<String> sections = new TreeSet<>();
        settings.values().forEach(setting -> sections.add(setting.section()));
        return sections;
    }

    /** Returns whether a key that is not here exists nowhere. */
    boolean judges(String key) {
        int point = key.indexOf('.');
        return complete || (point > 0 && sections().contains(key.substring(0, point)));
    }

    /** Returns the text of {@code settings.tsv}. */
    public String toText() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Setting it : settings.values()) {
            text.append(
                            String.join(
                                    "\t",
                                    it.key(),
                                    it.environment(),
                                    it.flag(),
                                    String.join(",", it.stages()),
                                    it.kind().word(),
                                    String.join(",", it.choices()),
                                    it.defaultValue(),
                                    it.description().replace("\n", LINE_END)))
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Reads {@code settings.tsv}.
     *
     * @throws IOException when it cannot be read, or is no such table
     */
    public static SettingTable read(Path file) throws IOException {
        List<Setting> settings = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\t", -1);
            if (words.length != COLUMNS) {
                throw new IOException(file + " is no table of settings: " + line);
            }
            settings.add(
                    new Setting(
                            words[0],
                            words[1],
                            words[2],
                            list(words[3]),
                            SettingKind.valueOf(words[4].toUpperCase(Locale.ROOT)),
                            list(words[5]),
                            words[6],
                            words[7].replace(LINE_END, "\n")));
        }
        return of(settings);
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
}
