package org.catfollow.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What environment and file say, checked against the settings that exist. Immutable. */
public final class Configuration {
    /**
     * What the scripts have taken from the file and put into the environment, separated by blanks: for
     * those the file is where it comes from.
     */
    static final String FROM_FILE = "CAT_FOLLOW_FROM_FILE";

    private final SettingTable table;
    private final Optional<ConfigFile> file;
    private final Map<String, ConfiguredValue> values = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private Configuration(
            SettingTable table, Optional<ConfigFile> file, Map<String, String> environment) {
        this.table = table;
        this.file = file;
        file.ifPresent(this::take);
        take(environment);
    }

    /**
     * Reads file and environment.
     *
     * @param path the file, where there is one
     */
    public static Configuration of(
            SettingTable table, Optional<Path> path, Map<String, String> environment) {
        return new Configuration(table, path.map(ConfigFile::read), environment);
    }

    private void take(ConfigFile read) {
        mistakes.addAll(read.mistakes());
        for (ConfigFile.Entry entry : read.entries()) {
            String where = read.path() + ":" + entry.line();
            Optional<Setting> setting = table.find(entry.key());
            if (setting.isPresent()) {
                take(setting.get(), entry.value(), where, entry.key());
            } else if (table.judges(entry.key())) {
                List<String> known = table.all().stream().map(Setting::key).toList();
                mistakes.add(
                        where + ": unknown key '" + entry.key() + "'" + hint(entry.key(), known));
            }
        }
    }

    private void take(Map<String, String> environment) {
        Map<String, Setting> byVariable = new HashMap<>();
        table.all().forEach(setting -> byVariable.put(setting.environment(), setting));
        List<String> fromFile = List.of(environment.getOrDefault(FROM_FILE, "").split(" ", -1));
        for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
            String name = entry.getKey();
            Setting setting = byVariable.get(name);
            if (setting != null && !fromFile.contains(name) && !entry.getValue().isEmpty()) {
                take(setting, entry.getValue(), "environment " + name, name);
            } else if (setting == null && isOurs(name)) {
                mistakes.add(
                        "environment "
                                + name
                                + ": no such setting"
                                + hint(name, byVariable.keySet()));
            }
        }
    }

    /** Begins as a section's variables do; others of ours are no settings. */
    private boolean isOurs(String name) {
        return table.sections().stream()
                .filter(section -> table.judges(section + "."))
                .anyMatch(section -> name.startsWith(SettingKeys.environmentOf(section + ".")));
    }

    private void take(Setting setting, String value, String origin, String name) {
        Optional<String> objection = setting.objection(value);
        if (objection.isPresent()) {
            mistakes.add(origin + ": " + name + ": " + objection.get());
        } else {
            values.put(setting.key(), new ConfiguredValue(setting, value, origin));
        }
    }

    private static String hint(String word, java.util.Collection<String> known) {
        return NearestWord.to(word, known).map(it -> "; nearest: '" + it + "'").orElse("");
    }

    /** Returns the file that was read, where there was one. */
    public Optional<Path> file() {
        return file.map(ConfigFile::path);
    }

    /** Returns all settings that exist. */
    public SettingTable table() {
        return table;
    }

    /** Returns the value given for a key, if one was. */
    public Optional<ConfiguredValue> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Returns all that is wrong, a line each: where, what, and what may have been meant. */
    public List<String> mistakes() {
        return List.copyOf(mistakes);
    }
}
