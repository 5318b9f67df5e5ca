package org.catfollow.detector;

import java.util.List;
import java.util.Locale;
import org.catfollow.detector.LookTimes.Part;
import org.catfollow.detector.accuracy.Accuracy;
import org.catfollow.shm.slots.Detections;

/** What a run measured, as a table for people; at most 100 columns. */
final class BenchTable {
    private static final String SUFFIX = ".tflite";
    private static final int NAME_WIDTH = 24;

    private final BenchRun run;
    private final boolean annotated;
    private final StringBuilder text = new StringBuilder();

    private BenchTable(BenchRun run) {
        this.run = run;
        this.annotated = run.config().annotated();
    }

    /** Returns several lines, without a break after the last. */
    static String of(BenchRun run) {
        BenchTable table = new BenchTable(run);
        table.heading();
        run.models().forEach(table::rows);
        for (int i = 0; i < run.agreements().size(); i++) {
            table.comparison(i);
        }
        return table.text.toString().stripTrailing();
    }

    private void line(String form, Object... values) {
        text.append(String.format(Locale.ROOT, form, values).stripTrailing()).append('\n');
    }

    private void heading() {
        BenchConfig config = run.config();
        int pictures = config.pictures().size();
        String looks = count(config.looksAtEach(), "look") + " at each, models and threads in turn";
        if (annotated) {
            long with = config.pictures().stream().filter(each -> each.things() > 0).count();
            long things = config.pictures().stream().mapToLong(each -> each.things()).sum();
            line(
                    "%s, %d of them with %s (%d in all); %s",
                    count(pictures, "picture"), with, config.className(), things, looks);
            line(
                    "AP: COCO's, of boxes from score %s, at most %d a picture",
                    BenchedModel.LOWEST_SCORE, Detections.CAPACITY);
            line(
                    "recall (at IoU 0.5), false alarms and times: boxes from score %s",
                    config.minScore());
        } else {
            line("%s; %s", pictures == 0 ? "a drawn picture" : count(pictures, "picture"), looks);
        }
        line("around: all but the inference, as a share of it");
        line("");
        line(
                "%-" + NAME_WIDTH + "s%4s%s%14s%14s",
                "",
                "",
                annotated ? " ".repeat(34) : "",
                "inference, ms",
                "look, ms");
        line(
                "%-" + NAME_WIDTH + "s%4s%s%7s%7s%7s%7s%8s",
                "model",
                "thr",
                annotated
                        ? String.format("%6s%6s%6s%8s%8s", "AP", "AP50", "AP75", "recall", "false")
                        : "",
                "p50",
                "p99",
                "p50",
                "p99",
                "around");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void rows(BenchedModel model) {
        String name = model.xnnpack() ? name(model) : "  without XNNPACK";
        if (name.length() >= NAME_WIDTH) {
            line("%s", name);
            name = "";
        }
        String accuracy = annotated ? describe(model.accuracy()) : "";
        for (LookTimes times : model.times()) {
            line(
                    "%-" + NAME_WIDTH + "s%4d%s%7s%7s%7s%7s%7.1f%%",
                    name,
                    times.threads(),
                    accuracy,
                    millis(times, Part.INFERENCE, 50),
                    millis(times, Part.INFERENCE, 99),
                    millis(times, Part.LOOK, 50),
                    millis(times, Part.LOOK, 99),
                    100 * times.aroundShare());
            name = "";
            accuracy = " ".repeat(accuracy.length());
        }
    }

    private static String name(BenchedModel model) {
        String name = model.file().getFileName().toString();
        return (name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name)
                + " ("
                + model.type()
                + ")";
    }

    private static String describe(Accuracy accuracy) {
        return String.format(
                "%6s%6s%6s%8s%8s",
                share(accuracy.ap()),
                share(accuracy.ap50()),
                share(accuracy.ap75()),
                share(accuracy.recall()),
                accuracy.falseAlarms() + "/" + accuracy.picturesWithout());
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.3f", share);
    }

    private static String millis(LookTimes times, Part part, int percent) {
        double millis = times.millis(part, percent);
        return String.format(Locale.ROOT, millis < 100 ? "%.2f" : "%.1f", millis);
    }

    private void comparison(int i) {
        List<LookTimes> with = run.models().get(2 * i).times();
        List<LookTimes> without = run.models().get(2 * i + 1).times();
        line("");
        line("%s with XNNPACK", name(run.models().get(2 * i)));
        for (int t = 0; t < with.size(); t++) {
            line(
                    "  times faster: %.1f (%s)",
                    without.get(t).millis(Part.INFERENCE, 50)
                            / with.get(t).millis(Part.INFERENCE, 50),
                    count(with.get(t).threads(), "thread"));
        }
        line("  %s", describe(run.agreements().get(i)));
    }

    private static String describe(BoxAgreement agreement) {
        if (agreement.boxes() == 0) {
            return "boxes agree: there are none; pass pictures that have some (--image), or --class all";
        }
        return String.format(
                Locale.ROOT,
                "boxes %s: %d looked up, %d without partner, least overlap %.3f, largest score"
                        + " difference %.4f",
                agreement.agrees() ? "agree" : "DIFFER",
                agreement.boxes(),
                agreement.missing(),
                agreement.leastOverlap(),
                agreement.largestScoreDifference());
    }
}
