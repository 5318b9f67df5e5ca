package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.systemtests.Launched.Outcome;
import org.junit.jupiter.api.Test;

/** The chaos command itself: a short run, and one in which a promise is broken for it to find. */
class ChaosIT {
    private static final Pattern REGION = Pattern.compile("region ([^,]+),");

    private static final Pattern LOGS = Pattern.compile(", logs (\\S+)");

    /** A run wants a stage that hangs to be replaced within 20 s. */
    private final Instance instance =
            new Instance("chaos", Map.of("CAT_FOLLOW_HANG_SECONDS", "15"));

    private Launched chaos(String... words) {
        return instance.start(List.of(), "cat-follow", words);
    }

    @Test
    void aRobotThatIsKilledStoppedAndStarvedKeepsItsPromises() {
        Launched chaos = chaos("chaos", "--minutes", "0.2", "--seed", "7", "--rate", "1.5");
        Outcome outcome = chaos.finish();
        assertThat(outcome.out()).contains("seed 7: 0 broken promises").contains("SIGKILL");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        instance.assertNothingLeft();
    }

    @Test
    void aDeathWithoutACauseIsABrokenPromise() throws IOException {
        Launched chaos = chaos("chaos", "--minutes", "0.1", "--seed", "7", "--only", "SENDER");
        Await.until(
                () -> "the run to begin: " + chaos.printed() + chaos.errors(),
                Await.PATIENCE,
                () -> REGION.matcher(chaos.printed()).find());
        Matcher region = REGION.matcher(chaos.printed());
        assertThat(region.find()).isTrue();
        RegionFiles files = new RegionFiles(Path.of(region.group(1)));
        long pid = awaitPid(files);
        Instance.signal("KILL", pid);
        Outcome outcome = chaos.finish();
        assertThat(outcome.out())
                .contains(
                        "a stage that was left alone keeps its process: tracker was process "
                                + pid);
        assertThat(outcome.code()).isEqualTo(1);
        instance.assertNothingLeft();
        removeLogs(outcome);
    }

    /** Once the run presses STOP: it does not before its observer has seen every stage. */
    private static long awaitPid(RegionFiles files) {
        try (Region region = Region.attach(files, Await.PATIENCE)) {
            Await.until("the run's own STOP", () -> region.stopLatch().count() > 0);
            return region.stageRow(Role.TRACKER).pid();
        }
    }

    /** They are kept where a promise was broken. */
    private static void removeLogs(Outcome outcome) throws IOException {
        Matcher logs = LOGS.matcher(outcome.out());
        assertThat(logs.find()).isTrue();
        Path folder = Path.of(logs.group(1));
        assertThat(folder.resolve("tracker.log")).exists();
        // They lie below the instance's name, in a folder of the run's own.
        Path state = folder.getParent().getParent();
        assertThat(state.getFileName().toString()).startsWith("cat-follow-chaos-state-");
        Distribution.remove(state);
    }

    @Test
    void aWrongFlagIsOneLine() {
        for (Map.Entry<String, String> flag :
                Map.of("--minutes", "0", "--rate", "-1", "--only", "EARTHQUAKE").entrySet()) {
            Outcome outcome = chaos("chaos", flag.getKey(), flag.getValue()).finish();
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.onlyErrorLine()).contains(flag.getKey());
        }
    }
}
