package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The systemd units, as systemd itself reads them. */
class UnitsTest {
    private static final Path DEPLOY =
            Path.of(System.getProperty("catfollow.repository")).resolve("deploy");

    /** From 0 to 10; what docs/installing.md claims. */
    private static final double MOST_EXPOSED = 2.5;

    @TempDir Path folder;

    @BeforeEach
    void copyUnits() throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY.resolve("systemd"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(DEPLOY.resolve("systemd").relativize(file));
                Files.createDirectories(copy.getParent());
                // Where the scripts lie in a checkout.
                String text =
                        Files.readString(file).replace("/opt/cat-follow/bin", DEPLOY.toString());
                Files.writeString(copy, text);
            }
        }
    }

    private String analyze(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("systemd-analyze"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SYSTEMD_UNIT_PATH", folder + ":");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text + "exit code " + process.exitValue();
    }

    /** All that the target starts, itself first. */
    private static List<String> robot() {
        return List.of(
                "cat-follow.target",
                "cat-follow-region.service",
                "cat-follow@capture.service",
                "cat-follow@tracker.service",
                "cat-follow@detector.service",
                "cat-follow@control.service",
                "cat-follow@guard.service");
    }

    /** With those that somebody may enable beside it. */
    private static List<String> units() {
        return Stream.concat(
                        robot().stream(),
                        Stream.of("cat-follow@view.service", "cat-follow@recorder.service"))
                .toList();
    }

    private static void needSystemd() {
        boolean there =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                        .anyMatch(it -> Files.isExecutable(Path.of(it, "systemd-analyze")));
        assumeTrue(there, "no systemd-analyze on this machine");
    }

    @Test
    void systemdUnderstandsEveryLine() throws Exception {
        needSystemd();
        List<String> words = new ArrayList<>(List.of("verify", "--man=no"));
        words.addAll(units());
        // Of other units it may have something to say too.
        assertThat(analyze(words.toArray(String[]::new)).lines())
                .noneMatch(line -> line.contains("cat-follow"));
    }

    @Test
    void anUnknownSettingWouldBeFound() throws Exception {
        needSystemd();
        Path unit = folder.resolve("cat-follow@.service");
        Files.writeString(unit, Files.readString(unit).replace("WatchdogSec=", "WatchDogSec="));
        assertThat(analyze("verify", "--man=no", "cat-follow@guard.service"))
                .contains("WatchDogSec");
    }

    @Test
    void whatAStageMayDoIsLimited() throws Exception {
        needSystemd();
        for (String unit : units().subList(1, units().size())) {
            String text = analyze("security", "--offline=true", "--no-pager", unit);
            // Older ones cannot judge a unit that is not loaded.
            assumeTrue(text.contains("Overall exposure level"), text);
            String score = text.replaceFirst("(?s).*Overall exposure level for [^:]*: ", "");
            assertThat(Double.parseDouble(score.replaceFirst("(?s)[^0-9.].*", "")))
                    .as(unit)
                    .isLessThanOrEqualTo(MOST_EXPOSED);
        }
    }

    @Test
    void noStageTakesAnotherWithIt() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readAllLines(file))
                        .as(file.toString())
                        .noneMatch(line -> line.matches("(Requires|BindsTo|Requisite|Upholds)=.*"))
                        .noneMatch(
                                line -> line.matches("Private(Tmp|Devices|IPC)=yes|RemoveIPC=yes"));
            }
        }
    }

    @Test
    void everyStageIsWantedByTheTarget() throws IOException {
        String target = Files.readString(folder.resolve("cat-follow.target"));
        for (String unit : robot().subList(1, robot().size())) {
            assertThat(target).contains(unit);
        }
    }
}
