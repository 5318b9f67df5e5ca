package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.runtime.config.Configuration;
import org.catfollow.runtime.config.Setting;
import org.catfollow.runtime.config.SettingTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Path DEPLOY =
            Path.of(System.getProperty("catfollow.repository")).resolve("deploy");

    @TempDir Path folder;

    /** The processes as the build hands them to StageFlags. */
    private static Map<String, Class<?>> processes() throws IOException, ClassNotFoundException {
        Matcher matcher =
                Pattern.compile("<argument>(\\w+)=(org\\.catfollow[\\w.]+)</argument>")
                        .matcher(Files.readString(DEPLOY.resolve("pom.xml")));
        Map<String, Class<?>> processes = new LinkedHashMap<>();
        while (matcher.find()) {
            processes.put(matcher.group(1), Class.forName(matcher.group(2)));
        }
        assertThat(processes).containsKeys("capture", "tracker", "detector", "control", "guard");
        return processes;
    }

    @Test
    void theFileInTheRepositoryIsTheOneThatTheOptionsMake() throws Exception {
        Path file = DEPLOY.resolve("conf/cat-follow.conf");
        String text = Settings.file(Settings.table(processes()));
        if (Boolean.getBoolean("catfollow.regenerate")) {
            Files.writeString(file, text);
        }
        assertThat(file)
                .as(
                        "regenerate with mvn test -pl deploy -am -Dtest=SettingsTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dcatfollow.regenerate=true")
                .hasContent(text);
    }

    @Test
    void everyFlagThatTheLauncherHandsOnIsASettingOrNamedAsNone() throws Exception {
        SettingTable table = Settings.table(processes());
        for (String line : StageFlags.table(processes()).lines().toList()) {
            String flag = line.split("\t", -1)[0];
            if (!flag.startsWith("--") || flag.matches("--(list-cameras|smoketest)")) {
                continue;
            }
            assertThat(table.all()).extracting(Setting::flag).contains(flag);
        }
    }

    @Test
    void aFileWithAllItsCommentsTakenAwayIsRightWhereDefaultsAreValues() throws Exception {
        SettingTable table = Settings.table(processes());
        Path file = folder.resolve("all.conf");
        Files.writeString(
                file, Settings.file(table).replaceAll("(?m)^#([a-z]+\\.[a-z-]+ = )(?=\\S)", "$1"));
        assertThat(Configuration.of(table, java.util.Optional.of(file), Map.of()).mistakes())
                .isEmpty();
    }

    @Test
    void theTableIsReadAsItWasWritten() throws Exception {
        SettingTable table = Settings.table(processes());
        Path file = folder.resolve("settings.tsv");
        Files.writeString(file, table.toText());
        assertThat(SettingTable.read(file).all()).containsExactlyElementsOf(table.all());
    }

    @Test
    void noTwoSettingsHaveOneVariable() throws Exception {
        assertThat(Settings.table(processes()).all())
                .extracting(Setting::environment)
                .doesNotHaveDuplicates();
    }
}
