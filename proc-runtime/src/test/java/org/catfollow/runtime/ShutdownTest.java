package org.catfollow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a stage's process ends: by a signal, by its own failure, by a bug. */
class ShutdownTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path folder;
    private RegionFiles files;

    @BeforeEach
    void makeRegion() {
        files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), SECOND);
    }

    private ChildStage start(String behaviour) throws IOException {
        return ChildStage.start("--region", files.region().toString(), "--behaviour", behaviour);
    }

    private Activity activity() {
        try (Region region = Region.attach(files, SECOND)) {
            return region.stageRow(Role.TRACKER).activity();
        }
    }

    private String lastError() {
        try (Region region = Region.attach(files, SECOND)) {
            return region.stageRow(Role.TRACKER).lastError();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aSignalEndsTheStageCleanly(String signal) throws Exception {
        try (ChildStage stage = start("work")) {
            assertThat(stage.line()).isEqualTo("works");
            assertThat(activity()).isEqualTo(Activity.RUNNING);
            stage.signal(signal);
            assertThat(stage.exitCode()).isEqualTo(ExitCode.DONE.code());
        }
        assertThat(activity()).isEqualTo(Activity.STOPPED);
        assertThat(RoleLock.isHeld(files, Role.TRACKER)).isFalse();
    }

    @Test
    void aHungAgentIsEndedAfterAWhile() throws Exception {
        try (ChildStage stage = start("hang")) {
            assertThat(stage.line()).isEqualTo("works");
            stage.signal("TERM");
            assertThat(stage.exitCode()).isEqualTo(ExitCode.FAILED.code());
        }
        assertThat(RoleLock.isHeld(files, Role.TRACKER)).isFalse();
    }

    @Test
    void aFailureOnTheWayOutKeepsItsOwnCode() throws Exception {
        try (ChildStage stage = start("fail_when_stopped")) {
            assertThat(stage.line()).isEqualTo("works");
            stage.signal("TERM");
            assertThat(stage.exitCode()).isEqualTo(ExitCode.HARDWARE.code());
        }
        assertThat(activity()).isEqualTo(Activity.FAILED);
        assertThat(lastError()).isEqualTo("the camera does not let go");
    }

    @Test
    void whatTheUserCanMendIsOneLine() throws Exception {
        try (ChildStage stage = start("fail_at_once")) {
            assertThat(stage.errorLines()).containsExactly("stage-program: no such model: x");
            assertThat(stage.exitCode()).isEqualTo(ExitCode.MODEL.code());
        }
        assertThat(activity()).isEqualTo(Activity.FAILED);
    }

    @Test
    void aBugKeepsItsStackTraceAndEndsWithOneLine() throws Exception {
        try (ChildStage stage = start("break")) {
            List<String> lines = stage.errorLines();
            assertThat(lines)
                    .anyMatch(line -> line.contains("at org.catfollow.runtime.StageProgram"));
            assertThat(lines)
                    .anyMatch(line -> line.contains("at org.catfollow.runtime.StageProcess"));
            assertThat(lines.getLast())
                    .isEqualTo(
                            "stage-program: unexpected failure: java.lang.IllegalStateException: a"
                                    + " bug; please report it with the log");
            assertThat(stage.exitCode()).isEqualTo(ExitCode.FAILED.code());
        }
    }

    @Test
    void anErrorOfTheJvmsIsAFailureToo() throws Exception {
        try (ChildStage stage = start("break_badly")) {
            assertThat(stage.errorLines()).anyMatch(line -> line.contains("a missing library"));
            assertThat(stage.exitCode()).isEqualTo(ExitCode.FAILED.code());
        }
        assertThat(activity()).isEqualTo(Activity.FAILED);
        assertThat(lastError()).isEqualTo("a missing library");
    }

    @Test
    void aWrongFlagTouchesNothing() throws Exception {
        Path absent = folder.resolve("absent");
        try (ChildStage stage = ChildStage.start("--region", absent.toString(), "--no-such-flag")) {
            assertThat(stage.errorLines())
                    .containsExactly(
                            "stage-program: Unknown option: '--no-such-flag'; see `stage-program"
                                    + " --help`");
            assertThat(stage.exitCode()).isEqualTo(ExitCode.USAGE.code());
        }
        assertThat(Files.exists(absent)).isFalse();
    }
}
