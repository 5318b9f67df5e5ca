package org.catfollow.cli.faults;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;

/** The table of a run, and the same as JSON. */
final class FaultsReport {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final List<FaultFigures> figures;

    FaultsReport(List<FaultFigures> figures) {
        this.figures = List.copyOf(figures);
    }

    static String heading() {
        return String.format(
                "%-40s %-18s %6s %9s %9s %9s %9s  %s",
                "fault", "the robot", "trials", "p50", "p99", "max", "limit", "held");
    }

    static String line(FaultFigures one) {
        return String.format(
                Locale.ROOT,
                "%-40s %-18s %6d %9s %9s %9s %9s  %s",
                one.fault().title(),
                one.fault().expectation().title(),
                one.millis().size(),
                text(one.percentile(50)),
                text(one.percentile(99)),
                text(one.percentile(100)),
                text((double) one.fault().limitMillis()),
                end(one));
    }

    private static String end(FaultFigures one) {
        if (!one.tried()) {
            return "skipped: " + one.skipped();
        }
        return one.held() ? "yes" : one.failure().isEmpty() ? "NO" : "NO: " + one.failure();
    }

    private static String text(double millis) {
        return Double.isNaN(millis)
                ? "-"
                : Double.isInfinite(millis)
                        ? "never"
                        : String.format(Locale.ROOT, "%.0f ms", millis);
    }

    /** Returns whether every limit held of those that were tried, of which there must be one. */
    boolean held() {
        return figures.stream().anyMatch(FaultFigures::tried) && broken() == 0;
    }

    private long broken() {
        return figures.stream().filter(one -> one.tried() && !one.held()).count();
    }

    String summary() {
        long tried = figures.stream().filter(FaultFigures::tried).count();
        String held =
                broken() == 0
                        ? "every limit held: " + tried + " faults"
                        : broken() + " of " + tried + " limits broken";
        long skipped = figures.size() - tried;
        return skipped == 0 ? held : held + ", " + skipped + " skipped";
    }

    /** Returns all figures; a trial in which it never came about is the text "never". */
    String json() {
        JsonArray all = new JsonArray();
        for (FaultFigures figure : figures) {
            JsonObject one = new JsonObject();
            one.addProperty("fault", figure.fault().name());
            one.addProperty("title", figure.fault().title());
            one.addProperty("expected", figure.fault().expectation().title());
            one.addProperty("limitMillis", figure.fault().limitMillis());
            one.addProperty("limitReason", figure.fault().reason());
            one.addProperty("trials", figure.millis().size());
            add(one, "p50Millis", figure.percentile(50));
            add(one, "p99Millis", figure.percentile(99));
            add(one, "maxMillis", figure.percentile(100));
            one.addProperty("held", figure.held());
            if (!figure.tried()) {
                one.addProperty("skipped", figure.skipped());
            }
            if (!figure.failure().isEmpty()) {
                one.addProperty("failure", figure.failure());
            }
            JsonArray millis = new JsonArray();
            for (double value : figure.millis()) {
                if (Double.isInfinite(value)) {
                    millis.add("never");
                } else {
                    millis.add(value);
                }
            }
            one.add("millis", millis);
            all.add(one);
        }
        JsonObject root = new JsonObject();
        root.addProperty("held", held());
        root.add("faults", all);
        return GSON.toJson(root);
    }

    private static void add(JsonObject to, String key, double value) {
        if (Double.isInfinite(value)) {
            to.addProperty(key, "never");
        } else if (!Double.isNaN(value)) {
            to.addProperty(key, value);
        }
    }
}
