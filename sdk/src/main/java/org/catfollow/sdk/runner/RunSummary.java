package org.catfollow.sdk.runner;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.catfollow.sdk.algorithm.AlgorithmResult;

/** What a run came to. Filled by the runner's thread; read when the run is over. */
public final class RunSummary {
    private static final double MEDIAN = 0.5;
    private static final double HIGH = 0.99;

    private final StepTimes times = new StepTimes();
    private final TreeMap<String, Integer> errors = new TreeMap<>();
    private int steps;
    private int ok;
    private int restarts;
    private int leasesOutlived;
    private int leasesKept;
    private int noSlot;
    private AlgorithmResult start = AlgorithmResult.ok();

    void started(AlgorithmResult answer) {
        start = answer;
    }

    void step(AlgorithmResult result) {
        steps++;
        if (result.isOk()) {
            ok++;
        } else {
            errors.merge(result.code(), 1, Integer::sum);
        }
    }

    void took(long nanos) {
        times.add(nanos);
    }

    void outlived(int leases) {
        leasesOutlived += leases;
    }

    void kept() {
        leasesKept++;
    }

    void foundNoSlot() {
        noSlot++;
    }

    void restarted(int count) {
        restarts = count;
    }

    /** Returns how many pictures there were. */
    public int steps() {
        return steps;
    }

    /** Returns to how many of them the algorithm said OK. */
    public int ok() {
        return ok;
    }

    /** Returns how many steps ended with each code. */
    public Map<String, Integer> errors() {
        return Map.copyOf(errors);
    }

    /** Returns how often the algorithm's process was started again. */
    public int restarts() {
        return restarts;
    }

    /** Returns how many leases were there when the process that had taken them was not. */
    public int leasesOutlived() {
        return leasesOutlived;
    }

    /** Returns how often an algorithm had answered and still leased its picture. */
    public int leasesKept() {
        return leasesKept;
    }

    /** Returns how many pictures the store did not take. */
    public int noSlot() {
        return noSlot;
    }

    /** Returns what came of the first start; with an error there were no steps. */
    public AlgorithmResult start() {
        return start;
    }

    /** Returns whether there were steps and all of them were OK. */
    public boolean isClean() {
        return start.isOk() && steps > 0 && ok == steps;
    }

    /** Returns it for programs. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("steps", steps);
        json.addProperty("ok", ok);
        JsonObject codes = new JsonObject();
        errors.forEach(codes::addProperty);
        json.add("errors", codes);
        JsonObject millis = new JsonObject();
        millis.addProperty("p50", times.quantileMillis(MEDIAN));
        millis.addProperty("p99", times.quantileMillis(HIGH));
        millis.addProperty("max", times.quantileMillis(1));
        json.add("ms", millis);
        json.addProperty("restarts", restarts);
        json.addProperty("leases_outlived", leasesOutlived);
        json.addProperty("leases_kept", leasesKept);
        json.addProperty("no_slot", noSlot);
        return json;
    }

    /** Returns it for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder codes = new StringBuilder();
        errors.forEach((code, count) -> codes.append(", ").append(count).append(' ').append(code));
        lines.add("steps     " + steps + ": " + ok + " OK" + codes);
        lines.add(
                String.format(
                        Locale.ROOT,
                        "times     p50 %.1f ms  p99 %.1f ms  max %.1f ms",
                        times.quantileMillis(MEDIAN),
                        times.quantileMillis(HIGH),
                        times.quantileMillis(1)));
        lines.add("restarts  " + restarts);
        lines.add(
                "leases    "
                        + leasesOutlived
                        + " outlived their process, "
                        + leasesKept
                        + " kept after the answer; "
                        + noSlot
                        + " pictures found no slot");
        return lines;
    }
}
