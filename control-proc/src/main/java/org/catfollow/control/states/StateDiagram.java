package org.catfollow.control.states;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;

/** Draws {@link TransitionTable} for people, as the Markdown of {@code docs/control-states.md}. */
final class StateDiagram {
    private StateDiagram() {}

    /** Returns the whole page. */
    public static String page() {
        StringBuilder page = new StringBuilder();
        page.append("# What control does, and why it changes its mind\n\n")
                .append("Made from the table in `TransitionTable` by `StateDiagramGoldenTest`;")
                .append(" do not edit by hand.\n\n")
                .append("```mermaid\nstateDiagram-v2\n    [*] --> IDLE\n");
        for (ControlState from : ControlState.values()) {
            arrows(page, from);
        }
        page.append("```\n\n| state | the robot |\n|---|---|\n");
        for (ControlState state : ControlState.values()) {
            page.append("| ").append(state).append(" | ").append(state.meaning()).append(" |\n");
        }
        page.append(
                "\nThe rows of a state are asked from top to bottom, one a period is taken.\n\n");
        page.append("| in state | when | reason | goes to |\n|---|---|---|---|\n");
        for (ControlState from : ControlState.values()) {
            rows(page, from);
        }
        return page.toString();
    }

    private static void arrows(StringBuilder page, ControlState from) {
        Map<ControlState, Set<ControlReason>> reasons = new EnumMap<>(ControlState.class);
        for (Transition row : TransitionTable.from(from)) {
            reasons.computeIfAbsent(row.to(), to -> EnumSet.noneOf(ControlReason.class))
                    .add(row.reason());
        }
        reasons.forEach(
                (to, why) -> {
                    StringJoiner names = new StringJoiner(", ");
                    why.forEach(reason -> names.add(reason.name()));
                    page.append("    ").append(from).append(" --> ").append(to).append(": ");
                    page.append(names).append('\n');
                });
    }

    private static void rows(StringBuilder page, ControlState from) {
        for (Transition row : TransitionTable.from(from)) {
            page.append("| ").append(from).append(" | ").append(row.reason().meaning());
            page.append(" | ").append(row.reason()).append(" | ").append(row.to()).append(" |\n");
        }
    }
}
