package org.catfollow.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.StageRowLayout;
import org.catfollow.shm.layout.TwoCellLayout;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every promise is seen to be broken when it is: a check that finds nothing must be able to find. */
class ChaosChecksTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path folder;
    private final Promises promises = new Promises(line -> {});
    private final Census census = new Census(promises);
    private RegionFiles files;
    private Region region;

    @BeforeEach
    void makeRegion() {
        files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), SECOND);
        region = Region.attach(files, SECOND);
    }

    @AfterEach
    void close() {
        region.close();
    }

    /** Writes a word into the region as a stranger would. */
    private void poke(long offset, long value) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(files.region().toFile(), "rw")) {
            file.seek(offset);
            file.writeLong(Long.reverseBytes(value));
        }
    }

    private void assertBroken(Promise promise) {
        assertThat(promises.failures(promise)).as(promises.broken().toString()).isPositive();
        for (Promise other : Promise.values()) {
            if (other != promise) {
                assertThat(promises.failures(other)).as(other.text()).isZero();
            }
        }
    }

    private static FrameDescription frame() {
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = 64;
        frame.heightPixels = 64;
        frame.strideBytes = 192;
        frame.stamped = true;
        return frame;
    }

    private static void write(FrameWriter writer, int count) {
        FrameDescription frame = frame();
        for (int i = 0; i < count; i++) {
            frame.captureNanos = writer.claim();
            writer.commit(frame);
        }
    }

    @Test
    void seesAFrameWithThePixelsOfAnother() {
        try (RoleClaim capture = region.claim(Role.CAPTURE);
                FrameCheck check = new FrameCheck(region, promises, new Random(1))) {
            FrameWriter writer = capture.frameWriter();
            write(writer, 3);
            check.round();
            assertThat(promises.allFailures()).isZero();
            assertThat(promises.checks(Promise.FRAMES_WHOLE)).isPositive();
            write(writer, 1);
            writer.payloads()[writer.slot() - 1 & 3].putLong(0, 77);
            check.round();
            assertBroken(Promise.FRAMES_WHOLE);
        }
    }

    @Test
    void seesFrameIdsFall() throws IOException {
        try (RoleClaim capture = region.claim(Role.CAPTURE);
                FrameCheck check = new FrameCheck(region, promises, new Random(1))) {
            write(capture.frameWriter(), 5);
            check.round();
            long row = region.geometry().offset(Section.CAPTURE);
            poke(row + StageRowLayout.NEWEST_FRAME, 4);
            check.round();
            assertBroken(Promise.FRAMES_RISE);
        }
    }

    private SlotCheck<Track> trackCheck() {
        return new SlotCheck<>(region, StateSlot.TRACK, TrackCell.CODEC, new Track(), promises);
    }

    private long trackOffset() {
        return region.geometry().offset(StateSlot.TRACK.section()) + StateSlot.TRACK.offset();
    }

    @Test
    void seesHalfAValueAndAnOlderOne() throws IOException {
        SlotCheck<Track> check = trackCheck();
        try (RoleClaim tracker = region.claim(Role.TRACKER)) {
            TwoCellWriter<Track> writer = tracker.stateWriter(StateSlot.TRACK, TrackCell.CODEC);
            check.round();
            writer.write(new Track());
            writer.write(new Track());
            check.round();
            assertThat(promises.allFailures()).isZero();
            poke(trackOffset() + TwoCellLayout.FIRST_CELL, 99);
            check.round();
            assertThat(promises.failures(Promise.SLOTS_WHOLE)).isEqualTo(1);
            poke(trackOffset() + TwoCellLayout.GENERATION, 1);
            check.round();
            assertThat(promises.failures(Promise.SLOTS_WHOLE)).isEqualTo(2);
            assertBroken(Promise.SLOTS_WHOLE);
        }
    }

    @Test
    void seesTwoWritersOfOneRow() throws IOException {
        RowCheck check = new RowCheck(region, Role.TRACKER, promises, census);
        try (RoleClaim tracker = region.claim(Role.TRACKER)) {
            assertThat(tracker.row().epoch()).isEqualTo(1);
            check.round(1);
            assertThat(promises.allFailures()).isZero();
            poke(region.geometry().offset(Section.TRACKER) + StageRowLayout.PID, 4242);
            check.round(2);
            assertThat(promises.allFailures()).as("may be just entering").isZero();
            check.round(2_000_000_000L);
            assertBroken(Promise.ONE_WRITER);
        }
    }

    @Test
    void seesThatAStageUsedSomethingTorn() {
        RowCheck check = new RowCheck(region, Role.DETECTOR, promises, census);
        try (RoleClaim detector = region.claim(Role.DETECTOR)) {
            detector.row().set(Counter.MISMATCHED, 1);
            check.round(1);
            assertBroken(Promise.STAGES_WHOLE);
        }
    }

    @Test
    void aProcessMayEndOnlyForACause() {
        census.seen(Role.CAPTURE, 100);
        census.doom(100);
        census.seen(Role.CAPTURE, 101);
        census.restarting(Role.CAPTURE);
        census.seen(Role.CAPTURE, 102);
        census.seen(Role.CAPTURE, 103);
        census.restarted(Role.CAPTURE);
        census.seen(Role.CAPTURE, 104);
        assertThat(promises.allFailures()).isZero();
        census.seen(Role.CAPTURE, 105);
        assertBroken(Promise.OTHERS_GO_ON);
    }

    /** A control that takes commands, and heeds STOP or not. */
    private void playControl(Thread trial, boolean heeds) {
        try (RoleClaim claim = region.claim(Role.CONTROL)) {
            CommandReceiver receiver = claim.commandReceiver();
            TwoCellWriter<ControlStatus> writer =
                    claim.stateWriter(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
            ControlStatus status = new ControlStatus();
            Command command = new Command();
            while (trial.isAlive()) {
                for (long next = receiver.next(command); next > 0; next = receiver.next(command)) {
                    receiver.take(next);
                    claim.resumedThrough(command.stopCount);
                    receiver.answer(next, CommandResult.ACCEPTED);
                }
                boolean stopped = region.stopLatch().count() > region.resumedThrough();
                status.speedMetresPerSecond = stopped && heeds ? 0 : 0.3f;
                status.nanos = System.nanoTime();
                writer.write(status);
                LockSupport.parkNanos(2_000_000);
            }
        }
    }

    private void tryStop(boolean heeds) throws InterruptedException {
        StopTrial trial =
                new StopTrial(new RegionAccess(files, RegionAccess.newLock()), promises, 1);
        Thread thread = Thread.ofPlatform().start(trial);
        Thread ender =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (trial.presses() < 3) {
                                        LockSupport.parkNanos(10_000_000);
                                    }
                                    trial.end();
                                });
        playControl(thread, heeds);
        assertThat(ender.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void seesARobotThatDoesNotStop() throws InterruptedException {
        tryStop(false);
        assertBroken(Promise.STOP_HOLDS);
    }

    @Test
    void acceptsARobotThatStops() throws InterruptedException {
        tryStop(true);
        assertThat(promises.allFailures()).isZero();
        assertThat(promises.checks(Promise.STOP_HOLDS)).isPositive();
    }

    @Test
    void seesAnAnswerChange() throws InterruptedException {
        CommandTrial trial =
                new CommandTrial(new RegionAccess(files, RegionAccess.newLock()), promises, 1);
        Thread thread = Thread.ofPlatform().start(trial);
        try (RoleClaim claim = region.claim(Role.CONTROL)) {
            CommandReceiver receiver = claim.commandReceiver();
            Command command = new Command();
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (promises.allFailures() == 0 && System.nanoTime() - deadline < 0) {
                long next = receiver.next(command);
                if (next > 0) {
                    receiver.take(next);
                    receiver.answer(next, CommandResult.ACCEPTED);
                    LockSupport.parkNanos(30_000_000);
                    receiver.answer(next, CommandResult.REFUSED);
                    LockSupport.parkNanos(30_000_000);
                }
            }
        }
        trial.end();
        thread.join();
        assertBroken(Promise.COMMANDS);
    }

    @Test
    void seesACommandObeyedAfterItsTime() throws InterruptedException {
        CommandTrial trial =
                new CommandTrial(new RegionAccess(files, RegionAccess.newLock()), promises, 1);
        Thread thread = Thread.ofPlatform().start(trial);
        // Nobody takes any for so long that the ring is full, and every one of them too old.
        while (trial.refusedFull() < 3) {
            LockSupport.parkNanos(10_000_000);
        }
        try (RoleClaim claim = region.claim(Role.CONTROL)) {
            CommandReceiver receiver = claim.commandReceiver();
            Command command = new Command();
            long next = receiver.next(command);
            assertThat(System.nanoTime() - command.expiresNanos).isPositive();
            receiver.take(next);
            receiver.answer(next, CommandResult.ACCEPTED);
            while (trial.answered() == 0) {
                LockSupport.parkNanos(10_000_000);
            }
        }
        trial.end();
        thread.join();
        assertThat(trial.outlived()).isEqualTo(1);
        assertBroken(Promise.COMMANDS);
    }

    @Test
    void countsWhatAProcessHasOpen() throws IOException {
        long self = ProcessHandle.current().pid();
        ProcessCounts before = ProcessCounts.of(self, files.region());
        assertThat(before.regionMappings()).isPositive();
        try (Region second = Region.attach(files, SECOND)) {
            ProcessCounts during = ProcessCounts.of(self, files.region());
            assertThat(during.descriptors()).isGreaterThan(before.descriptors());
            assertThat(during.regionMappings()).isEqualTo(before.regionMappings() + 2);
            assertThat(second.isLost()).isFalse();
        }
        assertThat(ProcessCounts.of(self, files.region()).regionMappings())
                .isEqualTo(before.regionMappings());
        assertThat(ProcessCounts.of(Long.MAX_VALUE, files.region())).isNull();
    }

    @Test
    void aPercentileIsTheNearestRank() {
        List<Double> values = List.of(1.0, 2.0, 3.0, 4.0);
        assertThat(Recoveries.percentile(values, 50)).isEqualTo(2.0);
        assertThat(Recoveries.percentile(values, 99)).isEqualTo(4.0);
        assertThat(Recoveries.percentile(List.of(), 50)).isNaN();
    }

    @Test
    void aFolderThatIsNotOursIsNeverFilled() throws IOException {
        try (Arena arena = Arena.open(folder)) {
            if (arena.isOurs()) {
                assertThat(arena.folder()).isNotEqualTo(folder);
                arena.fill();
                Path more = arena.folder().resolve("more");
                assertThat(Files.getFileStore(arena.folder()).getUsableSpace()).isZero();
                arena.free();
                Files.writeString(more, "room again");
                assertThat(arena.left("")).containsExactly("more");
            }
        }
        assertThat(folder).isDirectory();
    }
}
