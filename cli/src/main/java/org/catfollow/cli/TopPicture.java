package org.catfollow.cli;

import static org.catfollow.cli.TextReport.age;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.catfollow.cli.watching.ProcessUsage;
import org.catfollow.cli.watching.Rhythm;
import org.catfollow.cli.watching.Sampler;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.runtime.report.SensorWords;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.SpeedLimit;

/** What {@code top} shows, as lines of 80 letters and 24 of them at most unless something is wrong. */
final class TopPicture {
    private static final String ROW = "%-9s %-8s %7s %6s %6s %6s %5s %6s %5s %5s %6s";

    private final RegionReport report;
    private final Sampler sampler;
    private final ProcessUsage usage;
    private final List<String> lines = new ArrayList<>();

    private TopPicture(RegionReport report, Sampler sampler, ProcessUsage usage) {
        this.report = report;
        this.sampler = sampler;
        this.usage = usage;
    }

    /** Draws; asks {@code usage}, which measures since it was asked last. */
    static List<String> of(RegionReport report, Sampler sampler, ProcessUsage usage, String head) {
        TopPicture picture = new TopPicture(report, sampler, usage);
        picture.add("%s  %s", head, report.path());
        picture.stop();
        picture.add("");
        picture.stages();
        picture.add("");
        picture.target();
        picture.control();
        picture.sensors();
        picture.guard();
        picture.latency();
        picture.errors();
        return picture.lines;
    }

    private void add(String format, Object... arguments) {
        lines.add(
                arguments.length == 0
                        ? format
                        : String.format(Locale.ROOT, format, arguments).stripTrailing());
    }

    private void stop() {
        if (report.stopCount() > report.resumedThrough()) {
            add(
                    "STOP      %s",
                    report.stoppedByLoss()
                            ? "the region was lost and made anew; r resumes"
                            : "pressed; r resumes");
        }
    }

    private void stages() {
        add(
                ROW, "stage", "state", "pid", "rate", "p50ms", "p99ms", "cpu%", "mem MB", "epoch",
                "beat", "lost");
        double cpu = 0;
        double memory = 0;
        for (RegionReport.Stage stage : report.stages()) {
            boolean alive = stage.alive() && stage.pid() != 0;
            double percent = alive ? usage.processorPercent(stage.pid(), report.nowNanos()) : -1;
            double megabytes = alive ? memory(stage.pid()) : -1;
            cpu += Math.max(0, percent);
            memory += Math.max(0, megabytes);
            Rhythm rhythm = rhythm(stage.role());
            long lost =
                    stage.count(Counter.DROPPED)
                            + stage.count(Counter.LAPPED)
                            + stage.count(Counter.TORN);
            add(
                    ROW,
                    stage.role().stageName(),
                    TextReport.stateOf(stage, report),
                    stage.pid() == 0 ? "-" : stage.pid(),
                    alive ? rate(rhythm, stage) : "-",
                    millis(alive && rhythm != null ? rhythm.ageNanos(0.5) : -1),
                    millis(alive && rhythm != null ? rhythm.ageNanos(0.99) : -1),
                    figure(percent, "%.1f"),
                    figure(megabytes, "%.0f"),
                    stage.epoch(),
                    age(report.heartbeatAgeMillis(stage)),
                    lost);
        }
        add(
                ROW,
                "all",
                "",
                "",
                "",
                "",
                "",
                figure(cpu, "%.1f"),
                figure(memory, "%.0f"),
                "",
                "",
                "");
    }

    /** Its share where it may be asked; of another user's process only the whole is known. */
    private double memory(long pid) {
        double share = usage.proportionalMegabytes(pid);
        return share >= 0 ? share : usage.residentMegabytes(pid);
    }

    private Rhythm rhythm(Role role) {
        for (Sampler.Kind kind : Sampler.Kind.values()) {
            if (kind.name().equals(role.name())) {
                return sampler.rhythm(kind);
            }
        }
        return null;
    }

