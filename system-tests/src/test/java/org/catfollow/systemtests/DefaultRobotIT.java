package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.systemtests.Launched.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code up} brings with nothing else said: the simulator, our own model, and where to look. */
class DefaultRobotIT {
    private final Instance instance = new Instance("default");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    @Test
    void upAloneIsARobotThatLooksAtTheSimulatorWithTheBuiltInModel() {
        Outcome up = instance.launch("up");
        assertThat(up.code()).as(up.err()).isZero();
        assertThat(up.out()).contains("look: ").contains("stat").contains("logs: ");
        try (LiveRegion live = instance.attach()) {
            live.awaitFrames(30, "capture", "detector", "tracker", "control");
            assertThat(live.row("capture").activityText()).startsWith("sim:");
            assertThat(live.row("detector").activityText()).startsWith("cat-sim.tflite");
            assertThat(live.row("control").activityText()).startsWith("car simulated");
            live.assertNothingTornWasUsed();
        }
        Outcome overlay = instance.catFollow("read", "--overlay", "--out", "now.png");
        assertThat(overlay.code()).as(overlay.err()).isZero();
        assertThat(instance.folder.resolve("now.png")).isNotEmptyFile();
    }
}
