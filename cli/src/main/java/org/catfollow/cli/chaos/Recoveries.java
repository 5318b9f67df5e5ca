package org.catfollow.cli.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.catfollow.shm.layout.Role;

/** How long each SIGKILL cost, by stage. Any thread. */
final class Recoveries {
    private final Map<Role, List<Double>> all = new EnumMap<>(Role.class);
    private final Map<Role, List<Double>> alone = new EnumMap<>(Role.class);

    Recoveries() {
        for (Role role : Role.values()) {
            all.put(role, new ArrayList<>());
            alone.put(role, new ArrayList<>());
        }
    }

    /**
     * Notes one.
     *
     * @param undisturbed whether nothing else was done to the robot meanwhile
     */
    synchronized void add(Role role, double millis, boolean undisturbed) {
        all.get(role).add(millis);
        if (undisturbed) {
            alone.get(role).add(millis);
        }
    }

    synchronized List<Double> all(Role role) {
        return all.get(role).stream().sorted().toList();
    }

    synchronized List<Double> alone(Role role) {
        return alone.get(role).stream().sorted().toList();
    }

    /** Returns the value that so many percent do not exceed (nearest rank); NaN for none. */
    static double percentile(List<Double> sorted, double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, rank - 1));
    }
}
