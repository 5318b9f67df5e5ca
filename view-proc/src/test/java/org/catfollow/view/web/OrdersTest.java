package org.catfollow.view.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.view.live.LiveRegion;
import org.catfollow.view.metrics.ViewCounters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OrdersTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Geometry GEOMETRY = new Geometry(4, 96, 64);

    @TempDir private Path folder;
    private RegionFiles files;
    private LiveRegion live;
    private Orders orders;

    @BeforeEach
    void attaches() {
        files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, GEOMETRY, SECOND);
        live = new LiveRegion(files);
        live.enter(Region.attach(files, SECOND));
        orders = new Orders(live, new ViewCounters());
    }

    private static void stands(Region region) {
        try (RoleClaim control = region.claim(Role.CONTROL)) {
            ControlStatus status = new ControlStatus();
            status.state = ControlState.STOPPED;
            control.stateWriter(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC).write(status);
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void stopReachesTheRegionThatLiesThereNowWhileTheViewStillHasTheOneBefore() throws IOException {
        try (Region before = Region.attach(files, SECOND)) {
            stands(before);
            Files.delete(files.region());
            RegionCreator.createIfMissing(files, GEOMETRY, SECOND);
            try (Region now = Region.attach(files, SECOND)) {
                stands(now);
                long stops = now.stopLatch().count();
                assertThat(orders.stop()).contains("stop " + (stops + 1));
                assertThat(now.stopLatch().count()).isEqualTo(stops + 1);
                assertThat(before.stopLatch().count()).isEqualTo(1);
            }
        } finally {
            live.leave("the test ends");
        }
    }

    private void manual(double seenSeconds) {
        orders.command(
                String.format(
                                Locale.ROOT,
                                "{\"command\":\"manual\",\"speed\":0.1,\"seen\":%.6f}",
                                seenSeconds)
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aWordThatTheNetworkHasKeptMovesNothing() {
        double now = System.nanoTime() / 1e9;
        assertThatThrownBy(() -> manual(now - 5))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("s old");
        // Of before this machine was started.
        assertThatThrownBy(() -> manual(now + 1e6)).hasMessageContaining("s old");
        // With a picture of now it comes as far as control, of which there is none here.
        assertThatThrownBy(() -> manual(now)).hasMessageContaining("control does not run");
        live.leave("the test ends");
    }
}