    private static String rate(Rhythm rhythm, RegionReport.Stage stage) {
        boolean measured = rhythm != null && rhythm.window() > 1;
        return figure(measured ? rhythm.perSecond() : stage.framesPerSecond(), "%.1f");
    }

    private static String millis(long nanos) {
        return nanos < 0 ? "-" : figure(nanos / 1e6, "%.1f");
    }

    private static String figure(double value, String format) {
        return value < 0 ? "-" : String.format(Locale.ROOT, format, value);
    }

    private void target() {
        report.detections()
                .ifPresent(
                        found ->
                                add(
                                        "detected  %d %s, %s old, inference %.1f ms%s",
                                        found.count(),
                                        found.count() == 1 ? "box" : "boxes",
                                        age(report.ageMillis(found.captureNanos)),
                                        found.inferenceNanos / 1e6,
                                        found.count() == 0
                                                ? ""
                                                : String.format(
                                                        Locale.ROOT,
                                                        ": %s %.2f",
                                                        found.label(0),
                                                        found.score(0))));
        report.track()
                .ifPresent(
                        track ->
                                add(
                                        "target    #%d %s (%s)  score %.2f  %.0fx%.0f at %.0f,%.0f",
                                        track.trackId,
                                        track.state,
                                        track.reason,
                                        track.score,
                                        track.width,
                                        track.height,
                                        track.x,
                                        track.y));
    }

    private void control() {
        report.control()
                .ifPresent(
                        status -> {
                            add(
                                    "control   %s (%s, for %s)%s",
                                    status.state,
                                    status.reason,
                                    age(report.ageMillis(status.stateSinceNanos)),
                                    status.limit == SpeedLimit.NONE
                                            ? ""
                                            : "  limited: " + status.limit);
                            add(
                                    "motion    speed %.2f m/s  steering %.1f  pan %.1f  tilt %.1f degrees",
                                    status.speedMetresPerSecond,
                                    status.steeringDegrees,
                                    status.panDegrees,
                                    status.tiltDegrees);
                        });
        report.pose()
                .ifPresent(
                        pose ->
                                add(
                                        "pose      x %.2f m  y %.2f m  heading %.1f  travelled %.1f m",
                                        pose.xMetres,
                                        pose.yMetres,
                                        pose.headingDegrees,
                                        pose.travelledMetres));
    }

    private void sensors() {
        report.sensors()
                .ifPresent(
                        sensors -> {
                            String battery =
                                    sensors.battery == BatteryState.NONE
                                            ? "battery -"
                                            : "battery " + SensorWords.battery(sensors);
                            String ahead =
                                    sensors.echo == EchoState.NONE
                                            ? "ahead -"
                                            : "ahead " + SensorWords.distance(sensors);
                            String floor =
                                    sensors.floor == FloorState.NONE
                                            ? "floor -"
                                            : "floor " + sensors.floor;
                            add("sensors   %s  %s  %s", ahead, floor, battery);
                        });
    }

    private void guard() {
        report.guard().ifPresent(guard -> add("guard     %s  trips %d", guard.state, guard.trips));
        if (report.stage(Role.CONTROL).alive() && !report.isGuarded()) {
            add("NO GUARD  nobody would stop the wheels if control died");
        }
    }

    private void latency() {
        report.latency()
                .filter(latency -> latency.count > 0)
                .ifPresent(
                        latency ->
                                add(
                                        "latency   capture to motion p50 %.1f ms  p99 %.1f ms  max %.1f ms",
                                        latency.p50Nanos / 1e6,
                                        latency.p99Nanos / 1e6,
                                        latency.maxNanos / 1e6));
    }

    private void errors() {
        for (RegionReport.Stage stage : report.stages()) {
            if (!stage.lastError().isEmpty()) {
                add("error     %s: %s", stage.role().stageName(), stage.lastError());
            } else if (stage.alive() && !stage.activityText().isEmpty()) {
                add("note      %s: %s", stage.role().stageName(), stage.activityText());
            }
        }
    }
}
