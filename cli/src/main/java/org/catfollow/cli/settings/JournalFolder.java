package org.catfollow.cli.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.catfollow.runtime.config.Configuration;
import org.catfollow.runtime.config.ConfiguredValue;

/**
 * Where the stages of an instance keep their journals, for those who read them: as the running launcher
 * told them, else as configured, else beside the logs.
 */
public final class JournalFolder {
    private static final String FLAG = "--journal";
    private static final String KEY = "robot.journal";
    private static final String NONE = "none";

    private JournalFolder() {}

    /**
     * Returns the folder of all journals; empty where none are kept.
     *
     * @param flags the words of each stage's command line, by stage
     * @param configuration of this machine; its mistakes are of no interest here
     * @param besideTheLogs where they lie when nobody says so
     */
    public static Optional<Path> of(
            Map<String, List<String>> flags, Configuration configuration, Path besideTheLogs) {
        String said =
                flag(flags.getOrDefault("control", List.of()))
                        .or(() -> configuration.value(KEY).map(ConfiguredValue::value))
                        .orElse(besideTheLogs.toString());
        return said.equals(NONE) || said.isEmpty() ? Optional.empty() : Optional.of(Path.of(said));
    }

    private static Optional<String> flag(List<String> words) {
        String value = null;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith(FLAG + "=")) {
                value = words.get(i).substring(FLAG.length() + 1);
            } else if (words.get(i).equals(FLAG) && i + 1 < words.size()) {
                value = words.get(i + 1);
            }
        }
        return Optional.ofNullable(value);
    }
}
