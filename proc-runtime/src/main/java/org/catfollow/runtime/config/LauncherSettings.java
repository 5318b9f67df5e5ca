package org.catfollow.runtime.config;

import java.util.List;

/** What the scripts read: the launcher's own settings. {@code launcher/config.sh} knows them too. */
public final class LauncherSettings {
    private LauncherSettings() {}

    /** Returns them; the variables' names are older than the file. */
    public static List<Setting> all() {
        return List.of(
                setting(
                        "java-home",
                        SettingKind.TEXT,
                        "",
                        "A Java 25 or later (default: searched for, JAVA_HOME and PATH first)."),
                setting(
                        "shm-dir",
                        SettingKind.TEXT,
                        "/dev/shm",
                        "Folder in which the region lies; in memory, or frames are written to a disk."),
                setting(
                        "state-dir",
                        SettingKind.TEXT,
                        "",
                        "Folder of logs, journals and pids (default: ~/.local/state/cat-follow)."),
                setting(
                        "models",
                        SettingKind.TEXT,
                        "",
                        "Folder of the models that are named and not given as a file (default:"
                                + " ~/.local/share/cat-follow/models)."),
                new Setting(
                        "launcher.log-level",
                        SettingKeys.environmentOf("log-level"),
                        "",
                        List.of("launcher"),
                        SettingKind.CHOICE,
                        List.of("error", "warn", "info", "debug", "trace"),
                        "info",
                        "How much the processes log."),
                setting(
                        "ready-seconds",
                        SettingKind.WHOLE,
                        "60",
                        "How long a stage may take to begin its work, seconds, 1 to 99999."),
                setting(
                        "hang-seconds",
                        SettingKind.WHOLE,
                        "5",
                        "Without a heartbeat for so long a stage is killed and started again, seconds;"
                                + " 0: never."),
                setting(
                        "restart-budget",
                        SettingKind.TEXT,
                        "5/60",
                        "TIMES/SECONDS: a stage that dies more often is given up; none: never."),
                setting(
                        "cpus",
                        SettingKind.TEXT,
                        "",
                        "Processors of single stages, such as capture=0 detector=1-2; of the others:"
                                + " all."));
    }

    private static Setting setting(
            String name, SettingKind kind, String defaultValue, String description) {
        return new Setting(
                "launcher." + name,
                SettingKeys.environmentOf(name),
                "",
                List.of("launcher"),
                kind,
                List.of(),
                defaultValue,
                description);
    }
}
