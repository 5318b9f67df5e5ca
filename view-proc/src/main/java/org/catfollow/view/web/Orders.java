package org.catfollow.view.web;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.sending.CommandDelivery;
import org.catfollow.runtime.sending.StopPress;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.view.live.LiveRegion;
import org.catfollow.view.metrics.ViewCounters;

/** STOP and commands: what a person with the token tells the robot. Any thread; may wait for control. */
final class Orders {
    /** No floor is larger; control refuses more too. */
    private static final double FURTHEST_METRES = 100;

    private static final double FASTEST = 5;
    private static final double WIDEST_DEGREES = 180;
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(2);

    /** Driving by hand ends with the finger: a word lives for three sendings. */
    private static final Duration LEASE = Duration.ofMillis(500);

    /** Who drives by a picture older than this drives blind, or sent the word long ago. */
    private static final double BLIND_SECONDS = 3;

    private final LiveRegion live;
    private final ViewCounters counters;

    Orders(LiveRegion live, ViewCounters counters) {
        this.live = live;
        this.counters = counters;
    }

    /**
     * Presses STOP, behind nothing and nobody; in the next region too, where this one is being replaced.
     *
     * @return what to say
     * @throws StageFailure where there is no region
     */
    String stop() {
        counters.stops.increment();
        long count = 0;
        try (LiveRegion.Lease lease = live.lease().orElse(null)) {
            if (lease != null) {
                count = StopPress.in(lease.region());
            }
        }
        while (count == 0) {
            // Not in the same one again: until the main thread lets go of it, a second may pass.
            count = inAnother();
        }
        return "stopped (stop " + count + ")";
    }

    private long inAnother() {
        // The region is just being replaced, or there is none: then nothing drives.
        try (Region region = Region.attach(live.files(), Duration.ofSeconds(2))) {
            return StopPress.in(region);
        } catch (RegionException e) {
            throw new StageFailure(ExitCode.REGION, "there is no robot to stop: " + e.getMessage());
        }
    }

    /**
     * Obeys the body of a request.
     *
     * @return what to say
     * @throws IllegalArgumentException where it makes no sense
     * @throws StageFailure where it was not sent or not taken
     */
    String command(byte[] body) {
        JsonObject order = parse(body);
        Command command = new Command();
        Duration timeToLive = TIME_TO_LIVE;
        String word = text(order);
        switch (word) {
            case "stop" -> {
                return stop();
            }
            case "resume" -> {
                command.kind = CommandKind.RESUME;
                command.stopCount = seenStops(order);
            }
            case "go-home" -> command.kind = CommandKind.GO_HOME;
            case "cat-location" -> {
                command.kind = CommandKind.CAT_LOCATION;
                command.x = wanted(order, "x", FURTHEST_METRES);
                command.y = wanted(order, "y", FURTHEST_METRES);
            }
            case "manual" -> {
                command.kind = CommandKind.MANUAL;
                command.speedMetresPerSecond = number(order, "speed", FASTEST);
                command.steeringDegrees = number(order, "steering", WIDEST_DEGREES);
                command.panDegrees = number(order, "pan", WIDEST_DEGREES);
                command.tiltDegrees = number(order, "tilt", WIDEST_DEGREES);
                refuseBlind(order);
                timeToLive = LEASE;
            }
            default ->
                    throw new IllegalArgumentException(
                            "command is stop, resume, go-home, cat-location or manual");
        }
        return deliver(command, timeToLive);
    }

    private String deliver(Command command, Duration timeToLive) {
        try (LiveRegion.Lease lease = live.lease().orElse(null)) {
            if (lease == null) {
                throw new StageFailure(ExitCode.REGION, "there is no robot: " + live.why());
            }
            if (command.kind == CommandKind.RESUME && command.stopCount < 0) {
                command.stopCount = lease.region().stopLatch().count();
            }
            long sequence = CommandDelivery.deliver(lease.region(), command, timeToLive);
            counters.commandsTaken.increment();
            return "taken: " + command.kind + " (command " + sequence + ")";
        } catch (StageFailure | RegionException e) {
            counters.commandsFailed.increment();
            throw e;
        }
    }

    private static JsonObject parse(byte[] body) {
        try {
            JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException | IllegalStateException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "a JSON object is wanted, such as {\"command\":\"resume\"}");
    }

    private static String text(JsonObject order) {
        JsonElement word = order.get("command");
        return word != null && word.isJsonPrimitive() ? word.getAsString() : "";
    }

    /** What the person saw when they pressed: a STOP since then holds. Minus one where nobody says. */
    private static long seenStops(JsonObject order) {
        return order.has("stopCount") ? (long) number(order, "stopCount", 1e15) : -1;
    }

    /**
     * A word that a bad network has kept moves nothing: it carries the capture time of the picture that
     * was seen, in seconds of this machine's clock, as the stream's {@code X-Timestamp} gives it.
     */
    private static void refuseBlind(JsonObject order) {
        if (!order.has("seen")) {
            return;
        }
        double age = System.nanoTime() / 1e9 - number(order, "seen", 1e12);
        // Before a restart of the machine the clock was another: such a picture is of the future.
        if (Math.abs(age) > BLIND_SECONDS) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    String.format(
                            Locale.ROOT,
                            "nothing sent: the picture that it is driven by is %.0f s old",
                            Math.abs(age)));
        }
    }

    private static double wanted(JsonObject order, String name, double most) {
        if (!order.has(name)) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return number(order, name, most);
    }

    private static double number(JsonObject order, String name, double most) {
        JsonElement element = order.get(name);
        double value = 0;
        if (element != null) {
            try {
                value = element.getAsDouble();
            } catch (RuntimeException e) {
                value = Double.NaN;
            }
        }
        if (!(Math.abs(value) <= most)) {
            throw new IllegalArgumentException(
                    name + " must be a number from -" + most + " to " + most);
        }
        return value;
    }
}
