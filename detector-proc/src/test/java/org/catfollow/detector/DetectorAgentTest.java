package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.gate.Gates;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;

/** The detector over a real region, with a model that says what byte it saw first. */
class DetectorAgentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MAX_AGE_MILLIS = 1_000;

    @TempDir private Path folder;

    private final FirstByteDetector model = new FirstByteDetector();
    private Gates gates = Gates.open(GateSettings.NONE, 1, true);
    private long now = 2_000;
    private DetectorRig rig;

    /** Finds one box, whose left edge is the picture's first byte. */
    private static final class FirstByteDetector implements ObjectDetector {
        private final byte[] pixel = new byte[3];
        private Runnable whileReading = () -> {};
        private Runnable whileInferring = () -> {};
        private boolean finds = true;
        private int invocations;

        @Override
        public void preprocess(Mat bgr) {
            bgr.get(0, 0, pixel);
            whileReading.run();
        }

        @Override
        public void invoke() {
            invocations++;
            whileInferring.run();
        }

        @Override
        public void decode(Detections out) {
            out.clear();
            if (finds) {
                out.add(Detections.labelBytes("cat"), 16, 0.9f, pixel[0], 0, 10, 10);
            }
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void attach() {
        rig = new DetectorRig(folder, 4, 64, 64);
    }

    @AfterEach
    void detach() {
        gates.close();
        rig.close();
    }

    private DetectorAgent agent(int every) {
        return agent(every, GateSettings.NONE);
    }

    private DetectorAgent agent(int every, GateSettings gateSettings) {
        gates.close();
        gates = Gates.open(gateSettings, 1, true);
        return rig.agent(
                model,
                new ScheduleSettings(every, every, 25, 0.75, MAX_AGE_MILLIS),
                gates,
                LookSettings.USUAL,
                () -> now);
    }

    private void writeFrame(int firstByte) {
        rig.writeFrame(firstByte, 1000L + firstByte);
    }

    private void writeFrames(int from, int to) {
        for (int i = from; i <= to; i++) {
            writeFrame(i);
        }
    }

    @Test
    void aResultCarriesTheStampsOfItsFrame() {
        try (DetectorAgent agent = agent(1)) {
            writeFrame(5);
            agent.doWork();
        }
        assertThat(rig.newest().frameId).isEqualTo(1);
        assertThat(rig.newest().sourceIndex).isEqualTo(5);
        assertThat(rig.newest().captureNanos).isEqualTo(1005);
        assertThat(rig.newest().x(0)).isEqualTo(5);
        assertThat(rig.newest().label(0)).isEqualTo("cat");
    }

    @Test
    void theNewestFrameWinsAndTheOthersCountAsDropped() {
        try (DetectorAgent agent = agent(1)) {
            writeFrame(1);
            agent.doWork();
            writeFrame(2);
            writeFrame(3);
            writeFrame(4);
            agent.doWork();
        }
        assertThat(rig.newest().frameId).isEqualTo(4);
        assertThat(rig.count(Counter.FRAMES)).isEqualTo(2);
        assertThat(rig.count(Counter.DROPPED)).isEqualTo(2);
    }

    @Test
    void aFrameOverwrittenWhileItWasReadGivesNoResult() {
        try (DetectorAgent agent = agent(1)) {
            writeFrame(1);
            agent.doWork();
            writeFrame(2);
            // The ring has four slots: four more frames overwrite the one being read.
            model.whileReading = () -> writeFrames(3, 6);
            agent.doWork();
            model.whileReading = () -> {};
        }
        assertThat(rig.newest().frameId).isEqualTo(1);
        assertThat(model.invocations).isEqualTo(1);
        assertThat(rig.count(Counter.TORN)).isEqualTo(1);
    }

    @Test
    void everyThirdFrameIsLookedAt() {
        try (DetectorAgent agent = agent(3)) {
            for (int i = 1; i <= 9; i++) {
                writeFrame(i);
                agent.doWork();
            }
        }
        assertThat(rig.newest().frameId).isEqualTo(7);
        assertThat(rig.count(Counter.FRAMES)).isEqualTo(3);
        assertThat(rig.count(Counter.DROPPED)).isZero();
        assertThat(rig.count(Counter.SKIPPED)).isEqualTo(4);
        assertThat(rig.count(Counter.EVERY)).isEqualTo(3);
    }

    @Test
    void aResultWhoseFrameHasLeftTheRingIsCountedAndNotPublished() {
        try (DetectorAgent agent = agent(1)) {
            writeFrame(1);
            agent.doWork();
            // The ring has four slots; the one after the newest is about to be written.
            model.whileInferring = () -> writeFrames(3, 5);
            writeFrame(2);
            agent.doWork();
            agent.housekeeping(now);
        }
        assertThat(rig.newest().frameId).isEqualTo(1);
        assertThat(model.invocations).isEqualTo(2);
        assertThat(rig.count(Counter.STALE)).isEqualTo(1);
        assertThat(rig.count(Counter.FRAMES)).isEqualTo(1);
        assertThat(rig.region().stageRow(Role.DETECTOR).lastError())
                .startsWith("1 results came too late, the last ")
                .contains("--max-age-ms 1000", "ring of 4 slots");
    }

    @Test
    void aResultWhoseFrameIsStillThereIsPublished() {
        try (DetectorAgent agent = agent(1)) {
            model.whileInferring = () -> writeFrames(2, 3);
            writeFrame(1);
            agent.doWork();
        }
        assertThat(rig.newest().frameId).isEqualTo(1);
        assertThat(rig.count(Counter.STALE)).isZero();
    }

    @Test
    void aResultOlderThanAllowedIsCountedAndNotPublished() {
        long millis = 1_000_000;
        try (DetectorAgent agent = agent(1)) {
            writeFrame(1);
            model.whileInferring = () -> now = 1_001 + MAX_AGE_MILLIS * millis;
            agent.doWork();
            assertThat(rig.newest().frameId).as("just in time").isEqualTo(1);
            writeFrame(2);
            model.whileInferring = () -> now = 1_002 + MAX_AGE_MILLIS * millis + 1;
            agent.doWork();
        }
        assertThat(rig.newest().frameId).isEqualTo(1);
        assertThat(rig.count(Counter.STALE)).isEqualTo(1);
    }

    @Test
    void theShareOfItsTimeInWhichItWorksIsShown() {
        try (DetectorAgent agent = agent(1)) {
            model.whileInferring = () -> now += 300;
            writeFrame(1);
            agent.doWork();
            agent.housekeeping(now + 700);
        }
        assertThat(rig.count(Counter.BUSY_PERCENT)).isEqualTo(30);
    }

    @Test
    void aShutGateKeepsFramesFromTheModelAndTheyAreCounted() {
        model.finds = false;
        try (DetectorAgent agent = agent(1, new GateSettings(true, null, 0.01, 0))) {
            for (int i = 1; i <= 5; i++) {
                writeFrame(7);
                agent.doWork();
            }
        }
        assertThat(model.invocations).as("the first frame has nothing before it").isEqualTo(1);
        assertThat(rig.newest().frameId).isEqualTo(1);
        assertThat(rig.count(Counter.GATED)).isEqualTo(4);
        assertThat(rig.count(Counter.MOTION_UNKNOWN)).isEqualTo(1);
        assertThat(rig.count(Counter.MOTION_SEEN)).isZero();
    }

    @Test
    void aGateStaysOpenUntilAResultIsEmpty() {
        try (DetectorAgent agent = agent(1, new GateSettings(true, null, 0.01, 0))) {
            for (int i = 1; i <= 3; i++) {
                writeFrame(7);
                agent.doWork();
            }
            model.finds = false;
            for (int i = 4; i <= 6; i++) {
                writeFrame(7);
                agent.doWork();
            }
        }
        assertThat(rig.newest().count()).isZero();
        assertThat(rig.newest().frameId).isEqualTo(4);
    }

    @Test
    void aTargetOfTheTrackerKeepsTheGateOpenWhileThereIsNewsOfIt() {
        model.finds = false;
        Track track = new Track();
        track.frameId = 1;
        track.state = TrackState.COASTING;
        track.publishNanos = now;
        try (RoleClaim tracker = rig.region().claim(Role.TRACKER);
                DetectorAgent agent = agent(1, new GateSettings(true, null, 0.01, 0))) {
            tracker.stateWriter(StateSlot.TRACK, TrackCell.CODEC).write(track);
            for (int i = 1; i <= 3; i++) {
                writeFrame(7);
                agent.doWork();
            }
            assertThat(model.invocations).isEqualTo(3);
            now += SECOND.toNanos() + 1;
            for (int i = 4; i <= 6; i++) {
                writeFrame(7);
                agent.doWork();
            }
        }
        assertThat(model.invocations)
                .as("the tracker is gone, one look without a past")
                .isEqualTo(4);
        assertThat(rig.count(Counter.GATED)).isEqualTo(2);
    }

    @Test
    void withoutAModelItSaysSoAndLives() {
        try (NoModelAgent agent = new NoModelAgent(rig.context())) {
            assertThat(agent.doWork()).isTrue();
        }
        assertThat(rig.region().stageRow(Role.DETECTOR).activity()).isEqualTo(Activity.IDLE);
        assertThat(rig.region().stageRow(Role.DETECTOR).activityText()).isEqualTo("no model");
    }
}
