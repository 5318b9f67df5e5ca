package org.catfollow.cli.drive;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.catfollow.shm.slots.TruthKind;

/** The table of a series of drives, and the same as JSON. */
final class DriveReport {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final List<DriveFigures> drives;
    private final boolean cat;

    /**
     * Makes one.
     *
     * @param cat whether there was a cat to be followed
     */
    DriveReport(List<DriveFigures> drives, boolean cat) {
        this.drives = List.copyOf(drives);
        this.cat = cat;
    }

    static String heading() {
        return String.format(
                "%6s %8s %8s %9s %7s %7s %9s %7s %9s %7s %14s %8s",
                "seed",
                "success",
                "sight",
                "centred",
                "error",
                "p95",
                "in sight",
                "held",
                "nearest",
                "on cat",
                "decoy",
                "nothing");
    }

    static String line(DriveFigures drive) {
        return String.format(
                Locale.ROOT,
                "%6d %8s %8s %9s %7s %7s %9s %7s %9s %7s %14s %8s",
                drive.seed(),
                success(drive),
                text(drive.firstSightSeconds(), "%.1f s", 1),
                text(drive.centredSeconds(), "%.1f s", 1),
                text(drive.meanError(), "%.1f %%", 100),
                text(drive.p95Error(), "%.1f %%", 100),
                text(drive.inPicture(), "%.0f %%", 100),
                text(drive.follow().heldSeconds(), "%.1f s", 1),
                text(drive.nearestMetres(), "%.2f m", 1),
                text(drive.follow().onCat(), "%.0f %%", 100),
                decoy(drive.follow()),
                text(drive.follow().longestNothingSeconds(), "%.1f s", 1));
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
     * The last line of the table: how many followed what they should and what they should not, and the
     * means of what came about.
     */
    String summary() {
        String followed =
                String.format(
                        Locale.ROOT,
                        "%d of %d drives followed %s; %d followed a decoy, %d something else",
                        successes(),
                        drives.size(),
                        cat ? "the cat" : "nothing",
                        count(FollowFigures::followedDecoy),
                        count(FollowFigures::followedNothing));
        return cat ? followed + "; " + means() : followed;
    }

    private String means() {
        double nearest =
                drives.stream()
                        .mapToDouble(DriveFigures::nearestMetres)
                        .filter(value -> !Double.isNaN(value))
                        .min()
                        .orElse(Double.NaN);
        return "means: first sight "
                + text(mean(DriveFigures::firstSightSeconds), "%.1f s", 1)
                + ", centred "
                + text(mean(DriveFigures::centredSeconds), "%.1f s", 1)
                + ", error "
                + text(mean(DriveFigures::meanError), "%.1f %%", 100)
                + ", p95 "
                + text(mean(DriveFigures::p95Error), "%.1f %%", 100)
                + " of the width; nearest of all "
                + text(nearest, "%.2f m", 1);
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
            add(one, "firstSightSeconds", drive.firstSightSeconds());
            add(one, "centredSeconds", drive.centredSeconds());
            add(one, "meanError", drive.meanError());
            add(one, "p95Error", drive.p95Error());
            add(one, "inPicture", drive.inPicture());
            add(one, "lookedSeconds", drive.lookedSeconds());
            add(one, "nearestMetres", drive.nearestMetres());
            addFollow(one, drive.follow());
            all.add(one);
        }
        JsonObject root = new JsonObject();
        root.addProperty("drives", drives.size());
        root.addProperty("withCat", cat);
        root.addProperty("successes", successes());
        root.addProperty("followedDecoy", count(FollowFigures::followedDecoy));
        root.addProperty("followedNothingReal", count(FollowFigures::followedNothing));
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

    private static void add(JsonObject to, String key, double value) {
        if (!Double.isNaN(value)) {
            to.addProperty(key, value);
        }
    }
}
