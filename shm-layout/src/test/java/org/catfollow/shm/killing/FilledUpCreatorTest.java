package org.catfollow.shm.killing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.catfollow.shm.ChildProgram;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.TemporaryRegion;
import org.catfollow.shm.region.TmpfsMount;
import org.junit.jupiter.api.Test;

/** The file system is filled up by others between a creator's look at the space and its taking it. */
class FilledUpCreatorTest {
    private static final Step ALLOCATE = new Step("Libc.allocate", "MethodHandle.invokeExact");

    /** Writes until there is no room. */
    private static void fillUp(Path file) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void isRefusedWithMegabytesAndNothingIsLeft() throws IOException, InterruptedException {
        try (TemporaryRegion counting = TemporaryRegion.none();
                TemporaryRegion temporary = TemporaryRegion.none();
                TmpfsMount mount = TmpfsMount.in(temporary.folder(), "size=4m");
                SteppedJvm jvm = SteppedJvm.start()) {
            String elsewhere = counting.files().region().toString();
            jvm.prepare("create", elsewhere);
            List<Step> steps = jvm.runToEnd(elsewhere);
            assertThat(jvm.answer()).isEqualTo("made");
            RegionFiles files = new RegionFiles(mount.folder().resolve("region"));
            String region = files.region().toString();
            jvm.prepare("create", region);
            jvm.runTo(Map.of(region, steps.indexOf(ALLOCATE)));
            assertThat(Files.exists(files.temporary())).isTrue();
            Path filler = mount.folder().resolve("filler");
            fillUp(filler);
            assertThat(jvm.goOn(region))
                    .startsWith("cannot create region " + region)
                    .contains("needs 1 MB, has 0 MB at " + mount.folder());
            assertThat(filesIn(mount.folder())).containsExactly(filler);
            Files.delete(filler);
            assertThat(
                            RegionCreator.createIfMissing(
                                    files, ChildProgram.SMALL, Duration.ofSeconds(5)))
                    .isTrue();
        }
    }
}
