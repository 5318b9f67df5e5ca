package org.catfollow.view.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Latency;
import org.catfollow.shm.slots.LatencyCell;
import org.catfollow.shm.slots.StateSlot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path folder;

    @Test
    void aRobotsFiguresKeepTheFormat() {
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 96, 64), SECOND);
        try (Region region = Region.attach(files, SECOND);
                RoleClaim capture = region.claim(Role.CAPTURE);
                RoleClaim control = region.claim(Role.CONTROL)) {
            capture.row().add(Counter.FRAMES, 1234);
            ControlStatus status = new ControlStatus();
            status.state = ControlState.TRACK;
            status.speedMetresPerSecond = -0.125f;
            status.transitions = 7;
            control.stateWriter(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC).write(status);
            Latency latency = new Latency();
            latency.buckets[0] = 3;
            latency.buckets[10] = 2;
            latency.buckets[Latency.BUCKETS - 1] = 1;
            latency.count = 6;
            control.stateWriter(StateSlot.LATENCY, LatencyCell.CODEC).write(latency);
            region.stopLatch().press(1, System.nanoTime());
            ExpositionFormat format =
                    ExpositionFormat.of(
                            Metrics.text(
                                    Optional.of(RegionReport.of(region)), new ViewCounters(), 3));
            assertThat(format.value("cat_follow_region_attached")).isEqualTo(1);
            assertThat(format.value("cat_follow_frames_total{stage=\"capture\"}")).isEqualTo(1234);
            assertThat(format.value("cat_follow_stage_up{stage=\"tracker\"}")).isZero();
            assertThat(format.has("cat_follow_stage_heartbeat_age_seconds{stage=\"tracker\"}"))
                    .isFalse();
            assertThat(format.value("cat_follow_control_state{state=\"track\"}")).isEqualTo(1);
            assertThat(format.value("cat_follow_control_state{state=\"idle\"}")).isZero();
            assertThat(format.value("cat_follow_speed_meters_per_second")).isEqualTo(-0.125);
            assertThat(format.value("cat_follow_stops_total")).isEqualTo(1);
            assertThat(format.value("cat_follow_stopped")).isEqualTo(1);
            assertThat(format.value("cat_follow_capture_to_motion_seconds_bucket{le=\"0.0005\"}"))
                    .isEqualTo(3);
            assertThat(format.value("cat_follow_capture_to_motion_seconds_count")).isEqualTo(6);
            assertThat(format.value("cat_follow_view_viewers")).isEqualTo(3);
        }
    }

    @Test
    void withoutARobotOnlyTheViewsOwnAreThere() {
        ViewCounters counters = new ViewCounters();
        counters.encodeNanos.add(1_500_000_000);
        counters.refused(ViewCounters.Refusal.TOKEN).increment();
        ExpositionFormat format = ExpositionFormat.of(Metrics.text(Optional.empty(), counters, 0));
        assertThat(format.value("cat_follow_region_attached")).isZero();
        assertThat(format.value("cat_follow_view_encode_seconds_total")).isEqualTo(1.5);
        assertThat(format.value("cat_follow_view_requests_refused_total{reason=\"token\"}"))
                .isEqualTo(1);
        assertThat(format.has("cat_follow_stage_up{stage=\"capture\"}")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-3, -3",
        "0.1, 0.1",
        "1234567890123, 1234567890123",
        "0.000594604, 0.000594604",
        "-0.125, -0.125",
        "1e-10, 1e-10",
        "1e-7, 1e-07"
    })
    void writesNumbersAsPrometheusReadsThem(double value, String text) {
        assertThat(Double.parseDouble(PrometheusText.number(value))).isEqualTo(value);
        assertThat(PrometheusText.number(value).length()).isLessThanOrEqualTo(text.length() + 10);
    }

    @Test
    void writesNoPointWithNothingBehindIt() {
        assertThat(PrometheusText.number(2.00000000001)).isEqualTo("2");
    }

    @Test
    void escapesLabels() {
        PrometheusText out = new PrometheusText();
        out.gauge("cat_follow_x", "Help with \\ and\nline.");
        out.sample(1, "name", "a\"b\\c\nd");
        ExpositionFormat.of(out.toString());
        assertThat(out.toString()).contains("{name=\"a\\\"b\\\\c\\nd\"} 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# HELP cat_follow_a A.\n# TYPE cat_follow_a counter\ncat_follow_a 1\n",
                "# HELP cat_follow_a_ms A.\n# TYPE cat_follow_a_ms gauge\ncat_follow_a_ms 1\n",
                "# HELP cat_follow_a A.\n# TYPE cat_follow_a gauge\ncat_follow_a one\n",
                "# HELP cat_follow_a A.\n# TYPE cat_follow_a gauge\ncat_follow_a 1\ncat_follow_a 1\n",
                "cat_follow_a{b=c} 1\n"
            })
    void theStrictReaderRefusesWhatIsNotTheFormat(String text) {
        assertThatThrownBy(() -> ExpositionFormat.of(text)).isInstanceOf(AssertionError.class);
    }
}
