package org.catfollow.tracker.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run measured, as tables for people; at most 100 columns. */
final class BenchTable {
    private static final int LONGEST_NAME = 16;

    private final Bench bench;
    private final int nameWidth;
    private final StringBuilder text = new StringBuilder();

    private BenchTable(Bench bench) {
        this.bench = bench;
        int longest =
                bench.sequences().stream().mapToInt(each -> each.name().length()).max().orElse(0);
        this.nameWidth = Math.clamp(longest, "sequence".length(), LONGEST_NAME);
    }

    /** Returns several lines, without a break after the last. */
    static String of(Bench bench) {
        BenchTable table = new BenchTable(bench);
        table.legend();
        bench.kinds().forEach(table::table);
        return table.text.toString().stripTrailing();
    }

    private void line(String form, Object... values) {
        text.append(String.format(Locale.ROOT, form, values).stripTrailing()).append('\n');
    }

    private void legend() {
        line("all trackers on each picture in turn, one thread; times: of update alone");
        line("AUC: area under the success plot; P20: share of centres within 20 pixels");
        line("lost: %d frames in a row without overlap", FrameScores.FRAMES_OF_A_LOSS);
        line("cpu ms: mean processor time; faster: beside the slowest, by processor time");
    }

    private void table(RunKind kind) {
        boolean supervised = kind == RunKind.SUPERVISED;
        line("");
        line("%s", kind.description());
        line(
                "%-" + nameWidth + "s  %-8s%7s%6s%6s%6s%6s%6s%7s%7s%7s%7s%8s",
                "sequence",
                "tracker",
                "frames",
                "AUC",
                "P20",
                "IoU",
                supervised ? "fails" : "lost",
                "fps",
                "p50 ms",
                "p99 ms",
                "max ms",
                "cpu ms",
                "faster");
        List<ScoreRow> all = new ArrayList<>(bench.rows(kind));
        int trackers = bench.trackers().size();
        for (int i = 0; i < all.size(); i += trackers) {
            rows(all.subList(i, i + trackers), supervised);
        }
        if (bench.sequences().size() > 1) {
            rows(bench.means(kind), supervised);
        }
    }

    private void rows(List<ScoreRow> rows, boolean supervised) {
        double slowest = ScoreRow.slowestMillis(rows);
        String name = shortened(rows.getFirst().sequence());
        for (ScoreRow row : rows) {
            CallTimes times = row.times();
            line(
                    "%-" + nameWidth + "s  %-8s%7d%6s%6s%6s%6d%6s%7s%7s%7s%7s%8s",
                    name,
                    row.tracker(),
                    row.frames(),
                    share(row.successAuc()),
                    share(row.precision()),
                    share(row.meanIou()),
                    supervised ? row.failures() : row.losses(),
                    number("%.0f", times.perSecond()),
                    millis(times.millis(50)),
                    millis(times.millis(99)),
                    millis(times.millis(100)),
                    millis(times.meanCpuMillis()),
                    number("%.1fx", slowest / times.meanCpuMillis()));
            name = "";
        }
    }

    private String shortened(String name) {
        return name.length() <= nameWidth ? name : name.substring(0, nameWidth - 1) + "~";
    }

    private static String share(double share) {
        return number("%.3f", share);
    }

    private static String millis(double millis) {
        return number(millis < 100 ? "%.2f" : "%.1f", millis);
    }

    private static String number(String form, double number) {
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, form, number);
    }
}
