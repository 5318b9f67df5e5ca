package org.catfollow.cli.drive;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.catfollow.shm.slots.SimulatedSensors;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.TruthKind;

/** The table of a series of drives, and the same as JSON. */
final class DriveReport {
    private static final String INDENT = "       ";
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final List<DriveFigures> drives;
    private final boolean cat;
    private final double minDistanceMetres;

    /**
     * Makes one.
     *
     * @param cat whether there was a cat to be followed
     * @param minDistanceMetres by which the drives were judged
     */
    DriveReport(List<DriveFigures> drives, boolean cat, double minDistanceMetres) {
        this.drives = List.copyOf(drives);
        this.cat = cat;
        this.minDistanceMetres = minDistanceMetres;
    }

    static String heading() {
        return String.format(
                "%6s %8s %8s %9s %7s %7s %9s %7s %9s %8s %7s %7s %7s %7s %14s %8s",
                "seed",
                "success",
                "sight",
                "centred",
                "error",
                "p95",
                "in sight",
                "held",
                "nearest",
                "touches",
                "slowed",
                "jerk",
                "steer",
                "on cat",
                "decoy",
                "nothing");
    }

    static String line(DriveFigures drive) {
        return String.format(
                Locale.ROOT,
                "%6d %8s %8s %9s %7s %7s %9s %7s %9s %8d %7s %7s %7s %7s %14s %8s",
                drive.seed(),
                success(drive),
                text(drive.firstSightSeconds(), "%.1f s", 1),
                text(drive.centredSeconds(), "%.1f s", 1),
                text(drive.meanError(), "%.1f %%", 100),
                text(drive.p95Error(), "%.1f %%", 100),
                text(drive.inPicture(), "%.0f %%", 100),
                text(drive.follow().heldSeconds(), "%.1f s", 1),
                text(drive.ride().safety().catDrivingMetres(), "%.2f m", 1),
                drive.ride().safety().ownTouches(),
                text(drive.ride().motion().slowed(), "%.0f %%", 100),
                text(drive.ride().motion().speedJerk(), "%.2f", 1),
                text(drive.ride().motion().steeringJerk(), "%.0f", 1),
                text(drive.follow().onCat(), "%.0f %%", 100),
                decoy(drive.follow()),
                text(drive.follow().longestNothingSeconds(), "%.1f s", 1));
    }

    /** Returns the lines below a drive's own: why it did not succeed, and its worst moments. */
    static List<String> reasons(DriveFigures drive) {
        if (drive.success()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(INDENT + "failed: " + String.join(", ", drive.failures()));
        drive.ride().moments().forEach(moment -> lines.add(INDENT + moment.line()));
        return lines;
    }

    private static String success(DriveFigures drive) {
        return drive.success() ? "yes" : drive.judged() ? "no" : "unknown";
    }

    private static String decoy(FollowFigures follow) {
        TruthKind kind = follow.longestDecoy();
        return kind == null ? "-" : name(kind) + text(follow.longestDecoySeconds(), " %.1f s", 1);
    }

    private static String name(TruthKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String text(double value, String format, double times) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value * times);
    }

    /**
     * The last lines of the table: how many succeeded, how many followed what they should not, and the
     * means of what came about.
     */
    String summary() {
        String followed =
                String.format(
                        Locale.ROOT,
                        "%d of %d drives succeeded %s; %d followed a decoy, %d something else",
                        successes(),
                        drives.size(),
                        cat ? "with the cat" : "without a cat",
                        count(FollowFigures::followedDecoy),
                        count(FollowFigures::followedNothing));
        String line = System.lineSeparator();
        return followed + line + (cat ? means() + line : "") + rides();
    }

    private String means() {
        return "means: first sight "
                + text(mean(DriveFigures::firstSightSeconds), "%.1f s", 1)
                + ", centred "
                + text(mean(DriveFigures::centredSeconds), "%.1f s", 1)
                + ", error "
                + text(mean(DriveFigures::meanError), "%.1f %%", 100)
                + ", p95 "
                + text(mean(DriveFigures::p95Error), "%.1f %%", 100)
                + " of the width";
    }

    private String rides() {
        double nearest =
                drives.stream()
                        .mapToDouble(drive -> drive.ride().safety().catDrivingMetres())
                        .filter(value -> !Double.isNaN(value))
                        .min()
                        .orElse(Double.NaN);
        return "means: slowed "
                + text(mean(drive -> drive.ride().motion().slowed()), "%.0f %%", 100)
                + " of the time, jerk "
                + text(mean(drive -> drive.ride().motion().speedJerk()), "%.2f m/s^3", 1)
                + ", steering "
                + text(mean(drive -> drive.ride().motion().steeringJerk()), "%.0f deg/s^2", 1)
                + "; touches of all "
                + touches()
                + (cat ? ", nearest of all " + text(nearest, "%.2f m", 1) : "");
    }

