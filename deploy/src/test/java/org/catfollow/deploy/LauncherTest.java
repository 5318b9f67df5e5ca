package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.catfollow.deploy.StandIn.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a user does with {@code launch.sh}; the stages are shell scripts. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherTest {
    @TempDir Path folder;
    private StandIn standIn;

    @BeforeEach
    void makeStandIn() throws IOException {
        standIn = new StandIn(folder);
    }

    @AfterEach
    void endsWithoutTraces() throws IOException, InterruptedException {
        assertThat(standIn.run("down").code()).isZero();
        assertThat(standIn.run("--name", "other", "down").code()).isZero();
        standIn.assertNothingLeft();
    }

    @Test
    void startsAllFiveAndSaysTheirPids() throws Exception {
        Result up = standIn.run("up");
        assertThat(up.code()).as(up.err()).isZero();
        for (String stage : StandIn.STAGES) {
            assertThat(up.out()).containsPattern(stage + " +running, pid " + standIn.pid(stage));
        }
        Result status = standIn.run("status");
        assertThat(status.code()).isZero();
        assertThat(status.out()).containsPattern("detector +running, pid \\d+ since .*restarts 0");
    }

    @Test
    void startsAViewOnlyWhereItIsAskedTo() throws Exception {
        Result up = standIn.run("up", "--view", "--port", "8081");
        assertThat(up.code()).as(up.err()).isZero();
        assertThat(up.out()).containsPattern("view +running, pid " + standIn.pid("view"));
        assertThat(standIn.log("view")).contains("--port 8081", "--token-file", "--beat-file");
        assertThat(standIn.log("view")).doesNotContain("--new-region");
        assertThat(standIn.log("capture")).doesNotContain("--port");
        assertThat(standIn.run("status").out()).containsPattern("view +running");
        assertThat(standIn.run("restart", "view").code()).isZero();
        assertThat(standIn.run("down").code()).isZero();
        Result without = standIn.run("up");
        assertThat(without.out()).doesNotContain("view");
        assertThat(standIn.run("start", "view").err()).contains("no stage 'view'");
        assertThat(standIn.run("logs", "view").code()).isZero();
    }

    @Test
    void refusesTheViewsFlagsWithoutTheView() throws Exception {
        Result up = standIn.run("up", "--port", "8081");
        assertThat(up.code()).isEqualTo(2);
        assertThat(up.err()).contains("--port is for the view; add --view");
    }

    @Test
    void saysWhereToLookInCommandsThatCanBeCopied() throws Exception {
        Path bin = folder.resolve("cat-follow/bin");
        String launch = bin.resolve("launch.sh").toString();
        String tool = bin.resolve("cat-follow").toString();
        assertThat(standIn.run("up").out())
                .endsWith(
                        """
                        look: %2$s stat; %2$s read --overlay --out now.png
                        logs: %1$s logs STAGE; state: %1$s status; end: %1$s down
                        """
                                .formatted(launch, tool));
        assertThat(standIn.run("--name", "other", "up").out())
                .endsWith(
                        """
                        look: %2$s --name other stat; %2$s --name other read --overlay --out now.png
                        logs: %1$s --name other logs STAGE; state: %1$s --name other status; \
                        end: %1$s --name other down
                        """
                                .formatted(launch, tool));
    }

    @Test
    void namesTheToolBesideItThroughALinkOfAnotherName() throws Exception {
        Path link = Files.createDirectories(folder.resolve("links")).resolve("robot");
        Files.createSymbolicLink(link, folder.resolve("cat-follow/bin/launch.sh"));
        standIn.use(link);
        assertThat(standIn.run("up").out())
                .contains("look: " + folder.resolve("cat-follow/bin/cat-follow") + " stat;")
                .contains("end: " + link + " down");
    }

    private String processorsOf(String stage) throws IOException {
        Path status = Path.of("/proc/" + standIn.pid(stage) + "/status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.replaceAll(".*\\s", ""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pinsStagesToProcessorsWhereItIsAskedTo() throws Exception {
        standIn.up(Map.of("CAT_FOLLOW_CPUS", "tracker=0"));
        assertThat(processorsOf("tracker")).isEqualTo("0");
        if (Runtime.getRuntime().availableProcessors() > 1) {
            assertThat(processorsOf("control")).isNotEqualTo("0");
        }
        // Also the one that the launcher starts again.
        standIn.killAndAwait("tracker", 1);
        assertThat(processorsOf("tracker")).isEqualTo("0");
    }

    @Test
    void refusesProcessorsThatAreNotThere() throws Exception {
        assertThat(standIn.run(Map.of("CAT_FOLLOW_CPUS", "tracker=0-9999"), "up").err())
                .contains("'tracker=0-9999': not all of these processors are here; there are 0");
        assertThat(standIn.run(Map.of("CAT_FOLLOW_CPUS", "tracker"), "up").err())
                .contains("'tracker': STAGE=PROCESSORS wanted");
        Result stranger = standIn.run(Map.of("CAT_FOLLOW_CPUS", "kitten=0"), "up");
        assertThat(stranger.code()).isEqualTo(2);
        assertThat(stranger.err()).contains("no stage 'kitten'");
    }

    @Test
    void startsCaptureWhenTheOthersAreReady() throws Exception {
        standIn.up();
        List<String> ready =
                standIn.log("launcher").lines().filter(line -> line.contains("running")).toList();
        assertThat(ready).hasSize(5);
        assertThat(ready.get(4)).contains("capture: running");
    }

    @Test
    void startsCaptureAllTheSameWhenAnotherStageKeepsDying() throws Exception {
        Result up = standIn.run("up", "--play", "tracker=dying");
        standIn.awaitLog("capture", "born at");
        assertThat(up.out()).contains("capture");
    }

    @Test
    void handsEachFlagToTheStagesThatKnowIt() throws Exception {
        standIn.up("--source=images:a b", "--slots", "8", "--loop", "--model", "m *.tflite");
        String region = standIn.regions.resolve("cat-follow").toString();
        assertThat(standIn.log("capture"))
                .contains(" --source=images:a b --slots 8 --loop\n")
                .contains("--region " + region)
                .doesNotContain("--model");
        assertThat(standIn.log("detector")).contains(" --slots 8 --model m *.tflite\n");
        assertThat(standIn.log("control")).contains(" --slots 8\n").doesNotContain("--loop");
    }

    @Test
    void leavesTheMakingOfTheRegionToTheStagesWhereNoneLies() throws Exception {
        standIn.up();
        assertThat(standIn.regions.resolve("cat-follow")).exists();
        assertThat(folder.resolve("region-create")).doesNotExist();
        assertThat(standIn.log("detector")).contains(" --new-region");
        // What is missing later was lost.
        assertThat(standIn.run("restart", "detector").code()).isZero();
        List<String> starts =
                standIn.log("detector").lines().filter(line -> line.contains("born at")).toList();
        assertThat(starts).hasSize(2);
        assertThat(starts.get(1)).doesNotContain("--new-region");
    }

    @Test
    void hasTheToolTakeThePlaceOfARegionThatLiesThere() throws Exception {
        String region = Files.createFile(standIn.regions.resolve("cat-follow")).toString();
        standIn.up("--slots", "8");
        assertThat(Files.readString(folder.resolve("region-create")))
                .isEqualTo("--region " + region + " region create --slots 8\n");
        assertThat(standIn.log("detector")).doesNotContain("--new-region");
    }

    @Test
    void statusKnowsWhatACommandHasJustSaid() throws Exception {
        // A slow disk.
        Path slow = Files.createDirectories(folder.resolve("slow"));
        StandIn.program(
                slow.resolve("mv"),
                """
                [[ $* != *status.new* ]] || sleep 0.3
                exec /usr/bin/env PATH="${PATH#*:}" mv "$@"
                """);
        standIn.up(Map.of("PATH", slow + ":" + System.getenv("PATH")));
        assertThat(standIn.run("status").out()).containsPattern("capture +running");
        assertThat(standIn.run("stop", "tracker").code()).isZero();
        assertThat(standIn.run("status").out()).containsPattern("tracker +stopped by you");
        Files.writeString(standIn.state.resolve("default/tracker.args"), "--play=tracker=wrong\0");
        assertThat(standIn.run("start", "tracker").code()).isEqualTo(2);
        assertThat(standIn.run("status").out()).containsPattern("tracker +gave up");
    }

    @Test
    void refusesWhatItDoesNotKnowWithCode2() throws Exception {
        assertThat(standIn.run("up", "--mdel", "x").err())
                .isEqualTo("launch.sh: up: unknown flag --mdel; nearest is --model\n");
        assertThat(standIn.run("up", "--mdel=x").code()).isEqualTo(2);
        assertThat(standIn.run("up", "--slots").err()).contains("--slots needs a value");
        assertThat(standIn.run("up", "seven").code()).isEqualTo(2);
        assertThat(standIn.run("--name", "a/b", "up").err()).contains("--name 'a/b'");
        assertThat(standIn.run("--name", "..", "up").code()).isEqualTo(2);
        assertThat(standIn.run("restart", "engine").err()).contains("no stage 'engine'");
        assertThat(standIn.run("fly").code()).isEqualTo(2);
        assertThat(standIn.run().code()).isEqualTo(2);
    }

    @Test
    void endsTheGuardAfterControl() throws Exception {
        standIn.up();
        assertThat(standIn.run("down").code()).isZero();
        assertThat(standIn.log("launcher"))
                .containsSubsequence("ending all stages", "control: stopped", "guard: stopped");
    }

    @Test
    void theGuardOutlastsAControlThatDoesNotEnd() throws Exception {
        standIn.up("--play", "control=stubborn");
        assertThat(standIn.run("down").code()).isZero();
        assertThat(standIn.log("launcher"))
                .containsSubsequence(
                        "control: does not end, killed", "control: stopped", "guard: stopped");
        assertThat(standIn.log("guard")).contains("asked to end");
    }

    @Test
    void endsTheGuardWhereControlHasEndedBefore() throws Exception {
        standIn.up();
        assertThat(standIn.run("stop", "control").code()).isZero();
        assertThat(standIn.run("down").code()).isZero();
        assertThat(standIn.log("launcher")).contains("guard: stopped");
    }

    @Test
    void withoutTheGuardItStartsFourAndSaysSoLoudly() throws Exception {
        Result up = standIn.run("up", "--no-guard", "--loop");
        assertThat(up.code()).as(up.err()).isZero();
        String warning = "WITHOUT THE GUARD (--no-guard): if control dies or hangs, nothing stops";
        assertThat(up.err()).startsWith("launch.sh: " + warning).hasLineCount(1);
        assertThat(up.out()).contains("control").doesNotContain("guard");
        assertThat(standIn.log("launcher")).contains(warning);
        assertThat(standIn.log("guard")).isEmpty();
        assertThat(standIn.log("control")).contains(" --no-guard\n");
        assertThat(standIn.log("capture")).contains(" --loop\n");
        assertThat(standIn.run("status").out())
                .containsPattern(
                        "guard +left out \\(--no-guard\\): if control dies, nothing stops");
        assertThat(standIn.run("start", "guard").code()).isZero();
        assertThat(standIn.run("status").out()).containsPattern("guard +running");
        assertThat(standIn.run("down").code()).isZero();
        assertThat(standIn.run("up").err()).isEmpty();
        assertThat(standIn.run("status").out()).containsPattern("guard +running");
    }

    @Test
    void refusesASecondUpAndLeavesTheFirstAlone() throws Exception {
        standIn.up();
        // Not all that runs in the folder: each second the launcher has a look by a child.
        List<ProcessHandle> before = launcherAndStages();
        Result second = standIn.run("up");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err()).contains("'default' already runs").contains("down");
        assertThat(launcherAndStages()).isEqualTo(before).allMatch(ProcessHandle::isAlive);
        assertThat(standIn.run("status").out()).doesNotContainPattern("restarts [^0]");
    }

    private List<ProcessHandle> launcherAndStages() throws IOException {
        List<ProcessHandle> all = new ArrayList<>();
        all.add(ProcessHandle.of(standIn.pid("launcher")).orElseThrow());
        for (String stage : StandIn.STAGES) {
            all.add(ProcessHandle.of(standIn.pid(stage)).orElseThrow());
        }
        return all;
    }

    @Test
    void keepsInstancesApart() throws Exception {
        standIn.up();
        assertThat(standIn.run("--name", "other", "up").code()).isZero();
        assertThat(standIn.regions.resolve("cat-follow-other")).exists();
        assertThat(standIn.run("--name", "other", "down").code()).isZero();
        assertThat(standIn.regions.resolve("cat-follow-other")).doesNotExist();
        assertThat(standIn.run("status").code()).isZero();
        assertThat(standIn.regions.resolve("cat-follow")).exists();
    }

    @Test
    void restartsOneStageAndTouchesNoOther() throws Exception {
        standIn.up();
        long detector = standIn.pid("detector");
        long tracker = standIn.pid("tracker");
        Result restart = standIn.run("restart", "detector");
        assertThat(restart.code()).isZero();
        assertThat(standIn.pid("detector")).isNotEqualTo(detector);
        assertThat(restart.out())
                .isEqualTo("detector: running, pid " + standIn.pid("detector") + "\n");
        assertThat(standIn.pid("tracker")).isEqualTo(tracker);
        assertThat(standIn.run("status").out()).containsPattern("detector .*restarts 0");
        assertThat(standIn.log("detector")).contains("asked to end");
    }

    @Test
    void killsAStageThatDoesNotEndWhenAsked() throws Exception {
        standIn.up("--play=capture=stubborn");
        long capture = standIn.pid("capture");
        assertThat(standIn.run("restart", "capture").code()).isZero();
        assertThat(standIn.pid("capture")).isNotEqualTo(capture);
        assertThat(standIn.log("launcher")).contains("capture: does not end, killed");
    }

    @Test
    void keepsAStoppedStageDownUntilItIsStarted() throws Exception {
        standIn.up();
        assertThat(standIn.run("stop", "control").out()).isEqualTo("control: stopped\n");
        assertThat(standIn.run("status").out()).contains("stopped by you");
        assertThat(standIn.run("kill", "control").err()).contains("control: does not run");
        assertThat(standIn.run("start", "control").code()).isZero();
        assertThat(standIn.run("start", "control").out()).contains("already running");
    }

    @Test
    void doesNotRestartASourceThatIsFinished() throws Exception {
        standIn.up("--play", "capture=short");
        // The log comes first.
        standIn.awaitLog("launcher", "capture: finished");
        assertThat(standIn.awaitStatus("capture +finished").out())
                .containsPattern("capture +finished at");
    }

    @Test
    void rotatesLogsAndKeepsThemPrivate() throws Exception {
        standIn.up("--loop");
        assertThat(standIn.run("logs", "capture").out()).contains("born at", "--loop");
        assertThat(standIn.run("down").code()).isZero();
        standIn.up();
        assertThat(standIn.run("logs", "capture").out()).doesNotContain("--loop");
        assertThat(standIn.log("capture")).doesNotContain("--loop");
        assertThat(Files.readString(standIn.state.resolve("default/logs/capture.log.1")))
                .contains("--loop");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(standIn.state.resolve("default"))))
                .isEqualTo("rwx------");
    }

    @Test
    void saysThatNothingRuns() throws Exception {
        assertThat(standIn.run("status").code()).isEqualTo(3);
        assertThat(standIn.run("restart", "detector").code()).isEqualTo(3);
        Result down = standIn.run("down");
        assertThat(down.code()).isZero();
        assertThat(down.out()).contains("nothing was running");
    }

    @Test
    void buildsACheckoutThatWasNeverBuiltAndBuildsAgainOnlyWhenSourcesAreNewer() throws Exception {
        Path checkout = folder.resolve("checkout");
        Path deploy = Files.createDirectories(checkout.resolve("deploy"));
        StandIn.copyScripts(deploy);
        Files.writeString(checkout.resolve("pom.xml"), "");
        Files.writeString(deploy.resolve("pom.xml"), "");
        Path maven = Files.createDirectories(folder.resolve("maven")).resolve("mvn");
        Files.writeString(
                maven,
                "#!/bin/sh\necho \"$PWD $*\" >>"
                        + folder.resolve("builds")
                        + "\nmkdir -p deploy/target && cp -R "
                        + folder.resolve("cat-follow")
                        + " deploy/target/ && touch deploy/target/cat-follow/conf/stage-flags.tsv\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        Map<String, String> path = Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH"));
        standIn.use(deploy.resolve("launch.sh"));
        String build = checkout + " -q -DskipTests package\n";

        Result up = standIn.run(path, "up");
        assertThat(up.code()).as(up.err()).isZero();
        assertThat(up.out()).startsWith("building the distribution");
        assertThat(Files.readString(folder.resolve("builds"))).isEqualTo(build);
        assertThat(standIn.run(path, "--name", "other", "up").out()).doesNotContain("building");

        Path source = Files.createDirectories(checkout.resolve("cli/src/main/java"));
        Files.writeString(source.resolve("New.java"), "");
        assertThat(standIn.run(path, "down").code()).isZero();
        assertThat(standIn.run(path, "up").err())
                .contains("instance 'other' runs from it; using it as it is");
        assertThat(standIn.run(path, "down").code()).isZero();
        assertThat(standIn.run(path, "--name", "other", "down").code()).isZero();
        assertThat(standIn.run(path, "up").code()).isZero();
        assertThat(Files.readString(folder.resolve("builds"))).isEqualTo(build + build);

        assertThat(standIn.run(path, "down").code()).isZero();
        Path model = Files.createDirectories(checkout.resolve("model"));
        Files.writeString(model.resolve("README.md"), "");
        assertThat(standIn.run(path, "up").out()).doesNotContain("building");
        assertThat(standIn.run(path, "down").code()).isZero();
        Files.writeString(model.resolve("cat-sim.tflite"), "");
        assertThat(standIn.run(path, "up").code()).isZero();
        assertThat(Files.readString(folder.resolve("builds"))).isEqualTo(build + build + build);
    }
}
