package org.catfollow.cli.drive;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table of a series of drives, and the same as JSON. */
final class DriveReport {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final List<DriveFigures> drives;

    DriveReport(List<DriveFigures> drives) {
        this.drives = List.copyOf(drives);
    }

    static String heading() {
        return String.format(
                "%6s %8s %8s %9s %7s %7s %9s %7s %9s",
                "seed",
                "success",
                "sight",
                "centred",
                "error",
                "p95",
                "in sight",
                "held",
                "nearest");
    }

    static String line(DriveFigures drive) {
        return String.format(
                Locale.ROOT,
                "%6d %8s %8s %9s %7s %7s %9s %7s %9s",
                drive.seed(),
                drive.success() ? "yes" : "no",
                text(drive.firstSightSeconds(), "%.1f s", 1),
                text(drive.centredSeconds(), "%.1f s", 1),
                text(drive.meanError(), "%.1f %%", 100),
                text(drive.p95Error(), "%.1f %%", 100),
                text(drive.inPicture(), "%.0f %%", 100),
                text(drive.heldSeconds(), "%.1f s", 1),
                text(drive.nearestMetres(), "%.2f m", 1));
    }

    private static String text(double value, String format, double times) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value * times);
    }

    /** The last line of the table: how many succeeded, and the means of those that came about. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%d of %d drives succeeded; means: first sight %.1f s, centred %.1f s, error %.1f %%,"
                        + " p95 %.1f %% of the width; nearest of all %.2f m",
                successes(),
                drives.size(),
                mean(DriveFigures::firstSightSeconds),
                mean(DriveFigures::centredSeconds),
                100 * mean(DriveFigures::meanError),
                100 * mean(DriveFigures::p95Error),
                drives.stream()
                        .mapToDouble(DriveFigures::nearestMetres)
                        .filter(value -> !Double.isNaN(value))
                        .min()
                        .orElse(Double.NaN));
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
            one.addProperty("success", drive.success());
            add(one, "firstSightSeconds", drive.firstSightSeconds());
            add(one, "centredSeconds", drive.centredSeconds());
            add(one, "meanError", drive.meanError());
            add(one, "p95Error", drive.p95Error());
            add(one, "inPicture", drive.inPicture());
            add(one, "heldSeconds", drive.heldSeconds());
            add(one, "nearestMetres", drive.nearestMetres());
            all.add(one);
        }
        JsonObject root = new JsonObject();
        root.addProperty("drives", drives.size());
        root.addProperty("successes", successes());
        root.add("figures", all);
        return GSON.toJson(root);
    }

    private static void add(JsonObject to, String key, double value) {
        if (!Double.isNaN(value)) {
            to.addProperty(key, value);
        }
    }
}