    private long touches() {
        return drives.stream().mapToLong(drive -> drive.ride().safety().ownTouches()).sum();
    }

    private long count(Predicate<FollowFigures> what) {
        return drives.stream().map(DriveFigures::follow).filter(what).count();
    }

    long successes() {
        return drives.stream().filter(DriveFigures::success).count();
    }

    private double mean(ToDoubleFunction<DriveFigures> figure) {
        return drives.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** Returns all figures; what never came about is left out. */
    String json() {
        JsonArray all = new JsonArray();
        for (DriveFigures drive : drives) {
            JsonObject one = new JsonObject();
            one.addProperty("seed", drive.seed());
            one.addProperty("frames", drive.frames());
            one.addProperty("judged", drive.judged());
            one.addProperty("success", drive.success());
            JsonArray failures = new JsonArray();
            drive.failures().forEach(failures::add);
            one.add("failures", failures);
            add(one, "firstSightSeconds", drive.firstSightSeconds());
            add(one, "centredSeconds", drive.centredSeconds());
            add(one, "meanError", drive.meanError());
            add(one, "p95Error", drive.p95Error());
            add(one, "inPicture", drive.inPicture());
            add(one, "lookedSeconds", drive.lookedSeconds());
            add(one, "nearestMetres", drive.nearestMetres());
            addFollow(one, drive.follow());
            addMotion(one, drive.ride().motion());
            addSafety(one, drive.ride().safety());
            JsonArray moments = new JsonArray();
            drive.ride().moments().forEach(moment -> moments.add(json(moment)));
            one.add("moments", moments);
            all.add(one);
        }
        JsonObject root = new JsonObject();
        root.addProperty("drives", drives.size());
        root.addProperty("withCat", cat);
        root.addProperty("successes", successes());
        root.addProperty("followedDecoy", count(FollowFigures::followedDecoy));
        root.addProperty("followedNothingReal", count(FollowFigures::followedNothing));
        root.addProperty("minDistanceMetres", minDistanceMetres);
        root.addProperty("touches", touches());
        root.add("figures", all);
        return GSON.toJson(root);
    }

    private static void addFollow(JsonObject to, FollowFigures follow) {
        to.addProperty("judgedSeconds", follow.judgedSeconds());
        to.addProperty("followingSeconds", follow.followingSeconds());
        to.addProperty("longestFollowingSeconds", follow.longestSeconds());
        to.addProperty("heldSeconds", follow.heldSeconds());
        add(to, "onCat", follow.onCat());
        to.addProperty("decoySeconds", follow.decoySeconds());
        to.addProperty("longestDecoySeconds", follow.longestDecoySeconds());
        if (follow.longestDecoy() != null) {
            to.addProperty("longestDecoy", name(follow.longestDecoy()));
        }
        to.addProperty("nothingRealSeconds", follow.nothingSeconds());
        to.addProperty("longestNothingRealSeconds", follow.longestNothingSeconds());
    }

    private static void addMotion(JsonObject to, MotionFigures motion) {
        to.addProperty("drivenSeconds", motion.drivenSeconds());
        add(to, "drivenMetresPerSecond", motion.drivenSpeed());
        add(to, "speedJerkMetresPerSecondCubed", motion.speedJerk());
        add(to, "steeringJerkDegreesPerSecondSquared", motion.steeringJerk());
        add(to, "slowed", motion.slowed());
        JsonObject limits = new JsonObject();
        // In the enum's order: a map's own is different each time.
        for (SpeedLimit limit : SpeedLimit.values()) {
            add(limits, limit.name(), motion.slowedSeconds().getOrDefault(limit, Double.NaN));
        }
        to.add("slowedSeconds", limits);
    }

    private static void addSafety(JsonObject to, SafetyFigures safety) {
        add(to, "catMetres", safety.catMetres());
        add(to, "catDrivingMetres", safety.catDrivingMetres());
        add(to, "clearanceDrivingMetres", safety.clearanceMetres());
        to.addProperty("touches", safety.touches());
        to.addProperty("ownTouches", safety.ownTouches());
    }

    private static JsonObject json(Moment moment) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", moment.kind().key());
        json.addProperty("value", moment.value());
        json.addProperty("unit", moment.kind().unit());
        json.addProperty("seconds", moment.seconds());
        json.addProperty("frameId", moment.frameId());
        json.addProperty("state", moment.state().name());
        json.addProperty("limit", moment.limit().name());
        json.addProperty("metresPerSecond", moment.speed());
        if (moment.echo() != SimulatedSensors.NO_ECHO) {
            json.addProperty("echoMetres", moment.echo());
        }
        json.addProperty("nearest", moment.nearest().name());
        json.addProperty("clearanceMetres", moment.clearance());
        return json;
    }

    private static void add(JsonObject to, String key, double value) {
        if (!Double.isNaN(value)) {
            to.addProperty(key, value);
        }
    }
}
