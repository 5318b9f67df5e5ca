package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import org.catfollow.shm.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * No damage of a region's bytes or length makes a reader crash, hang or throw what it should not. The
 * child ends itself when one mutation hangs; the time here is for machines with much else to do.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class RegionHeaderFuzzTest {
    private static final long SEED = 20_261_121;

    private static String fuzz(String what) throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                ChildJvm child =
                        ChildJvm.start(
                                FuzzProgram.class,
                                List.of("-XX:-OmitStackTraceInFastThrow"),
                                what,
                                temporary.files().region().toString(),
                                Long.toString(SEED))) {
            String summary = child.line();
            int status = child.exitStatus();
            byte[] number = Files.readAllBytes(FuzzProgram.progressFile(temporary.files()));
            String where = what + " mutation " + ByteBuffer.wrap(number).getLong();
            assertThat(status).as("exit status at %s of seed %d", where, SEED).isZero();
            System.out.println(what + " of seed " + SEED + ": " + summary);
            return summary;
        }
    }

    private static long number(String summary, String name) {
        return Long.parseLong(summary.replaceAll(".*" + name + "=(\\d+).*", "$1"));
    }

    @Test
    void aDamagedHeaderIsRefusedInOneLineOrHarmless() throws IOException, InterruptedException {
        String summary = fuzz("header");
        assertThat(number(summary, "mutations")).isGreaterThan(25_000);
        // Each change of each byte, and more.
        assertThat(number(summary, "refused")).isGreaterThan(384 * HeaderFuzz.CHANGES);
        // Who made it and when, and whatever a fitting checksum says about nothing.
        assertThat(number(summary, "harmless")).isGreaterThan(100);
    }

    @Test
    void everyReaderOfDamagedContentGivesAnAnswer() throws IOException, InterruptedException {
        String summary = fuzz("content");
        assertThat(number(summary, "mutations")).isGreaterThanOrEqualTo(20_000);
        assertThat(number(summary, "refused")).isGreaterThan(5_000);
        assertThat(number(summary, "harmless")).isGreaterThan(500);
    }
}
