package org.catfollow.runtime.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the configuration file lies: what the flag says, else the environment, else the user's own, else
 * the machine's. The first that is there is the only one that is read.
 */
public final class ConfigLocation {
    /** The flag. */
    public static final String FLAG = "--config";

    /** The environment's variable. */
    public static final String VARIABLE = "CAT_FOLLOW_CONFIG";

    /** In place of a path: no file at all. */
    public static final String NONE = "none";

    /** The machine's. */
    public static final Path MACHINE = Path.of("/etc/cat-follow/cat-follow.conf");

    private ConfigLocation() {}

    /**
     * Returns the file that counts; empty where there is none. One that the flag or the environment names
     * is returned whether it is there or not.
     */
    public static Optional<Path> find(List<String> arguments, Map<String, String> environment) {
        return find(arguments, environment, MACHINE);
    }

    static Optional<Path> find(
            List<String> arguments, Map<String, String> environment, Path machine) {
        String named = flagValue(arguments);
        if (named == null) {
            named = environment.get(VARIABLE);
        }
        if (named != null && !named.isEmpty()) {
            return named.equals(NONE) ? Optional.empty() : Optional.of(Path.of(named));
        }
        Optional<Path> own = users(environment).filter(Files::exists);
        return own.isPresent() ? own : Optional.of(machine).filter(Files::exists);
    }

    /** Returns where a user's own lies, whether there is one or not; empty where there is no home. */
    public static Optional<Path> users(Map<String, String> environment) {
        String folder = environment.get("XDG_CONFIG_HOME");
        if (folder == null || folder.isEmpty()) {
            String home = environment.get("HOME");
            if (home == null || home.isEmpty()) {
                return Optional.empty();
            }
            folder = home + "/.config";
        }
        return Optional.of(Path.of(folder, "cat-follow", "cat-follow.conf"));
    }

    private static String flagValue(List<String> arguments) {
        String value = null;
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.startsWith(FLAG + "=")) {
                value = word.substring(FLAG.length() + 1);
            } else if (word.equals(FLAG) && i + 1 < arguments.size()) {
                value = arguments.get(i + 1);
            }
        }
        return value;
    }
}
