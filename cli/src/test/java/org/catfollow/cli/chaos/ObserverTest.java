package org.catfollow.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage that does not come back is seen, be it killed or left behind on another region. */
class ObserverTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double SOON_SECONDS = 0.3;

    @TempDir private Path folder;
    private final Promises promises = new Promises(line -> {});
    private final Census census = new Census(promises);
    private final Recoveries recoveries = new Recoveries();
    private final Map<Role, RoleClaim> claims = new EnumMap<>(Role.class);
    private RegionFiles files;
    private Region region;
    private Observer observer;
    private Thread thread;

    @BeforeEach
    void makeRegion() {
        files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), SECOND);
        region = Region.attach(files, SECOND);
        watch(SOON_SECONDS);
    }

    private void watch(double backWithinSeconds) {
        observer =
                new Observer(
                        new RegionAccess(files, RegionAccess.newLock()),
                        promises,
                        census,
                        recoveries,
                        1,
                        backWithinSeconds);
    }

    @AfterEach
    void close() throws InterruptedException {
        observer.end();
        thread.join();
        claims.values().forEach(RoleClaim::close);
        region.close();
    }

    private void claim(Role... roles) {
        for (Role role : roles) {
            claims.put(role, region.claim(role));
        }
        thread = Thread.ofPlatform().start(observer);
    }

    private void publish(int count) {
        FrameWriter writer = claims.get(Role.CAPTURE).frameWriter();
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = 64;
        frame.heightPixels = 64;
        frame.strideBytes = 192;
        frame.stamped = true;
        for (int i = 0; i < count; i++) {
            frame.captureNanos = writer.claim();
            writer.commit(frame);
        }
    }

    private static void awaitThat(BooleanSupplier fact) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!fact.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(5_000_000);
        }
        assertThat(fact.getAsBoolean()).isTrue();
    }

    @Test
    void seesThatAKilledStageStaysAway() {
        claim(Role.values());
        awaitThat(() -> promises.checks(Promise.ONE_REGION) > 0);
        assertThat(observer.kill(Role.CAPTURE, () -> true)).isTrue();
        awaitThat(() -> promises.failures(Promise.BACK) > 0);
        assertThat(promises.broken().getFirst().detail()).startsWith("capture puts nothing out");
        assertThat(recoveries.all(Role.CAPTURE)).isEmpty();
    }

    @Test
    void timesOneThatComesBack() {
        watch(30);
        claim(Role.values());
        awaitThat(() -> promises.checks(Promise.ONE_REGION) > 0);
        BooleanSupplier kill =
                () -> {
                    claims.get(Role.CAPTURE).close();
                    return true;
                };
        assertThat(observer.kill(Role.CAPTURE, kill)).isTrue();
        claims.put(Role.CAPTURE, region.claim(Role.CAPTURE));
        // What it put out before it was seen dead counts for the dead one.
        while (promises.checks(Promise.BACK) == 0) {
            publish(1);
            LockSupport.parkNanos(5_000_000);
        }
        assertThat(promises.allFailures()).as(promises.broken().toString()).isZero();
        // Counted first, noted then.
        awaitThat(() -> !recoveries.all(Role.CAPTURE).isEmpty());
        assertThat(recoveries.all(Role.CAPTURE)).hasSize(1);
    }

    @Test
    void asksNothingOfTheOldRegionWhereAnotherCameJustAfterTheKill() {
        watch(30);
        claim(Role.values());
        awaitThat(() -> promises.checks(Promise.ONE_REGION) == 1);
        BooleanSupplier kill =
                () -> {
                    replaceRegion();
                    // Met by the observer before it has looked at what the kill did.
                    awaitThat(() -> promises.checks(Promise.ONE_REGION) == 2);
                    return true;
                };
        assertThat(observer.kill(Role.CAPTURE, kill)).isTrue();
        publish(1);
        awaitThat(() -> promises.checks(Promise.BACK) > 0);
        assertThat(promises.allFailures()).as(promises.broken().toString()).isZero();
    }

    private void replaceRegion() {
        claims.values().forEach(RoleClaim::close);
        region.close();
        try {
            Files.delete(files.region());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), SECOND);
        region = Region.attach(files, SECOND);
        for (Role role : Role.values()) {
            claims.put(role, region.claim(role));
        }
    }

    @Test
    void aStageIsBackWhenItsOwnSlotIsWrittenAgain() {
        watch(30);
        claim(Role.values());
        awaitThat(() -> promises.checks(Promise.ONE_REGION) > 0);
        BooleanSupplier kill =
                () -> {
                    claims.get(Role.GUARD).close();
                    return true;
                };
        assertThat(observer.kill(Role.GUARD, kill)).isTrue();
        RoleClaim successor = region.claim(Role.GUARD);
        claims.put(Role.GUARD, successor);
        TwoCellWriter<GuardStatus> writer =
                successor.stateWriter(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC);
        while (promises.checks(Promise.BACK) == 0) {
            writer.write(new GuardStatus());
            LockSupport.parkNanos(5_000_000);
        }
        assertThat(promises.allFailures()).as(promises.broken().toString()).isZero();
        // Counted first, noted then.
        awaitThat(() -> !recoveries.all(Role.GUARD).isEmpty());
        assertThat(recoveries.all(Role.GUARD)).hasSize(1);
    }

    @Test
    void seesThatAStageWorksOnAnotherRegion() {
        claim(Role.CAPTURE, Role.TRACKER, Role.CONTROL, Role.GUARD);
        awaitThat(() -> promises.failures(Promise.ONE_REGION) > 0);
        assertThat(promises.broken().getFirst().detail())
                .isEqualTo("[detector] not on the region after 0.3 s");
    }
}
