package org.catfollow.cli.pipeline;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.catfollow.shm.layout.Role;

/** What one run gave. What was not measured is absent. One thread. */
final class RunFigures {
    private final Map<Figure, Double> whole = new EnumMap<>(Figure.class);
    private final Map<Role, Map<StageFigure, Double>> stages = new EnumMap<>(Role.class);

    void set(Figure figure, double value) {
        whole.put(figure, value);
    }

    void set(Role role, StageFigure figure, double value) {
        stages.computeIfAbsent(role, key -> new EnumMap<>(StageFigure.class)).put(figure, value);
    }

    /** Sets what remains of the processor's time without inference and drawing. */
    void setRest() {
        double all = get(Figure.PROCESSOR).orElse(Double.NaN);
        double inference = get(Figure.INFERENCE).orElse(0);
        set(Figure.REST, all - inference - get(Figure.DRAWING).orElse(0));
    }

    OptionalDouble get(Figure figure) {
        return optional(whole.get(figure));
    }

    OptionalDouble get(Role role, StageFigure figure) {
        return optional(stages.getOrDefault(role, Map.of()).get(figure));
    }

    private static OptionalDouble optional(Double value) {
        return value == null || value.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
