package org.catfollow.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.RegionFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves behind is found, and what has grown. */
class AftermathTest {
    @TempDir private Path folder;
    private final Promises promises = new Promises(line -> {});
    private final Aftermath aftermath = new Aftermath(promises);

    private static Map<Role, ProcessCounts> counts(int controlDescriptors) {
        Map<Role, ProcessCounts> counts = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            int descriptors = role == Role.CONTROL ? controlDescriptors : 20;
            counts.put(role, new ProcessCounts(descriptors, 30, 4));
        }
        return counts;
    }

    @Test
    void seesOneDescriptorMore() {
        aftermath.countsAreEqual(counts(20), counts(20));
        assertThat(promises.allFailures()).isZero();
        aftermath.countsAreEqual(counts(20), counts(21));
        assertThat(promises.failures(Promise.NOTHING_GROWS)).isEqualTo(1);
        assertThat(promises.broken().getFirst().detail())
                .isEqualTo(
                        "control had 20 / 30 / 4 descriptors / mapped files / mapped regions, has"
                                + " 21 / 30 / 4");
    }

    @Test
    void seesAStageThatIsNotThereAnyMore() {
        Map<Role, ProcessCounts> after = counts(20);
        after.remove(Role.TRACKER);
        aftermath.countsAreEqual(counts(20), after);
        assertThat(promises.failures(Promise.NOTHING_GROWS)).isEqualTo(1);
    }

    @Test
    void seesAFileThatIsLeft() throws IOException {
        try (Arena arena = Arena.open(folder)) {
            RegionFiles files = RegionFiles.named(arena.folder(), "left");
            aftermath.nothingIsLeft("no process has this word", arena, files);
            assertThat(promises.allFailures()).as(promises.broken().toString()).isZero();
            Path foreign = Path.of(files.region() + ".foreign");
            Files.createFile(foreign);
            aftermath.nothingIsLeft("no process has this word", arena, files);
            assertThat(promises.failures(Promise.NOTHING_LEFT)).isEqualTo(1);
            Files.delete(foreign);
        }
    }

    @Test
    void seesAProcessThatIsLeft() throws Exception {
        String mark = folder.toString();
        ProcessBuilder left = new ProcessBuilder("cat");
        left.environment().put("MARK", mark);
        Process process = left.start();
        try (Arena arena = Arena.open(folder)) {
            RegionFiles files = RegionFiles.named(arena.folder(), "left");
            aftermath.nothingIsLeft(mark, arena, files);
        } finally {
            process.getOutputStream().close();
        }
        process.waitFor();
        assertThat(promises.failures(Promise.NOTHING_LEFT)).isEqualTo(1);
        assertThat(promises.broken().getFirst().detail())
                .isEqualTo("processes left: [" + process.pid() + "]");
    }
}
