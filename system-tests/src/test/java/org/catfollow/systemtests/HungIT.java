package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stage that lives and does nothing is as good as dead, and is treated so. */
class HungIT {
    /** With the patience that a robot has by itself, and not that of the other tests. */
    private final Instance instance = new Instance("hung", Map.of("CAT_FOLLOW_HANG_SECONDS", ""));

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    @Test
    void isSaidByStatAndStartedAgainByTheLauncher() {
        instance.up("--source", "test:", "--model", "test:");
        try (LiveRegion live = instance.attach()) {
            live.awaitFrames(10, "capture", "tracker", "detector", "control");
            Map<String, Long> pids = live.pids();
            long hung = pids.get("tracker");
            long launcher = instance.pid("launcher");
            // Else it may be killed before a slow machine has started a stat. The launcher counts
            // anew afterwards.
            Instance.signal("STOP", launcher);
            try {
                Instance.signal("STOP", hung);
                Await.until("stat to say that it hangs", this::saysHung);
                assertThat(live.row("tracker").pid()).isEqualTo(hung);
            } finally {
                Instance.signal("CONT", launcher);
            }
            Await.until(
                    () -> "another tracker than " + hung + ": " + instance.log("launcher"),
                    Await.PATIENCE,
                    () -> live.row("tracker").pid() != hung);
            live.awaitFrames(5, "capture", "tracker", "detector", "control");
            assertThat(instance.log("launcher")).contains("tracker: no heartbeat for 5 s, killed");
            Map<String, Long> now = live.pids();
            assertThat(now.remove("tracker")).isNotEqualTo(pids.remove("tracker"));
            assertThat(now).isEqualTo(pids);
            live.assertNothingTornWasUsed();
        }
    }

    private boolean saysHung() {
        JsonObject tracker =
                StatKeys.ask(instance).getAsJsonObject("stages").getAsJsonObject("tracker");
        return tracker.get("hung").getAsBoolean() && tracker.get("alive").getAsBoolean();
    }
}
