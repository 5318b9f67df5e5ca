package org.catfollow.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.catfollow.shm.slots.ControlState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of a period: from the region, through the car, to the region. */
class ControlAgentAllocationTest {
    private static final int ROUND = 500;

    @TempDir private Path folder;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aPeriodAllocatesNothing() {
        try (ControlRig rig = new ControlRig(folder)) {
            ControlAgent agent = rig.start(ControlConfig.DEFAULT);
            rig.drive();
            // The JDK itself takes a few bytes now and then while it compiles; what a period takes
            // it takes in every round.
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 40 && least > 0; i++) {
                least = Math.min(least, allocatedBy(rig, agent));
            }
            assertThat(least).as("bytes in %d periods", ROUND).isZero();
            assertThat(rig.published().state).isEqualTo(ControlState.APPROACH);
        }
    }

    private long allocatedBy(ControlRig rig, ControlAgent agent) {
        long bytes = 0;
        for (int i = 0; i < ROUND; i++) {
            rig.guardLives();
            rig.showTarget();
            long before = threads.getCurrentThreadAllocatedBytes();
            agent.doWork();
            bytes += threads.getCurrentThreadAllocatedBytes() - before;
        }
        return bytes;
    }
}
