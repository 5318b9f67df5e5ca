package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowWriter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TotalsTest {
    @TempDir private Path folder;

    @Test
    void countsGoOnFromAgentToAgent() {
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), Duration.ofSeconds(1));
        try (Region region = Region.attach(files, Duration.ofSeconds(1));
                RoleClaim claim = region.claim(Role.DETECTOR)) {
            StageRowWriter row = claim.row();
            Totals first = new Totals(row);
            first.set(Counter.LAPPED, 3);
            // Counted by what both agents share: 4 in the first one's time, 6 in all.
            first.set(Counter.MOTION_SEEN, 4);
            Totals second = new Totals(row);
            second.begin(Counter.MOTION_SEEN, 4);
            second.set(Counter.LAPPED, 2);
            second.set(Counter.MOTION_SEEN, 6);
            assertThat(row.get(Counter.LAPPED)).isEqualTo(5);
            assertThat(row.get(Counter.MOTION_SEEN)).isEqualTo(6);
        }
    }
}
