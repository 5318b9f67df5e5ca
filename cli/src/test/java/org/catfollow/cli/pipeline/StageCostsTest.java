package org.catfollow.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageCostsTest {
    @TempDir Path folder;

    /** As JDK 25 prints it. */
    private static final String HEAP_INFO =
            """
            25860:
            DefNew     total 19648K, used 1383K [0x00000000fc000000, 0x00000000fd550000)
             eden space 17472K,   7% used [0x00000000fc000000, 0x00000000fc159cc8)
             from space 2176K,   0% used [0x00000000fd330000, 0x00000000fd330000)
            Tenured    total 43712K, used 2866K [0x00000000fd550000, 0x0000000100000000)
             the  space 43712K,   6% used [0x00000000fd550000, 0x00000000fd81cbf0)
            """;

    @Test
    void aHeapIsBothOfItsGenerations() {
        assertThat(StageCosts.usedBytes(HEAP_INFO)).isEqualTo((1383 + 2866) * 1024L);
    }

    @Test
    void anAnswerThatSaysNothingOfTheHeapIsNone() {
        assertThat(StageCosts.usedBytes("25860:\nUnable to open socket file")).isEqualTo(-1);
    }

    @Test
    void collectionsOutsideOfTheTimeDoNotCount() throws IOException {
        Path log = folder.resolve("1.gc");
        Files.writeString(
                log,
                """
                [100ns] Using Serial
                [200ns] GC(0) Pause Young (Allocation Failure) 18M->4M(61M) 1.909ms
                [300ns] GC(1) Pause Full (Allocation Failure) 43M->2M(61M) 26.303ms
                [400ns] GC(2) Pause Young (Allocation Failure) 40M->40M(61M) 0.218ms
                """);
        assertThat(StageCosts.pauses(log, 250, 350)).isEqualTo(1);
        assertThat(StageCosts.pauses(log, 0, 1000)).isEqualTo(3);
    }

    @Test
    void aProcessWithoutALogHadNone() {
        assertThat(StageCosts.pauses(folder.resolve("none.gc"), 0, Long.MAX_VALUE)).isZero();
    }

    /** That the log is where, and says when, as we take it to: with a JVM of our own. */
    @Test
    void aJvmThatCollectsIsCounted() throws Exception {
        long before = System.nanoTime();
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                StageCosts.jvmFlag(folder),
                                "-XX:+UseSerialGC",
                                "-Xmx16m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Collecting.class.getName())
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start();
        assertThat(jvm.waitFor()).isZero();
        Path log = folder.resolve(jvm.pid() + ".gc");
        assertThat(StageCosts.pauses(log, before, System.nanoTime())).isPositive();
        assertThat(StageCosts.pauses(log, 0, before)).isZero();
    }

    /** A program that asks for a collection. */
    static final class Collecting {
        private Collecting() {}

        public static void main(String[] arguments) {
            System.gc();
        }
    }
}
