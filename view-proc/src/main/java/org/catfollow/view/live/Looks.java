package org.catfollow.view.live;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.catfollow.runtime.report.JsonReport;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.shm.region.Region;

/**
 * Looks at the region's figures that everybody shares: however many ask, one is taken a tenth of a
 * second. Any thread.
 */
public final class Looks {
    private static final long FRESH_NANOS = 100_000_000;

    /** Asking the kernel about every role costs more than reading memory. */
    private static final long STAGES_NANOS = 500_000_000;

    private final LiveRegion live;
    private RegionReport newest;
    private long takenNanos;
    private List<RegionReport.Stage> stages;
    private long stagesNanos;
    private Region of;

    /** Makes the looks at a live region. */
    public Looks(LiveRegion live) {
        this.live = live;
    }

    /** Returns a look not older than a tenth of a second; nothing where there is no region. */
    public Optional<RegionReport> newest() {
        try (LiveRegion.Lease lease = live.lease().orElse(null)) {
            return lease == null ? Optional.empty() : Optional.of(of(lease.region()));
        }
    }

    private synchronized RegionReport of(Region region) {
        long now = System.nanoTime();
        if (region != of || now - takenNanos > FRESH_NANOS) {
            newest = RegionReport.of(region);
            stages = newest.stages();
            of = region;
            takenNanos = now;
            stagesNanos = now;
        }
        return newest;
    }

    /** Looks at the state slots now, and at the stages as they were half a second ago at most. */
    public synchronized RegionReport now(Region region) {
        long now = System.nanoTime();
        if (region != of || stages == null || now - stagesNanos > STAGES_NANOS) {
            stages = RegionReport.stages(region);
            stagesNanos = now;
        }
        if (region != of) {
            of = region;
            takenNanos = now - FRESH_NANOS - 1;
        }
        return RegionReport.of(region, stages);
    }

    /** Returns the newest look as the object that {@code cat-follow stat --json} prints. */
    public JsonObject json() {
        return newest().map(JsonReport::of)
                .orElseGet(
                        () -> {
                            JsonObject none = new JsonObject();
                            none.addProperty("noRegion", live.why());
                            return none;
                        });
    }
}
