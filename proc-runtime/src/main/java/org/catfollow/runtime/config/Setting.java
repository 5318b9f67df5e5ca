package org.catfollow.runtime.config;

import java.util.List;
import java.util.Optional;

/**
 * One setting that a user can give in the file, in the environment or as a flag.
 *
 * @param key {@code section.name}
 * @param environment the variable that counts more than the file
 * @param flag what counts most, or empty where there is no flag (what the scripts read)
 * @param stages which processes hear it
 * @param kind what its value looks like
 * @param choices the words that a {@link SettingKind#CHOICE} knows
 * @param defaultValue what holds when nobody says anything; empty where that is nothing or the
 *     description says it
 * @param description for people, one paragraph
 */
public record Setting(
        String key,
        String environment,
        String flag,
        List<String> stages,
        SettingKind kind,
        List<String> choices,
        String defaultValue,
        String description) {
    /** Copies the lists. */
    public Setting {
        stages = List.copyOf(stages);
        choices = List.copyOf(choices);
    }

    /** Returns the part of the key before the point. */
    public String section() {
        return key.substring(0, key.indexOf('.'));
    }

    /** Returns what is wrong with a value, if something is. */
    public Optional<String> objection(String value) {
        return kind.objection(value, choices);
    }
}
