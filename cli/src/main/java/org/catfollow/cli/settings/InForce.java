package org.catfollow.cli.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.catfollow.runtime.config.Configuration;
import org.catfollow.runtime.config.ConfiguredValue;
import org.catfollow.runtime.config.Setting;
import org.catfollow.runtime.config.SettingKind;

/**
 * One setting's value in force.
 *
 * @param setting of what
 * @param value empty where nothing is given and the description says what that means
 * @param origin where it comes from: {@link #DEFAULT}, a flag, a variable, a line of the file
 */
public record InForce(Setting setting, String value, String origin) {
    /** The origin of what nobody has said. */
    public static final String DEFAULT = "default";

    /** Returns whether somebody gave the value. */
    public boolean given() {
        return !origin.equals(DEFAULT);
    }

    /**
     * Returns all settings, in the table's order.
     *
     * @param flags the words of each stage's command line, by stage
     * @param flagOrigin who gave those words
     */
    public static List<InForce> all(
            Configuration configuration, Map<String, List<String>> flags, String flagOrigin) {
        List<InForce> all = new ArrayList<>();
        for (Setting setting : configuration.table().all()) {
            Optional<String> flag = flagValue(setting, flags);
            Optional<ConfiguredValue> configured = configuration.value(setting.key());
            if (flag.isPresent()) {
                all.add(new InForce(setting, flag.get(), flagOrigin + " " + setting.flag()));
            } else if (configured.isPresent()) {
                all.add(new InForce(setting, configured.get().value(), configured.get().origin()));
            } else {
                all.add(new InForce(setting, setting.defaultValue(), DEFAULT));
            }
        }
        return all;
    }

    private static Optional<String> flagValue(Setting setting, Map<String, List<String>> flags) {
        if (setting.flag().isEmpty()) {
            return Optional.empty();
        }
        for (String stage : setting.stages()) {
            List<String> words = flags.getOrDefault(stage, List.of());
            for (int i = words.size() - 1; i >= 0; i--) {
                String word = words.get(i);
                if (word.startsWith(setting.flag() + "=")) {
                    return Optional.of(word.substring(setting.flag().length() + 1));
                }
                if (word.equals(setting.flag())) {
                    boolean alone = setting.kind() == SettingKind.SWITCH || i + 1 == words.size();
                    return Optional.of(alone ? "true" : words.get(i + 1));
                }
            }
        }
        return Optional.empty();
    }
}
