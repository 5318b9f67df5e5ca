package org.catfollow.view.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path folder;

    @Test
    void tellsEachChangeOnceAndWhatIsThereAtFirstNotAtAll() {
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 96, 64), SECOND);
        Changes changes = new Changes();
        try (Region region = Region.attach(files, SECOND)) {
            try (RoleClaim control = region.claim(Role.CONTROL)) {
                assertThat(look(changes, region)).isEmpty();
                TwoCellWriter<ControlStatus> writer =
                        control.stateWriter(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
                ControlStatus status = new ControlStatus();
                status.state = ControlState.STOPPED;
                status.reason = ControlReason.STOP_PRESSED;
                writer.write(status);
                region.stopLatch().press(1, System.nanoTime());
                assertThat(look(changes, region))
                        .containsExactly("stop pressed", "control STOPPED");
                writer.write(status);
                assertThat(look(changes, region)).isEmpty();
            }
            assertThat(look(changes, region)).containsExactly("control ended");
            assertThat(words(changes.since(Optional.empty()))).containsExactly("region gone");
            assertThat(look(changes, region)).containsExactly("region attached");
        }
    }

    private static List<String> look(Changes changes, Region region) {
        return words(changes.since(Optional.of(RegionReport.of(region))));
    }

    private static List<String> words(List<JsonObject> changes) {
        return changes.stream()
                .map(each -> each.get("of").getAsString() + " " + each.get("to").getAsString())
                .toList();
    }
}
