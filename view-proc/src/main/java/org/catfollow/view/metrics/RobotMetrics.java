package org.catfollow.view.metrics;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.Latency;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.TrackState;

/** The robot's metrics out of one look. Counters begin anew when their stage is started again. */
final class RobotMetrics {
    private final PrometheusText out;
    private final RegionReport report;

    RobotMetrics(PrometheusText out, RegionReport report) {
        this.out = out;
        this.report = report;
    }

    void write() {
        stages();
        counters();
        detector();
        tracking();
        report.control().ifPresent(this::control);
        report.pose().ifPresent(this::pose);
        report.sensors().ifPresent(this::sensors);
        report.guard().ifPresent(this::guard);
        report.latency().ifPresent(this::latency);
    }

    private void perStage(ToDoubleFunction<RegionReport.Stage> value) {
        for (RegionReport.Stage stage : report.stages()) {
            out.sample(value.applyAsDouble(stage), "stage", stage.role().stageName());
        }
    }

    private void stages() {
        out.gauge("cat_follow_stage_up", "Whether a process holds the stage's role.");
        perStage(stage -> stage.alive() ? 1 : 0);
        out.gauge("cat_follow_stage_hung", "Whether it lives without going round.");
        perStage(stage -> report.isHung(stage) ? 1 : 0);
        out.counter("cat_follow_stage_starts_total", "Times the role was taken on this region.");
        perStage(RegionReport.Stage::epoch);
        out.gauge("cat_follow_stage_heartbeat_age_seconds", "Since the stage last went round.");
        for (RegionReport.Stage stage : report.stages()) {
            if (stage.epoch() > 0) {
                double seconds = report.heartbeatAgeMillis(stage) / 1e3;
                out.sample(seconds, "stage", stage.role().stageName());
            }
        }
    }

    private void counters() {
        count(Counter.FRAMES, "frames", "Frames written, or worked on to the end.");
        count(
                Counter.DROPPED,
                "frames_dropped",
                "Frames left out: late, or a newer one was there.");
        count(
                Counter.TORN,
                "frames_torn",
                "Frames overwritten while used; the result is thrown away.");
        count(Counter.LAPPED, "frames_lapped", "Frames overwritten before they were used.");
        count(Counter.MISMATCHED, "mismatched", "Contents that contradict their id: must stay 0.");
        count(Counter.STALE, "stale", "Results that came too late, commands past their time.");
        count(Counter.ERRORS, "errors", "Mistakes survived.");
    }

    private void count(Counter counter, String name, String help) {
        out.counter("cat_follow_" + name + "_total", help);
        perStage(stage -> stage.count(counter));
    }

    private void detector() {
        RegionReport.Stage stage = report.stage(Role.DETECTOR);
        out.counter("cat_follow_detector_frames_skipped_total", "Frames left out by choice.");
        out.sample(stage.count(Counter.SKIPPED));
        out.counter(
                "cat_follow_detector_frames_gated_total", "Frames that gates kept from the model.");
        out.sample(stage.count(Counter.GATED));
        out.gauge(
                "cat_follow_detector_busy_ratio", "Part of the last second in which it computed.");
        out.sample(stage.count(Counter.BUSY_PERCENT) / 100.0);
        out.gauge("cat_follow_inference_seconds", "How long the newest inference took.");
        report.detections().ifPresent(found -> out.sample(found.inferenceNanos / 1e9));
        out.gauge("cat_follow_detections", "Boxes of the newest inference.");
        report.detections().ifPresent(found -> out.sample(found.count()));
        out.gauge("cat_follow_detections_age_seconds", "Age of the frame that they belong to.");
        report.detections().ifPresent(found -> out.sample(seconds(found.captureNanos)));
    }

    private void tracking() {
        out.gauge("cat_follow_tracks", "Tracks of the newest frame.");
        report.tracks().ifPresent(tracks -> out.sample(tracks.count()));
        report.track()
                .ifPresent(
                        track -> {
                            out.gauge(
                                    "cat_follow_track_age_seconds",
                                    "Age of the newest tracked frame.");
                            out.sample(seconds(track.captureNanos));
                            out.gauge("cat_follow_track_score", "How well the target's box fits.");
                            out.sample(track.score);
                            out.gauge("cat_follow_track_state", "1 for the state of the target.");
                            for (TrackState state : TrackState.values()) {
                                out.sample(state == track.state ? 1 : 0, "state", low(state));
                            }
                        });
    }

    private void control(ControlStatus status) {
        out.gauge("cat_follow_control_state", "1 for the state that control is in.");
        for (ControlState state : ControlState.values()) {
            out.sample(state == status.state ? 1 : 0, "state", low(state));
        }
        out.counter("cat_follow_control_transitions_total", "Changes of that state.");
        out.sample(status.transitions);
        out.gauge("cat_follow_speed_meters_per_second", "Commanded speed, negative backwards.");
        out.sample(status.speedMetresPerSecond);
        out.counter("cat_follow_stops_total", "Times STOP was pressed on this region.");
        out.sample(report.stopCount());
        out.gauge("cat_follow_stopped", "Whether STOP holds.");
        out.sample(report.stopCount() > report.resumedThrough() ? 1 : 0);
        out.gauge("cat_follow_guarded", "Whether the wheels would be stopped if control died.");
        out.sample(report.isGuarded() ? 1 : 0);
    }

    private void pose(Pose pose) {
        out.gauge("cat_follow_travelled_meters", "The way driven since the pose was declared.");
        out.sample(pose.travelledMetres);
        out.gauge("cat_follow_drift_meters", "How far off the place may be: one deviation.");
        out.sample(pose.driftMetres);
    }

    private void sensors(Sensors sensors) {
        if (sensors.batteryVolts > 0) {
            out.gauge("cat_follow_battery_volts", "Battery.");
            out.sample(sensors.batteryVolts);
        }
        if (sensors.distanceMetres >= 0) {
            out.gauge("cat_follow_distance_ahead_meters", "To what the ultrasonic sensor hears.");
            out.sample(sensors.distanceMetres);
        }
    }

    private void guard(GuardStatus guard) {
        out.counter("cat_follow_guard_trips_total", "Times the guard took the wheels.");
        out.sample(guard.trips);
        out.counter("cat_follow_guard_failures_total", "Times the wheels could not be told.");
        out.sample(guard.failures);
    }

    /** The sum is not kept by control: a histogram without one says no mean, and nothing untrue. */
    private void latency(Latency latency) {
        out.histogram(
                "cat_follow_capture_to_motion_seconds", "From a picture's capture to its motion.");
        long below = 0;
        for (int i = 0; i < Latency.BUCKETS; i++) {
            below += latency.buckets[i];
            double end =
                    i == Latency.BUCKETS - 1
                            ? Double.POSITIVE_INFINITY
                            : Latency.upperNanos(i) / 1e9;
            out.suffixed("_bucket", below, "le", PrometheusText.number(end));
        }
        // Not latency.count: the two must agree, and only these were added up.
        out.suffixed("_count", below);
    }

    private double seconds(long captureNanos) {
        return report.ageMillis(captureNanos) / 1e3;
    }

    private static String low(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
