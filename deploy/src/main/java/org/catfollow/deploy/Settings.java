package org.catfollow.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.catfollow.runtime.config.LauncherSettings;
import org.catfollow.runtime.config.Setting;
import org.catfollow.runtime.config.SettingKeys;
import org.catfollow.runtime.config.SettingKind;
import org.catfollow.runtime.config.SettingTable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * All settings of the robot, out of the options of its processes: the table by which a configuration is
 * judged, and the commented file with all of them. A flag added to a stage is a setting without a second
 * place to write it.
 */
final class Settings {
    private static final int WIDTH = 100;

    /** In the order in which a person comes to them; other sections follow. */
    private static final List<String> FIRST =
            List.of("robot", "capture", "detector", "tracker", "control", "guard");

    private static final List<String> LAST = List.of("region", "launcher");

    private static final Map<String, String> MEANINGS =
            Map.of(
                    "robot", "what several processes have to agree on",
                    "capture", "where the pictures come from",
                    "detector", "what is looked for, and with which model",
                    "tracker", "how a target is followed between the detector's answers",
                    "control", "how the robot drives",
                    "guard", "who holds the wheels while control does not live",
                    "region", "the shared memory; read when it is made",
                    "launcher", "what launch.sh and the programs' scripts read");

    private static final String HEAD =
            """
            # cat-follow's configuration: every setting, with its default.
            #
            # Take the # away before a line and change it. A comment may follow after a blank and #; a value
            # that holds one is put in double quotes. What is written wrong is named with its line when a
            # process starts, and by `cat-follow config check`. `cat-follow config` shows what is in force
            # and where each value comes from.
            #
            # What counts, first come first: a flag (--max-speed 0.3), the environment
            # (CAT_FOLLOW_CONTROL_MAX_SPEED=0.3), this file, the default.
            #
            # Read is one file: that of --config FILE, of CAT_FOLLOW_CONFIG, ~/.config/cat-follow/cat-follow.conf
            # or /etc/cat-follow/cat-follow.conf, the first that is there.
            """;

    private Settings() {}

    /**
     * Returns the table of all settings.
     *
     * @param commands picocli command classes by stage name
     */
    static SettingTable table(Map<String, Class<?>> commands) {
        Map<String, List<Setting>> sections = new LinkedHashMap<>();
        FIRST.forEach(section -> sections.put(section, new ArrayList<>()));
        for (Class<?> command : commands.values()) {
            for (Setting setting :
                    SettingKeys.settingsOf(CommandSpec.forAnnotatedObject(command))) {
                sections.computeIfAbsent(setting.section(), any -> new ArrayList<>()).add(setting);
            }
        }
        sections.put("launcher", LauncherSettings.all());
        LAST.forEach(section -> sections.put(section, sections.remove(section)));
        List<Setting> all = new ArrayList<>();
        sections.values().stream().filter(it -> it != null).forEach(all::addAll);
        return SettingTable.of(all);
    }

    /** Returns the commented file. */
    static String file(SettingTable table) {
        StringBuilder text = new StringBuilder(HEAD);
        String section = "";
        for (Setting setting : table.all()) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                String meaning = MEANINGS.get(section);
                text.append("\n\n# ---- ")
                        .append(section)
                        .append(meaning == null ? "" : ": " + meaning)
                        .append(" ----\n");
            }
            text.append('\n');
            comment(setting).lines().forEach(line -> wrap(text, line));
            String line = "#" + setting.key() + " = " + shown(setting);
            text.append(line.stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String comment(Setting setting) {
        String words = String.join(", ", setting.choices());
        String text = setting.description();
        boolean listed = setting.choices().isEmpty() || text.contains(words);
        return setting.kind() == SettingKind.CHOICE && !listed
                ? text + " One of: " + words + "."
                : text;
    }

    private static String shown(Setting setting) {
        String value = setting.defaultValue();
        return value.contains("#") || !value.equals(value.strip()) ? '"' + value + '"' : value;
    }

    private static void wrap(StringBuilder text, String paragraph) {
        StringBuilder line = new StringBuilder("#");
        for (String word : paragraph.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH && line.length() > 1) {
                text.append(line).append('\n');
                line.setLength(1);
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }
}
