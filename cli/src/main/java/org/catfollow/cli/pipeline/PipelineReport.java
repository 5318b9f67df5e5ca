package org.catfollow.cli.pipeline;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.catfollow.shm.layout.Role;

/** The tables of a series, and the same as JSON. */
public final class PipelineReport {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().serializeNulls().create();

    private final List<RunFigures> runs;

    PipelineReport(List<RunFigures> runs) {
        this.runs = List.copyOf(runs);
    }

    /** Returns the lines of the tables; one that says so where nothing was measured. */
    public List<String> lines() {
        if (runs.isEmpty()) {
            return List.of("nothing was measured");
        }
        List<String> lines = new ArrayList<>();
        StringBuilder heading = new StringBuilder(String.format("%-46s", ""));
        for (int i = 1; i <= runs.size(); i++) {
            heading.append(String.format("%10s", "run " + i));
        }
        lines.add(heading.append(String.format("%10s", "median")).toString());
        for (Figure figure : Figure.values()) {
            row(figure.title(), figure.decimals(), run -> run.get(figure), lines);
        }
        lines.add("");
        StringBuilder stages = new StringBuilder(String.format("%-12s", "medians"));
        for (StageFigure figure : StageFigure.values()) {
            stages.append(String.format("%16s", figure.title()));
        }
        lines.add(stages.toString());
        for (Role role : Role.values()) {
            StringBuilder line = new StringBuilder(String.format("%-12s", role.stageName()));
            for (StageFigure figure : StageFigure.values()) {
                OptionalDouble median = median(run -> run.get(role, figure));
                line.append(String.format("%16s", text(median, figure.decimals())));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private void row(
            String title,
            int decimals,
            Function<RunFigures, OptionalDouble> value,
            List<String> lines) {
        OptionalDouble median = median(value);
        if (median.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(String.format("%-46s", title));
        for (RunFigures run : runs) {
            line.append(String.format("%10s", text(value.apply(run), decimals)));
        }
        lines.add(line.append(String.format("%10s", text(median, decimals))).toString());
    }

    /** Returns the median over the runs that measured it. */
    private OptionalDouble median(Function<RunFigures, OptionalDouble> value) {
        List<Double> values =
                runs.stream()
                        .map(value)
                        .filter(OptionalDouble::isPresent)
                        .map(OptionalDouble::getAsDouble)
                        .toList();
        return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Medians.of(values));
    }

    private static String text(OptionalDouble value, int decimals) {
        if (value.isEmpty()) {
            return "-";
        }
        return Double.isInfinite(value.getAsDouble())
                ? "never"
                : String.format(Locale.ROOT, "%." + decimals + "f", value.getAsDouble());
    }

    /**
     * Returns everything as JSON.
     *
     * @param environment on what it was measured
     */
    public String json(JsonObject environment) {
        JsonObject root = new JsonObject();
        root.add("environment", environment);
        JsonArray all = new JsonArray();
        for (RunFigures run : runs) {
            JsonObject one = new JsonObject();
            for (Figure figure : Figure.values()) {
                run.get(figure).ifPresent(value -> one.add(figure.name(), number(value)));
            }
            JsonObject stages = new JsonObject();
            for (Role role : Role.values()) {
                JsonObject stage = new JsonObject();
                for (StageFigure figure : StageFigure.values()) {
                    run.get(role, figure)
                            .ifPresent(value -> stage.add(figure.name(), number(value)));
                }
                stages.add(role.stageName(), stage);
            }
            one.add("stages", stages);
            all.add(one);
        }
        root.add("runs", all);
        return GSON.toJson(root);
    }

    /** What never came is null: JSON knows no infinity. */
    private static JsonElement number(double value) {
        return Double.isInfinite(value) ? JsonNull.INSTANCE : new JsonPrimitive(value);
    }
}
