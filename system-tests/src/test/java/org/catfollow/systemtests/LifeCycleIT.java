package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.catfollow.runtime.ExitCode;
import org.catfollow.shm.counters.Counter;
import org.catfollow.systemtests.Launched.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Up, down and everything between, without a trace at the end. */
class LifeCycleIT {
    private static final String[] FLAGS = {
        "--source", "test:", "--model", "none", "--init-box", "272,192,96,96"
    };

    private final Instance instance = new Instance("life-cycle");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    @Test
    void keepsTwoInstancesApartAndStopsAndStartsTheStagesOfOne() {
        instance.up(FLAGS);
        Map<String, Long> pids;
        try (Instance second = new Instance("second").up(FLAGS);
                LiveRegion live = instance.attach();
                LiveRegion other = second.attach()) {
            pids = live.pids();
            live.awaitFrames(5, "capture", "tracker", "control");
            other.awaitFrames(5, "capture", "tracker", "control");
            assertThat(other.pids().values()).doesNotContainAnyElementsOf(pids.values());
        }
        try (LiveRegion live = instance.attach()) {
            assertThat(live.pids()).isEqualTo(pids);
            live.awaitFrames(5, "capture", "tracker", "control");
            refusesASecondTracker(live);
            stopsAndStartsTheTracker(live);
            assertThat(live.row("capture").epoch()).isEqualTo(1);
            assertThat(live.row("control").epoch()).isEqualTo(1);
            live.assertNothingTornWasUsed();
        }
    }

    private void refusesASecondTracker(LiveRegion live) {
        long pid = live.row("tracker").pid();
        Outcome second = instance.stage("tracker").finish();
        assertThat(second.code()).isEqualTo(ExitCode.REGION.code());
        assertThat(second.onlyErrorLine()).contains("process " + pid + " already is");
        assertThat(live.row("tracker").pid()).isEqualTo(pid);
        assertThat(live.row("tracker").epoch()).isEqualTo(1);
        live.awaitFrames(5, "tracker");
    }

    private void stopsAndStartsTheTracker(LiveRegion live) {
        assertThat(instance.launch("stop", "tracker").out()).isEqualTo("tracker: stopped\n");
        assertThat(live.isAlive("tracker")).isFalse();
        live.awaitFrames(5, "capture");
        assertThat(instance.launch("status").out())
                .containsPattern("tracker +stopped by you")
                .containsPattern("capture +running");
        assertThat(instance.launch("start", "tracker").code()).isZero();
        live.awaitFrames(5, "tracker");
        long started = live.row("tracker").pid();
        assertThat(instance.launch("restart", "tracker").code()).isZero();
        live.awaitFrames(5, "tracker", "control");
        assertThat(live.row("tracker").pid()).isNotEqualTo(started);
        assertThat(live.row("tracker").epoch()).isEqualTo(3);
    }

    @Test
    void endsEverythingOnCtrlC() {
        // A group of its own, because a terminal signals the whole group; INT may be ignored here.
        Launched foreground =
                instance.start(
                        List.of("setsid", "env", "--default-signal=INT"),
                        "launch.sh",
                        "up",
                        "--foreground",
                        "--source",
                        "test:",
                        "--model",
                        "none");
        instance.awaitLog("launcher", "all stages are ready");
        assertThat(Traces.processes(instance.name)).hasSizeGreaterThanOrEqualTo(6);
        Instance.signal("INT", -foreground.pid());
        Outcome outcome = foreground.finish();
        assertThat(outcome.code()).as(outcome.err()).isZero();
        instance.assertNothingLeft();
    }

    @Test
    void endsEverythingAfterTheLauncherWasKilled() {
        instance.up(FLAGS);
        try (LiveRegion live = instance.attach()) {
            Instance.signal("KILL", instance.pid("launcher"));
            // The stages go on without it.
            live.awaitFrames(5, "capture", "tracker", "control");
            assertThat(live.count("control", Counter.ERRORS)).isZero();
        }
        Outcome down = instance.launch("down");
        assertThat(down.code()).as(down.err()).isZero();
        instance.assertNothingLeft();
    }
}
