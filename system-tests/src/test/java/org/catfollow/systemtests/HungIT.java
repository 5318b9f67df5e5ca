package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stage that lives and does nothing is as good as dead, and is treated so. */
class HungIT {
    private final Instance instance = new Instance("hung");

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
            Instance.signal("STOP", hung);
            Await.until("stat to say that it hangs", () -> saysHung());
            Await.until(
                    "another tracker than " + hung + ": " + instance.log("launcher"),
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
