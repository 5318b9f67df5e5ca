package org.catfollow.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.catfollow.runtime.StageContext;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Control over a real region: what goes in is what the other processes write, what comes out is read. */
class ControlAgentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Pictures that are older than a tenth of a second stop the car for another reason. */
    private static final long BEARABLE_NANOS = 80_000_000;

    @TempDir private Path folder;

    private HeldStop heldStop = new HeldStop();
    private final ControlStatus status = new ControlStatus();
    private final Track track = new Track();
    private Region region;
    private RoleClaim control;
    private RoleClaim tracker;
    private RoleClaim guard;
    private LivingCamera camera;
    private boolean cameraHangs;
    private TwoCellWriter<GuardStatus> guardWriter;
    private final GuardStatus guardStatus = new GuardStatus();
    private TwoCellWriter<Track> trackWriter;
    private ControlAgent agent;
    private long longestNanos;
    private int regions;

    @BeforeEach
    void attach() {
        open("region");
    }

    @AfterEach
    void detach() {
        agent.close();
        camera.close();
        tracker.close();
        guard.close();
        control.close();
        region.close();
    }

    private void open(String name) {
        RegionFiles files = new RegionFiles(folder.resolve(name));
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), SECOND);
        enter(files);
    }

    /** A region in the place of a lost one. */
    private void openAnew(String name) {
        RegionFiles files = new RegionFiles(folder.resolve(name));
        RegionCreator.replaceLost(files, new Geometry(4, 64, 64), SECOND);
        enter(files);
    }

    private void enter(RegionFiles files) {
        region = Region.attach(files, SECOND);
        control = region.claim(Role.CONTROL);
        tracker = region.claim(Role.TRACKER);
        guard = region.claim(Role.GUARD);
        camera = new LivingCamera(region);
        guardWriter = guard.stateWriter(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC);
        trackWriter = tracker.stateWriter(StateSlot.TRACK, TrackCell.CODEC);
        agent = newAgent();
    }

    /** One round of control, with a guard that has just made one of its own. */
    private void round() {
        guardStatus.nanos = System.nanoTime();
        guardWriter.write(guardStatus);
        agent.doWork();
        longestNanos = Math.max(longestNanos, System.nanoTime() - guardStatus.nanos);
    }

    private ControlAgent newAgent() {
        return new ControlAgent(
                ControlConfig.DEFAULT,
                heldStop,
                new StageContext(region, control, LoggerFactory.getLogger("control"), () -> false));
    }

    /** A target far away in the middle of the picture, seen now. */
    private void showTarget() {
        track.captureNanos = System.nanoTime();
        track.frameId =
                cameraHangs ? camera.takeSame(track.captureNanos) : camera.take(track.captureNanos);
        track.trackId = 1;
        track.state = TrackState.CONFIRMED;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.x = 300;
        track.y = 220;
        track.width = 40;
        track.height = 40;
        trackWriter.write(track);
    }

    private ControlStatus published() {
        region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC).read(status);
        return status;
    }

    private void goRoundUntil(Supplier<Boolean> reached) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!reached.get()) {
            assertThat(System.nanoTime()).as("in state " + status.state).isLessThan(deadline);
            showTarget();
            round();
        }
    }

    private void drive() {
        goRoundUntil(() -> published().speedMetresPerSecond > 0.05);
        assertThat(status.state).isEqualTo(ControlState.APPROACH);
    }

    private long send(CommandKind kind, long timeToLiveNanos, double x) {
        Command command = new Command();
        command.kind = kind;
        command.x = x;
        command.stopCount = region.stopLatch().count();
        command.expiresNanos = System.nanoTime() + timeToLiveNanos;
        return region.send(command, SECOND);
    }

    @Test
    void standsStillInTheVeryRoundAfterAStop() {
        drive();
        region.stopLatch().press(1, System.nanoTime());
        showTarget();
        round();
        assertThat(published().state).isEqualTo(ControlState.STOPPED);
        assertThat(status.speedMetresPerSecond).isZero();
    }

    @Test
    void standsWhenTheCameraSendsOnePictureAgainAndAgainAndGoesOnWithTheNext() {
        Trials.undisturbed(
                () -> longestNanos > BEARABLE_NANOS, this::anew, this::standsWhenTheCameraHangs);
    }

    private void anew() {
        detach();
        cameraHangs = false;
        longestNanos = 0;
        regions++;
        open("region-" + regions);
    }

    private void standsWhenTheCameraHangs() {
        drive();
        cameraHangs = true;
        long since = System.nanoTime();
        goRoundUntil(() -> published().speedMetresPerSecond == 0);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(SECOND);
        for (int i = 0; i < 50; i++) {
            showTarget();
            round();
            assertThat(published().speedMetresPerSecond).isZero();
        }
        cameraHangs = false;
        drive();
    }

    @Test
    void goesOnAfterAResumeAndRemembersItForItsSuccessor() {
        drive();
        region.stopLatch().press(1, System.nanoTime());
        round();
        long sequence = send(CommandKind.RESUME, 1_000_000_000L, 0);
        round();
        assertThat(region.result(sequence)).isEqualTo(CommandResult.ACCEPTED);
        assertThat(published().state).isNotEqualTo(ControlState.STOPPED);
        assertThat(region.resumedThrough()).isEqualTo(1);
    }

    @Test
    void staysStoppedWhenAStopWasPressedAfterTheResumeWasSent() {
        drive();
        region.stopLatch().press(1, System.nanoTime());
        send(CommandKind.RESUME, 1_000_000_000L, 0);
        region.stopLatch().press(1, System.nanoTime());
        round();
        assertThat(published().state).isEqualTo(ControlState.STOPPED);
    }

    @Test
    void obeysNoCommandAfterItsTimeToLive() {
        drive();
        long sequence = send(CommandKind.CAT_LOCATION, 1, 1);
        round();
        assertThat(region.result(sequence)).isEqualTo(CommandResult.EXPIRED);
    }

    @Test
    void refusesAPlaceThatIsNone() {
        drive();
        long sequence = send(CommandKind.CAT_LOCATION, 1_000_000_000L, 1e9);
        round();
        assertThat(region.result(sequence)).isEqualTo(CommandResult.REFUSED);
    }

    @Test
    void aSuccessorOfAStoppedControlIsStopped() {
        drive();
        region.stopLatch().press(1, System.nanoTime());
        round();
        agent.close();
        agent = newAgent();
        showTarget();
        round();
        assertThat(published().state).isEqualTo(ControlState.STOPPED);
    }

    @Test
    void carriesAStopOverToARegionMadeAnew() {
        drive();
        region.stopLatch().press(1, System.nanoTime());
        round();
        detach();
        open("another");
        showTarget();
        round();
        assertThat(published().state).isEqualTo(ControlState.STOPPED);
        assertThat(region.stopLatch().count()).isEqualTo(1);
    }

    @Test
    void goesOnInARegionMadeAnewWhenNoStopHeldBefore() {
        drive();
        detach();
        // However long this machine took for it.
        heldStop.leave(false, System.nanoTime());
        openAnew("anew");
        assertThat(region.stopLatch().count()).isEqualTo(1);
        drive();
        assertThat(region.isStoppedByLoss()).isFalse();
    }

    @Test
    void standsInARegionMadeAnewWhenItKnowsNothingOfTheOneBefore() {
        detach();
        heldStop = new HeldStop();
        openAnew("anew");
        showTarget();
        round();
        assertThat(published().state).isEqualTo(ControlState.STOPPED);
        assertThat(region.isStoppedByLoss()).isTrue();
        send(CommandKind.RESUME, 1_000_000_000L, 0);
        drive();
        assertThat(region.isStoppedByLoss()).isFalse();
    }

    @Test
    void standsInARegionThatMayNotBeTheFirstAfterTheOneItKnew() {
        drive();
        detach();
        // Another one may have come and gone in so long a time.
        heldStop.leave(false, System.nanoTime() - 600_000_000L);
        openAnew("anew");
        showTarget();
        round();
        assertThat(published().state).isEqualTo(ControlState.STOPPED);
        assertThat(region.isStoppedByLoss()).isTrue();
    }

    @Test
    void standsInARegionMadeAnewWhenAStopWasPressedThereAlready() {
        drive();
        detach();
        RegionFiles files = new RegionFiles(folder.resolve("anew"));
        RegionCreator.replaceLost(files, new Geometry(4, 64, 64), SECOND);
        try (Region early = Region.attach(files, SECOND)) {
            assertThat(early.stopLatch().press(1, System.nanoTime())).isEqualTo(2);
        }
        enter(files);
        showTarget();
        round();
        assertThat(published().state).isEqualTo(ControlState.STOPPED);
    }

    @Test
    void publishesStandingWheelsWhenItEnds() {
        drive();
        agent.close();
        assertThat(published().speedMetresPerSecond).isZero();
    }

    @Test
    void standsStillWhenTheTrackerFallsSilent() {
        drive();
        long deadline = System.nanoTime() + 10_000_000_000L;
        long lastDrivingNanos = 0;
        while (published().speedMetresPerSecond != 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            lastDrivingNanos = status.nanos;
            round();
        }
        // By its own clock: a machine that stands still between two rounds makes it drive no
        // longer.
        long silence = lastDrivingNanos - track.captureNanos;
        assertThat(Duration.ofNanos(silence)).isLessThan(Duration.ofMillis(600));
    }
}
