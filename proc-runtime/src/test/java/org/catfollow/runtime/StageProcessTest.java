package org.catfollow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.region.RoleLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The life of a stage, with an agent that does what the test wants, on a region of its own. */
class StageProcessTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Geometry SMALL = new Geometry(4, 64, 64);

    @TempDir private Path folder;

    private final List<FakeAgent> agents = new ArrayList<>();
    private RegionFiles files;
    private volatile boolean stopping;

    @BeforeEach
    void chooseFiles() {
        files = new RegionFiles(folder.resolve("region"));
    }

    private void makeRegion() {
        RegionCreator.createIfMissing(files, SMALL, SECOND);
    }

    private int run(FakeAgent.Round round, String... flags) {
        return runWith(context -> new FakeAgent(context, round), flags);
    }

    private int runWith(Function<StageContext, FakeAgent> maker, String... flags) {
        List<String> arguments = new ArrayList<>(List.of("--region", files.region().toString()));
        arguments.addAll(List.of(flags));
        return StageProcess.run(
                Role.TRACKER,
                ParsedOptions.of(arguments.toArray(String[]::new)),
                context -> {
                    FakeAgent agent = maker.apply(context);
                    agents.add(agent);
                    return agent;
                },
                () -> stopping);
    }

    private <T> T row(Function<StageRowReader, T> what) {
        try (Region region = Region.attach(files, SECOND)) {
            return what.apply(region.stageRow(Role.TRACKER));
        }
    }

    private List<String> leftInFolder() throws IOException {
        try (var left = Files.list(folder)) {
            return left.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    @Timeout(20)
    void endsWithCode0WhenAskedToWhileItWaitsForTheRegion() throws Exception {
        makeRegion();
        try (FileChannel region = FileChannel.open(files.region(), StandardOpenOption.WRITE)) {
            // As its creator leaves it who was killed before the end.
            region.write(ByteBuffer.allocate(Long.BYTES), HeaderLayout.READY);
        }
        int[] asked = {0};
        int code =
                StageProcess.run(
                        Role.TRACKER,
                        ParsedOptions.of(
                                "--region",
                                files.region().toString(),
                                "--attach-timeout",
                                "600000"),
                        context -> {
                            throw new AssertionError("attached to what is not there");
                        },
                        () -> asked[0]++ > 3);
        assertThat(code).isZero();
    }

    @Test
    void makesTheRegionThatIsMissingAsTheFlagsSay() {
        assertThat(run(agent -> false, "--slots", "8", "--slot-width", "80", "--slot-height", "72"))
                .isZero();
        try (Region region = Region.attach(files, SECOND)) {
            assertThat(region.geometry()).isEqualTo(new Geometry(8, 80, 72));
        }
    }

    @Test
    void takesTheRegionThatIsThere() {
        makeRegion();
        assertThat(run(agent -> false)).isZero();
        try (Region region = Region.attach(files, SECOND)) {
            assertThat(region.geometry()).isEqualTo(SMALL);
            assertThat(region.stageRow(Role.TRACKER).epoch()).isEqualTo(1);
        }
    }

    @Test
    void aStageThatIsDoneEndsWithZeroAndSaysStopped() {
        makeRegion();
        assertThat(run(agent -> agent.rounds < 3)).isZero();
        assertThat(agents)
                .singleElement()
                .satisfies(
                        agent -> {
                            assertThat(agent.rounds).isEqualTo(3);
                            assertThat(agent.closed).isTrue();
                        });
        assertThat(row(StageRowReader::activity)).isEqualTo(Activity.STOPPED);
        assertThat(RoleLock.isHeld(files, Role.TRACKER)).isFalse();
    }

    @Test
    void aStageThatIsAskedToStopEndsWithZeroAfterItsRound() {
        makeRegion();
        int code =
                run(
                        agent -> {
                            stopping = agent.rounds == 2;
                            return true;
                        });
        assertThat(code).isZero();
        assertThat(agents.getFirst().rounds).isEqualTo(2);
        assertThat(row(StageRowReader::activity)).isEqualTo(Activity.STOPPED);
    }

    @Test
    void theHeartbeatGoesOnWithEveryRound() {
        makeRegion();
        List<Long> beats = new ArrayList<>();
        run(
                agent -> {
                    beats.add(agent.context.region().stageRow(Role.TRACKER).heartbeatNanos());
                    return agent.rounds < 5;
                });
        assertThat(beats).hasSize(5).isSorted().doesNotHaveDuplicates();
        assertThat(row(StageRowReader::heartbeatNanos)).isGreaterThan(beats.getLast());
    }

    @Test
    void theRateIsPublishedAtLatestAtTheEnd() {
        makeRegion();
        long begun = System.nanoTime();
        run(
                agent -> {
                    agent.context.row().add(Counter.FRAMES, 10);
                    return agent.rounds < 2;
                });
        double seconds = (System.nanoTime() - begun) / 1e9;
        // At the end, and before that only if the first round took a second.
        assertThat(agents.getFirst().housekeepings).isBetween(1, 2);
        double mostFrames = 10 * 1e9 / FakeAgent.ROUND_NANOS;
        assertThat(row(StageRowReader::framesPerSecond)).isBetween(10 / seconds, mostFrames);
    }

    @Test
    void tellsTheLauncherOnceThatItWorks() throws IOException {
        makeRegion();
        Path pipe = Files.createFile(folder.resolve("ready"));
        run(
                agent -> {
                    assertThat(pipe).hasContent("ready tracker\n");
                    return agent.rounds < 3;
                },
                "--ready-pipe",
                pipe.toString());
        assertThat(pipe).hasContent("ready tracker\n");
    }

    private Path namedPipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("events");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor())
                .isZero();
        return pipe;
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void tellsTheLauncherThroughANamedPipe() throws Exception {
        makeRegion();
        Path pipe = namedPipe();
        // Held open for both, as the launcher holds it: what is written to a pipe that nobody has
        // open yet is gone when its writer closes it.
        try (FileChannel launcher =
                FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertThat(run(agent -> false, "--ready-pipe", pipe.toString())).isZero();
            ByteBuffer line = ByteBuffer.allocate(100);
            launcher.read(line);
            assertThat(StandardCharsets.US_ASCII.decode(line.flip()).toString())
                    .isEqualTo("ready tracker\n");
        }
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLauncherThatHasGoneHoldsNobodyUp() throws Exception {
        makeRegion();
        assertThat(run(agent -> false, "--ready-pipe", namedPipe().toString())).isZero();
    }

    @Test
    void aPipeThatIsMissingIsNoReasonToStop() {
        makeRegion();
        Path missing = folder.resolve("missing");
        assertThat(run(agent -> agent.rounds < 3, "--ready-pipe", missing.toString())).isZero();
        assertThat(agents.getFirst().rounds).isEqualTo(3);
        assertThat(Files.exists(missing)).isFalse();
    }

    @Test
    void aFailureIsSeenInTheRow() {
        makeRegion();
        StageFailure failure = new StageFailure(ExitCode.HARDWARE, "camera has gone");
        assertThatThrownBy(
                        () ->
                                run(
                                        agent -> {
                                            throw failure;
                                        }))
                .isSameAs(failure);
        assertThat(agents.getFirst().closed).isTrue();
        assertThat(row(StageRowReader::activity)).isEqualTo(Activity.FAILED);
        assertThat(row(StageRowReader::activityText)).isEqualTo("camera has gone");
        assertThat(row(StageRowReader::lastError)).isEqualTo("camera has gone");
    }

    @Test
    void aBugWithoutAMessageIsSeenByItsName() {
        makeRegion();
        assertThatThrownBy(
                        () ->
                                run(
                                        agent -> {
                                            throw new IllegalStateException();
                                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(row(StageRowReader::lastError)).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void theNextHolderStillShowsTheLastError() {
        makeRegion();
        assertThatThrownBy(
                () ->
                        run(
                                agent -> {
                                    throw new StageFailure(ExitCode.FAILED, "first");
                                }));
        run(agent -> false);
        assertThat(row(StageRowReader::epoch)).isEqualTo(2);
        assertThat(row(StageRowReader::activity)).isEqualTo(Activity.STOPPED);
        assertThat(row(StageRowReader::lastError)).isEqualTo("first");
    }

    private FakeAgent cannotStart(StageContext context) {
        throw new StageFailure(ExitCode.MODEL, "cannot start on " + context.claim().role());
    }

    @Test
    void aStageThatMadeTheRegionAndCannotStartLeavesNothing() throws IOException {
        assertThatThrownBy(() -> runWith(this::cannotStart)).hasMessage("cannot start on TRACKER");
        assertThat(leftInFolder()).isEmpty();
    }

    @Test
    void aStageThatFoundTheRegionLeavesItWhenItCannotStart() throws IOException {
        makeRegion();
        assertThatThrownBy(() -> runWith(this::cannotStart)).hasMessage("cannot start on TRACKER");
        assertThat(leftInFolder()).containsExactly("region", "region.lock");
        assertThat(row(StageRowReader::activity)).isEqualTo(Activity.FAILED);
    }

    @Test
    void aStageThatHasWorkedLeavesTheRegionThatItMade() throws IOException {
        assertThatThrownBy(
                () ->
                        run(
                                agent -> {
                                    throw new StageFailure(ExitCode.FAILED, "later");
                                }));
        assertThat(leftInFolder()).containsExactly("region", "region.lock");
    }

    @Test
    void aRegionThatSomebodyElseUsesAlreadyIsNotRemoved() throws IOException {
        List<AutoCloseable> others = new ArrayList<>();
        assertThatThrownBy(
                () ->
                        runWith(
                                context -> {
                                    Region region = Region.attach(files, SECOND);
                                    others.add(region.claim(Role.CAPTURE));
                                    others.add(region);
                                    return cannotStart(context);
                                }));
        assertThat(leftInFolder()).containsExactly("region", "region.lock");
        for (AutoCloseable other : others) {
            close(other);
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRoleThatIsTakenIsRefusedAndItsHolderUntouched() {
        makeRegion();
        try (Region region = Region.attach(files, SECOND);
                RoleClaim holder = region.claim(Role.TRACKER)) {
            holder.row().activity(Activity.RUNNING, "first", System.nanoTime());
            assertThatThrownBy(() -> run(agent -> false))
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("cannot be tracker of region " + files.region())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(agents).isEmpty();
            assertThat(row(StageRowReader::epoch)).isEqualTo(1);
            assertThat(row(StageRowReader::activity)).isEqualTo(Activity.RUNNING);
        }
    }

    @Test
    void aFlagThatIsWrongMakesNothing() throws IOException {
        assertThatThrownBy(() -> run(agent -> false, "--attach-timeout", "-5"))
                .isInstanceOf(CommandLine.ParameterException.class);
        assertThatThrownBy(() -> run(agent -> false, "--slots", "5"))
                .isInstanceOf(CommandLine.ParameterException.class);
        assertThat(leftInFolder()).isEmpty();
    }

    /** Runs a stage whose first agent does something to the files, and which ends with its second. */
    private void runAcross(FakeAgent.Round mishap, String... flags) {
        assertThat(
                        run(
                                agent -> {
                                    if (agents.size() > 1) {
                                        return false;
                                    }
                                    if (agent.rounds == 1) {
                                        mishap.run(agent);
                                    }
                                    return true;
                                },
                                flags))
                .isZero();
        assertThat(agents).hasSize(2).allMatch(agent -> agent.closed);
    }

    @Test
    void anotherRegionUnderThePathIsAttachedTo() throws IOException {
        makeRegion();
        Path pipe = Files.createFile(folder.resolve("ready"));
        Geometry wider = new Geometry(8, 96, 64);
        runAcross(
                agent -> {
                    Files.delete(files.region());
                    RegionCreator.createIfMissing(files, wider, SECOND);
                    return true;
                },
                "--ready-pipe",
                pipe.toString());
        assertThat(agents.getLast().context.region().geometry()).isEqualTo(wider);
        assertThat(row(StageRowReader::epoch)).isEqualTo(1);
        assertThat(pipe).as("told once").hasContent("ready tracker\n");
    }

    @Test
    void aRegionThatWasRemovedIsMadeAgainInItsOldSize() {
        makeRegion();
        runAcross(agent -> Files.deleteIfExists(files.region()));
        try (Region region = Region.attach(files, SECOND)) {
            assertThat(region.geometry()).isEqualTo(SMALL);
            assertThat(region.isStoppedByLoss()).isTrue();
        }
    }

    @Test
    void aRegionThatWasCutShortIsNamedAndNotTouched() {
        makeRegion();
        assertThatThrownBy(
                        () ->
                                run(
                                        agent -> {
                                            try (FileChannel file =
                                                    FileChannel.open(
                                                            files.region(),
                                                            StandardOpenOption.WRITE)) {
                                                file.truncate(0);
                                            }
                                            return true;
                                        }))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining(files.region() + " was cut short by another program");
        assertThat(agents).hasSize(1).allMatch(agent -> agent.closed);
    }

    @Test
    void nobodyElseCanTakeTheRoleBetweenTwoRegions() throws InterruptedException {
        makeRegion();
        boolean[] free = new boolean[1];
        Thread watcher = Thread.ofPlatform().unstarted(() -> free[0] = seesARoleFree());
        run(
                agent -> {
                    if (agents.size() == 1 && agent.rounds == 1) {
                        watcher.start();
                    }
                    boolean more = agents.size() < 30;
                    stopping = !more;
                    return more ? Files.deleteIfExists(files.region()) : awaitEnd(watcher);
                });
        assertThat(agents).hasSize(30);
        assertThat(free[0]).isFalse();
    }

    private boolean seesARoleFree() {
        while (!stopping) {
            if (!RoleLock.isHeld(files, Role.TRACKER)) {
                return true;
            }
        }
        return false;
    }

    private static boolean awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Test
    void theRoleIsTakenAgainWhenItsLockFileIsAnotherOne() {
        makeRegion();
        boolean[] heldAgain = new boolean[1];
        runWith(
                context -> {
                    heldAgain[0] = RoleLock.isHeld(files, Role.TRACKER);
                    return new FakeAgent(
                            context,
                            agent -> {
                                if (agents.size() > 1) {
                                    return false;
                                }
                                if (agent.rounds == 1) {
                                    Files.delete(files.lock());
                                }
                                return true;
                            });
                });
        assertThat(agents).hasSize(2);
        assertThat(heldAgain[0]).isTrue();
        assertThat(row(StageRowReader::epoch)).isEqualTo(2);
    }
}
