package org.catfollow.runtime.report;

import static org.catfollow.runtime.report.JsonReport.rounded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.Latency;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Sensors;

/** The part of {@link JsonReport} that is about the car. Ages are -1 for what never was. */
public final class MotionJson {
    private MotionJson() {}

    /** Returns where the robot believes it is. */
    public static JsonObject pose(Pose pose) {
        JsonObject json = new JsonObject();
        json.addProperty("xMetres", pose.xMetres);
        json.addProperty("yMetres", pose.yMetres);
        json.addProperty("headingDegrees", pose.headingDegrees);
        json.addProperty("travelledMetres", pose.travelledMetres);
        json.addProperty("driftMetres", pose.driftMetres);
        json.addProperty("driftDegrees", pose.driftDegrees);
        return json;
    }

    static JsonObject sensors(Sensors sensors, RegionReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("ageMillis", age(sensors.nanos, report));
        json.addProperty("echo", sensors.echo.name());
        json.addProperty("distanceMetres", sensors.distanceMetres);
        json.addProperty("distanceAgeMillis", age(sensors.distanceNanos, report));
        json.addProperty("floor", sensors.floor.name());
        JsonArray grayscale = new JsonArray();
        for (int reading : sensors.grayscale) {
            grayscale.add(reading);
        }
        json.add("grayscale", grayscale);
        json.addProperty("grayscaleAgeMillis", age(sensors.grayscaleNanos, report));
        json.addProperty("battery", sensors.battery.name());
        json.addProperty("batteryVolts", sensors.batteryVolts);
        json.addProperty("batteryAgeMillis", age(sensors.batteryNanos, report));
        return json;
    }

    static JsonObject latency(Latency latency, RegionReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("ageMillis", age(latency.nanos, report));
        json.addProperty("count", latency.count);
        json.addProperty("p50Millis", rounded(latency.p50Nanos / 1e6));
        json.addProperty("p99Millis", rounded(latency.p99Nanos / 1e6));
        json.addProperty("maxMillis", rounded(latency.maxNanos / 1e6));
        JsonArray buckets = new JsonArray();
        for (int i = 0; i < Latency.BUCKETS; i++) {
            JsonObject bucket = new JsonObject();
            // The last has no end, which JSON has no number for.
            if (i < Latency.BUCKETS - 1) {
                bucket.addProperty("toMillis", rounded(Latency.upperNanos(i) / 1e6));
            }
            bucket.addProperty("count", latency.buckets[i]);
            buckets.add(bucket);
        }
        json.add("buckets", buckets);
        return json;
    }

    static JsonObject guard(GuardStatus guard, RegionReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("state", guard.state.name());
        json.addProperty("ageMillis", age(guard.nanos, report));
        json.addProperty("controlPid", guard.controlPid);
        json.addProperty("trips", guard.trips);
        json.addProperty("reason", guard.reason.name());
        json.addProperty("lastTripAgeMillis", age(guard.lastTripNanos, report));
        json.addProperty("lastZeroAgeMillis", age(guard.lastZeroNanos, report));
        json.addProperty("failures", guard.failures);
        return json;
    }

    private static double age(long nanos, RegionReport report) {
        return nanos == 0 ? -1 : rounded(report.ageMillis(nanos));
    }
}
