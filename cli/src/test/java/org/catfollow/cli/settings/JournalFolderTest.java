package org.catfollow.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.catfollow.runtime.config.Configuration;
import org.catfollow.runtime.config.Setting;
import org.catfollow.runtime.config.SettingKind;
import org.catfollow.runtime.config.SettingTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFolderTest {
    private static final Path BESIDE = Path.of("/state/default/journal");
    private static final SettingTable TABLE =
            SettingTable.of(
                    List.of(
                            new Setting(
                                    "robot.journal",
                                    "CAT_FOLLOW_ROBOT_JOURNAL",
                                    "--journal",
                                    List.of("capture", "control"),
                                    SettingKind.TEXT,
                                    List.of(),
                                    "none",
                                    "")));

    @TempDir private Path folder;

    private Configuration configured(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("cat-follow.conf"), line + "\n");
        return Configuration.of(TABLE, Optional.of(file), Map.of());
    }

    @Test
    void withoutAWordItLiesBesideTheLogs() throws IOException {
        assertThat(JournalFolder.of(Map.of(), configured(""), BESIDE)).contains(BESIDE);
    }

    @Test
    void itIsWhereTheConfigurationSays() throws IOException {
        Configuration configuration = configured("robot.journal = /media/usb/journal");
        assertThat(JournalFolder.of(Map.of(), configuration, BESIDE))
                .contains(Path.of("/media/usb/journal"));
    }

    @Test
    void whatTheRunningLauncherToldControlCountsMore() throws IOException {
        Configuration configuration = configured("robot.journal = /media/usb/journal");
        Map<String, List<String>> flags =
                Map.of("control", List.of("--max-speed", "0.2", "--journal", "/tmp/of-this-run"));
        assertThat(JournalFolder.of(flags, configuration, BESIDE))
                .contains(Path.of("/tmp/of-this-run"));
        assertThat(
                        JournalFolder.of(
                                Map.of("control", List.of("--journal=none")),
                                configuration,
                                BESIDE))
                .isEmpty();
    }

    @Test
    void noneIsNone() throws IOException {
        assertThat(JournalFolder.of(Map.of(), configured("robot.journal = none"), BESIDE))
                .isEmpty();
    }
}
