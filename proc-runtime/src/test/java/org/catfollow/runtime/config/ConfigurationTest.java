package org.catfollow.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir Path folder;

    private static Setting setting(String key, SettingKind kind, String... choices) {
        return new Setting(
                key,
                SettingKeys.environmentOf(key),
                "--" + key.substring(key.indexOf('.') + 1),
                List.of("control"),
                kind,
                List.of(choices),
                "",
                "");
    }

    private static final List<Setting> SETTINGS =
            List.of(
                    setting("control.max-speed", SettingKind.NUMBER),
                    setting("control.period-ms", SettingKind.WHOLE),
                    setting("capture.loop", SettingKind.SWITCH),
                    setting("tracker.kind", SettingKind.CHOICE, "kcf", "mosse"),
                    setting("launcher.java-home", SettingKind.TEXT));

    private Configuration read(String text, Map<String, String> environment) throws IOException {
        return read(SettingTable.of(SETTINGS), text, environment);
    }

    private Configuration read(SettingTable table, String text, Map<String, String> environment)
            throws IOException {
        Path file = folder.resolve("cat-follow.conf");
        Files.writeString(file, text);
        return Configuration.of(table, Optional.of(file), environment);
    }

    @Test
    void theEnvironmentCountsMoreThanTheFileAndEachSaysWhereItStands() throws IOException {
        Configuration configuration =
                read(
                        "control.max-speed = 0.3\ncontrol.period-ms = 10\n",
                        Map.of("CAT_FOLLOW_CONTROL_MAX_SPEED", "0.2"));
        assertThat(configuration.mistakes()).isEmpty();
        ConfiguredValue speed = configuration.value("control.max-speed").orElseThrow();
        assertThat(speed.value()).isEqualTo("0.2");
        assertThat(speed.origin()).isEqualTo("environment CAT_FOLLOW_CONTROL_MAX_SPEED");
        assertThat(configuration.value("control.period-ms").orElseThrow().origin())
                .isEqualTo(folder + "/cat-follow.conf:2");
        assertThat(configuration.value("capture.loop")).isEmpty();
    }

    @Test
    void everyMistakeIsNamedAtOnceWithItsLineAndTheNearestKey() throws IOException {
        Configuration configuration =
                read(
                        """
                        control.max-sped = 0.3
                        control.period-ms = often
                        capture.loop = maybe
                        tracker.kind = csrt
                        control.max-speed = 0,3
                        """,
                        Map.of("CAT_FOLLOW_CONTROL_MAXSPEED", "1", "CAT_FOLLOW_COMPOSED", "x"));
        String file = folder + "/cat-follow.conf:";
        assertThat(configuration.mistakes())
                .containsExactly(
                        file + "1: unknown key 'control.max-sped'; nearest: 'control.max-speed'",
                        file + "2: control.period-ms: 'often' is not a whole number",
                        file + "3: capture.loop: 'maybe' is not true or false",
                        file + "4: tracker.kind: 'csrt' is not one of kcf, mosse",
                        file + "5: control.max-speed: '0,3' is not a number",
                        "environment CAT_FOLLOW_CONTROL_MAXSPEED: no such setting; nearest:"
                                + " 'CAT_FOLLOW_CONTROL_MAX_SPEED'");
    }

    @Test
    void aProcessWithoutADistributionJudgesItsOwnSectionsOnly() throws IOException {
        Configuration configuration =
                read(
                        SettingTable.ofSome(SETTINGS.subList(0, 2)),
                        "capture.source = test:\ncontrol.max-sped = 1\n",
                        Map.of());
        assertThat(configuration.mistakes()).hasSize(1);
        assertThat(configuration.mistakes().get(0)).contains("control.max-sped");
    }

    @Test
    void whatTheScriptsTookFromTheFileComesFromTheFile() throws IOException {
        Configuration configuration =
                read(
                        "launcher.java-home = /opt/jdk\n",
                        Map.of(
                                "CAT_FOLLOW_JAVA_HOME",
                                "/opt/jdk",
                                Configuration.FROM_FILE,
                                " CAT_FOLLOW_JAVA_HOME"));
        assertThat(configuration.value("launcher.java-home").orElseThrow().origin())
                .endsWith("cat-follow.conf:1");
    }

    @Test
    void theFirstFileThatIsThereCounts() throws IOException {
        Path machine = Files.createFile(folder.resolve("machine.conf"));
        Map<String, String> home = Map.of("HOME", folder.toString());
        assertThat(ConfigLocation.find(List.of(), home, machine)).contains(machine);
        Path own = folder.resolve(".config/cat-follow/cat-follow.conf");
        Files.createDirectories(own.getParent());
        Files.createFile(own);
        assertThat(ConfigLocation.find(List.of(), home, machine)).contains(own);
        Map<String, String> named = Map.of("HOME", folder.toString(), "CAT_FOLLOW_CONFIG", "b");
        assertThat(ConfigLocation.find(List.of(), named, machine)).contains(Path.of("b"));
        assertThat(ConfigLocation.find(List.of("--config", "a"), named, machine))
                .contains(Path.of("a"));
        assertThat(ConfigLocation.find(List.of("--config=none"), named, machine)).isEmpty();
    }
}
