package org.catfollow.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.car.SimulatedCar;
import org.catfollow.control.command.CatLocation;
import org.catfollow.control.command.Manual;
import org.catfollow.control.command.Resume;
import org.catfollow.control.command.Validity;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.Test;

class ControllerAllocationTest {
    private static final long PERIOD_NANOS = 20_000_000;
    private static final int ROUND = 3000;

    private final Controller controller = new Controller(ControlConfig.DEFAULT, 0);
    private final SimulatedCar car = new SimulatedCar(0.095, new Pose());
    private final Pose pose = new Pose();
    private final Track track = new Track();
    private final CarReport report = Reports.driving();
    private final Set<ControlState> visited = EnumSet.noneOf(ControlState.class);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long now = PERIOD_NANOS;

    @Test
    void aPeriodAllocatesNothingInAnyState() throws CarFailure {
        // The JDK itself takes a few bytes now and then while it compiles; what a period takes it
        // takes in every round.
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 30 && least > 0; i++) {
            least = Math.min(least, round());
        }
        assertThat(visited).containsExactlyInAnyOrder(ControlState.values());
        assertThat(least).as("bytes in %d periods", ROUND).isZero();
    }

    /** Goes through all states; the commands of a round are made outside what is measured. */
    private long round() throws CarFailure {
        long stops = controller.resumedThrough();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUND; i++) {
            now += PERIOD_NANOS;
            boolean frozen = i > 1500 && i < 1700;
            boolean seen = (i > 500 && i < 1000) || (i > 1200 && i < 1500);
            if (!frozen) {
                track.frameId++;
                track.captureNanos = now - PERIOD_NANOS;
            }
            track.state =
                    seen
                            ? i % 200 < 20 ? TrackState.COASTING : TrackState.CONFIRMED
                            : i < 1100 ? TrackState.COASTING : TrackState.LOST;
            track.frameWidth = 640;
            track.frameHeight = 480;
            track.x = 300 + i % 100;
            track.y = 100;
            track.width = 50;
            track.height = 50 + i % 200;
            report.hasSensors = i > 2000;
            sense(i == 2700 || i == 2701);
            car.apply(controller.step(now, track, i > 2900 ? stops + 1 : stops, report), now);
            car.pose(pose);
            visited.add(controller.state());
            if (i == 1800 || i == 2500) {
                long measured = threads.getCurrentThreadAllocatedBytes() - before;
                Validity validity = new Validity(now, 10 * PERIOD_NANOS);
                controller.offer(
                        i == 1800
                                ? new CatLocation(50, 1, validity)
                                : new Manual(0.1, 5, 5, 5, validity),
                        now);
                before = threads.getCurrentThreadAllocatedBytes() - measured;
            }
        }
        long measured = threads.getCurrentThreadAllocatedBytes() - before;
        controller.offer(new Resume(stops + 1, new Validity(now, 10 * PERIOD_NANOS)), now);
        now += PERIOD_NANOS;
        controller.step(now, track, stops + 1, report);
        return measured;
    }

    private void sense(boolean cliff) {
        report.readings.echoMetres = 2;
        report.readings.echoNanos = now;
        for (int i = 0; i < report.readings.grayscale.length; i++) {
            report.readings.grayscale[i] = cliff ? 0 : 1200;
        }
        Arrays.fill(report.readings.grayscaleEachNanos, now);
        report.readings.grayscaleNanos = now;
        report.readings.batteryVolts = 8;
        report.readings.batteryNanos = now;
    }
}
