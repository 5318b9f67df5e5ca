package org.catfollow.cli;

import static org.catfollow.cli.TextReport.age;
import static org.catfollow.cli.TextReport.line;

import java.util.Locale;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.runtime.report.SensorWords;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.Latency;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SpeedLimit;

/** The lines of {@link TextReport} about the car: limit, sensors, guard, latency, pose. */
final class MotionLines {
    /** From few to many; letters that every terminal has. */
    private static final String BARS = ".:-=+*#@";

    private MotionLines() {}

    static void append(StringBuilder out, RegionReport report) {
        report.control().ifPresent(status -> limit(out, status));
        report.sensors().ifPresent(sensors -> sensors(out, sensors, report));
        guard(out, report);
        report.latency().ifPresent(latency -> latency(out, latency));
        report.pose().ifPresent(pose -> pose(out, pose));
    }

    private static void limit(StringBuilder out, ControlStatus status) {
        if (status.limit != SpeedLimit.NONE) {
            line(out, "limited   %s (%s)", status.limit, status.limit.meaning());
        }
    }

    /** What the car has no sensor for is left out. */
    private static void sensors(StringBuilder out, Sensors sensors, RegionReport report) {
        StringBuilder text = new StringBuilder();
        if (sensors.echo != EchoState.NONE) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  ahead %s%s",
                            SensorWords.distance(sensors),
                            asOf(sensors.distanceNanos, report)));
        }
        if (sensors.floor != FloorState.NONE) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  floor %s %d %d %d%s",
                            sensors.floor,
                            sensors.grayscale[0],
                            sensors.grayscale[1],
                            sensors.grayscale[2],
                            asOf(sensors.grayscaleNanos, report)));
        }
        if (sensors.battery != BatteryState.NONE) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  battery %s%s",
                            SensorWords.battery(sensors),
                            asOf(sensors.batteryNanos, report)));
        }
        if (!text.isEmpty()) {
            line(out, "sensors %s", text);
        }
    }

    private static String asOf(long nanos, RegionReport report) {
        return nanos == 0 ? " (never)" : " (" + age(report.ageMillis(nanos)) + " old)";
    }

    private static void guard(StringBuilder out, RegionReport report) {
        report.guard().ifPresent(guard -> guard(out, guard, report));
        if (report.stage(Role.CONTROL).alive() && !report.isGuarded()) {
            boolean failing =
                    report.guard().filter(guard -> guard.state == GuardState.FAILING).isPresent();
            line(
                    out,
                    "NO GUARD  %s: nobody would stop the wheels if control died; see"
                            + " docs/troubleshooting.md",
                    failing ? "it cannot reach the wheels" : "none is at work");
        }
    }

    private static void guard(StringBuilder out, GuardStatus guard, RegionReport report) {
        String last =
                guard.lastTripNanos == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", last %s ago: %s",
                                age(report.ageMillis(guard.lastTripNanos)),
                                guard.reason.meaning());
        line(
                out,
                "guard     %s (%s, %s old)  trips %d%s%s",
                guard.state,
                guard.state.meaning(),
                age(report.ageMillis(guard.nanos)),
                guard.trips,
                last,
                guard.failures == 0 ? "" : "  failures " + guard.failures);
    }

    private static void latency(StringBuilder out, Latency latency) {
        if (latency.count == 0) {
            return;
        }
        line(
                out,
                "latency   capture to motion p50 %.1f ms  p99 %.1f ms  max %.1f ms  (%d pictures)",
                latency.p50Nanos / 1e6,
                latency.p99Nanos / 1e6,
                latency.maxNanos / 1e6,
                latency.count);
        String bars = bars(latency.buckets);
        if (!bars.isEmpty()) {
            line(out, "          %s", bars);
        }
    }

    /**
     * Returns a letter a bucket, from the first that holds something to the last, between their ends in
     * milliseconds; the fuller, the darker. Empty when none holds any.
     */
    static String bars(long[] buckets) {
        int first = 0;
        while (first < buckets.length && buckets[first] == 0) {
            first++;
        }
        if (first == buckets.length) {
            return "";
        }
        int last = buckets.length - 1;
        while (buckets[last] == 0) {
            last--;
        }
        long most = 1;
        for (long count : buckets) {
            most = Math.max(most, count);
        }
        StringBuilder bars = new StringBuilder();
        for (int i = first; i <= last; i++) {
            bars.append(bar(buckets[i], most));
        }
        String from = first == 0 ? "0" : millis(Latency.upperNanos(first - 1));
        String to = last == buckets.length - 1 ? "more" : millis(Latency.upperNanos(last));
        return from + " |" + bars + "| " + to + " ms";
    }

    private static char bar(long count, long most) {
        int height = (int) Math.ceil((double) count / most * BARS.length());
        return height <= 0 ? ' ' : BARS.charAt(Math.min(height, BARS.length()) - 1);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    private static void pose(StringBuilder out, Pose pose) {
        line(
                out,
                "pose      x %.2f m  y %.2f m  heading %.1f degrees  +- %.2f m, %.1f degrees after %.1f"
                        + " m",
                pose.xMetres,
                pose.yMetres,
                pose.headingDegrees,
                pose.driftMetres,
                pose.driftDegrees,
                pose.travelledMetres);
    }
}
