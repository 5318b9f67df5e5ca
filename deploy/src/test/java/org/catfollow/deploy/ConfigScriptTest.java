package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.catfollow.runtime.config.Configuration;
import org.catfollow.runtime.config.Setting;
import org.catfollow.runtime.config.SettingKind;
import org.catfollow.runtime.config.SettingTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts' reading of the configuration file, beside that of the processes. */
class ConfigScriptTest {
    private static final Path SCRIPT =
            Path.of(System.getProperty("catfollow.repository"))
                    .resolve("deploy/launcher/config.sh");

    @TempDir Path folder;

    private String bash(String commands, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                "bash",
                                "-euo",
                                "pipefail",
                                "-c",
                                "source " + SCRIPT + "\n" + commands)
                        .redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        builder.environment().remove("CAT_FOLLOW_CONFIG");
        builder.environment().remove("XDG_CONFIG_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    private static Setting text(String key) {
        return new Setting(key, "X_" + key, "", List.of("x"), SettingKind.TEXT, List.of(), "", "");
    }

    @Test
    void scriptsAndProcessesReadTheSameOutOfAFile() throws Exception {
        Path file = folder.resolve("a.conf");
        Files.writeString(
                file,
                """
                # launcher.models = /none
                launcher.models=/a
                  launcher.java-home   =   /b c   # with blanks
                capture.source = http://x/#1
                capture.roi = "0.1 # 0.2"   # quoted
                not a line
                launcher.models = /twice
                detector.model = none""");
        List<Setting> settings =
                Stream.of(
                                "launcher.models",
                                "launcher.java-home",
                                "capture.source",
                                "capture.roi",
                                "detector.model")
                        .map(ConfigScriptTest::text)
                        .toList();
        Configuration configuration =
                Configuration.of(SettingTable.of(settings), Optional.of(file), Map.of());
        Map<String, String> expected = new LinkedHashMap<>();
        for (Setting setting : configuration.table().all()) {
            expected.put(setting.key(), configuration.value(setting.key()).orElseThrow().value());
        }
        assertThat(expected).hasSize(5);
        StringBuilder commands =
                new StringBuilder("find_config --config " + file + "\nread_config_file\n");
        expected.keySet()
                .forEach(
                        key ->
                                commands.append(
                                        "printf '%s\\n' \"${config_lines[" + key + "]}\"\n"));
        commands.append("echo ${#config_lines[@]}\n");
        assertThat(bash(commands.toString(), Map.of()).lines())
                .containsExactlyElementsOf(
                        Stream.concat(expected.values().stream(), Stream.of("5")).toList());
    }

    @Test
    void theEnvironmentCountsMoreAndWhatCameFromTheFileIsSaid() throws Exception {
        Path file = folder.resolve("a.conf");
        Files.writeString(file, "launcher.models = /a\nlauncher.ready-seconds = 7\n");
        String said =
                bash(
                        "use_config --config="
                                + file
                                + "\necho $CAT_FOLLOW_MODELS $CAT_FOLLOW_READY_SECONDS $CAT_FOLLOW_FROM_FILE",
                        Map.of("CAT_FOLLOW_READY_SECONDS", "9", "CAT_FOLLOW_MODELS", ""));
        assertThat(said.strip()).isEqualTo("/a 9 CAT_FOLLOW_MODELS");
    }

    @Test
    void theFirstFileThatIsThereCounts() throws Exception {
        Path own = folder.resolve(".config/cat-follow/cat-follow.conf");
        Files.createDirectories(own.getParent());
        Files.writeString(own, "");
        String ask = "find_config \"${ask[@]}\"; echo \"[$config]\"";
        assertThat(bash("ask=(); " + ask, Map.of())).isEqualTo("[" + own + "]\n");
        assertThat(bash("ask=(--config x); " + ask, Map.of())).isEqualTo("[x]\n");
        assertThat(bash("ask=(--config=none); " + ask, Map.of())).isEqualTo("[]\n");
        assertThat(bash("ask=(); " + ask, Map.of("CAT_FOLLOW_CONFIG", "y"))).isEqualTo("[y]\n");
    }

    /** What {@code up} tells the stages, and what the recorder, of where the journals lie. */
    private String journals(String line) throws Exception {
        Path file = Files.writeString(folder.resolve("a.conf"), line + "\n");
        return bash(
                        """
                        source "%s"
                        use_config --config=%s
                        state=%s stages=(capture control) region=r
                        flag_stages[--journal]=capture,control
                        recorder_flags_of_up() { :; }
                        write_flags
                        echo "${control_flags[*]}|$journal_folder"
                        """
                                .formatted(SCRIPT.resolveSibling("flags.sh"), file, folder),
                        Map.of())
                .strip();
    }

    @Test
    void whereJournalsLieIsTheConfigurationsMatterAndElseBesideTheLogs() throws Exception {
        String beside = folder.resolve("journal").toString();
        assertThat(journals("")).isEqualTo("--journal " + beside + "|" + beside);
        // The stages read it themselves; the recorder has to be told.
        assertThat(journals("robot.journal = /media/usb")).isEqualTo("|/media/usb");
    }
}
