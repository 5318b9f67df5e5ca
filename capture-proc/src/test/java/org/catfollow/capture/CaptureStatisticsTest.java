package org.catfollow.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.capture.pacing.Pacer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureStatisticsTest {
    private static final long START = 7_000_000_000L;
    private static final long MILLI = 1_000_000L;

    @Test
    void saysInOneLineWhatWasDone() {
        Pacer pacer = Pacer.atRate(10);
        pacer.start(START);
        CaptureStatistics statistics = new CaptureStatistics(START);
        for (int i = 0; i < 10; i++) {
            statistics.frame(pacer, START + i * 100L * MILLI + 20_000);
        }
        statistics.skipped(pacer, START + 1000 * MILLI, "b.jpg is empty");
        // Due at 1100 ms: two points are missed.
        statistics.frame(pacer, START + 1320 * MILLI);

        assertThat(statistics.summary(START + 1500 * MILLI))
                .isEqualTo(
                        "capture: 11 frames in 1.50 s (7.58 fps), 1 skipped, 2 late,"
                                + " jitter p50 0.02 ms p99 221.18 ms");
        assertThat(statistics.lastSkipReason()).isEqualTo("b.jpg is empty");
    }

    @Test
    void aSkippedPictureLetsItsTimePass() {
        Pacer pacer = Pacer.atRate(10);
        pacer.start(START);
        CaptureStatistics statistics = new CaptureStatistics(START);
        statistics.frame(pacer, START);
        statistics.skipped(pacer, START + 100 * MILLI, "gone");
        assertThat(pacer.dueNanos()).isEqualTo(START + 200 * MILLI);
        assertThat(statistics.late()).isZero();
    }

    @Test
    void measuresNoJitterWithoutARate() {
        CaptureStatistics statistics = new CaptureStatistics(START);
        Pacer pacer = Pacer.asFastAsPossible();
        pacer.start(START);
        statistics.frame(pacer, START);
        statistics.frame(pacer, START + 2 * MILLI);
        assertThat(statistics.summary(START + 4 * MILLI))
                .isEqualTo(
                        "capture: 2 frames in 0.00 s (500.00 fps), 0 skipped, 0 late,"
                                + " jitter not measured");
    }

    @Test
    void hasALineEvenWhenNothingWasDone() {
        assertThat(new CaptureStatistics(START).summary(START))
                .isEqualTo(
                        "capture: 0 frames in 0.00 s (0.00 fps), 0 skipped, 0 late,"
                                + " jitter not measured");
    }

    @Test
    void whatACameraLeavesOutIsToldByItsInstants() {
        CaptureStatistics statistics = new CaptureStatistics(START);
        long[] millis = {0, 100, 201, 500, 599};
        for (long at : millis) {
            statistics.frame(10, START + at * MILLI);
        }
        assertThat(statistics.droppedByCamera()).isEqualTo(2);
        assertThat(statistics.jitter().count()).isEqualTo(4);
        assertThat(statistics.jitter().quantileNanos(1)).isBetween(MILLI, 2 * MILLI);
        statistics.interrupted();
        statistics.frame(10, START + 9000 * MILLI);
        statistics.frame(10, START + 9100 * MILLI);
        assertThat(statistics.droppedByCamera()).isEqualTo(2);
        assertThat(statistics.summary(START + 9100 * MILLI))
                .startsWith("capture: 7 frames in 9.10 s")
                .endsWith(", 2 dropped by the camera, 1 interruptions");
    }

    @Test
    void aCameraThatPromisesNoRateDropsNothing() {
        CaptureStatistics statistics = new CaptureStatistics(START);
        statistics.frame(0, START);
        statistics.frame(0, START + 700 * MILLI);
        assertThat(statistics.droppedByCamera()).isZero();
        assertThat(statistics.jitter().count()).isZero();
    }

    @Test
    void theLastFiguresAreOneJsonObject(@TempDir Path folder) throws IOException {
        CaptureStatistics statistics = new CaptureStatistics(START);
        statistics.frame(10, START);
        statistics.frame(10, START + 100 * MILLI);
        Path file = Files.writeString(folder.resolve("stats.json"), "something older");
        StatisticsFile.write(file, "camera", statistics, START + 250 * MILLI);
        assertThat(Files.readString(file))
                .isEqualTo(
                        "{\"source\":\"camera\",\"seconds\":0.25,\"frames\":2,"
                                + "\"framesPerSecond\":10.0,\"skipped\":0,\"lastSkipReason\":\"\","
                                + "\"late\":0,\"droppedByCamera\":0,\"interruptions\":0,"
                                + "\"jitterMillis\":{\"count\":1,\"p50\":0.0,\"p99\":0.0,"
                                + "\"max\":0.0}}\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
}
