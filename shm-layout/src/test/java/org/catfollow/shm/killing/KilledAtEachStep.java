package org.catfollow.shm.killing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/**
 * Does an operation on as many regions as it has steps, in other processes; the writer of region
 * {@code n} is stopped right before its step {@code n}, looked at, ended by SIGKILL, and succeeded.
 * In the last region it comes to its end.
 */
final class KilledAtEachStep {
    /** Regions that are there together, of 0.6 MB: a container often has 64 MB of shared memory. */
    private static final int AT_ONCE = 60;

    /** Makes the region of a victim. */
    interface Maker {
        Victim make() throws IOException;
    }

    /** Looks at one victim. */
    private interface Look {
        void at(Victim victim, List<Step> done) throws IOException;
    }

    private KilledAtEachStep() {}

    /** Runs it; returns the steps of the operation. */
    static List<Step> run(String operation, Maker maker) throws IOException, InterruptedException {
        List<Step> all = List.of();
        for (int first = 0; first <= all.size(); first += AT_ONCE) {
            try (SteppedJvm jvm = SteppedJvm.start()) {
                List<Step> steps = stepsOf(jvm, operation, maker);
                if (first > 0) {
                    Assertions.assertThat(steps).isEqualTo(all);
                }
                all = steps;
                killFrom(first, jvm, operation, maker, all);
            }
        }
        return all;
    }

    /** Kills a process whose writers stand before the first step and those that come after it. */
    private static void killFrom(
            int first, SteppedJvm jvm, String operation, Maker maker, List<Step> all)
            throws IOException, InterruptedException {
        List<Victim> victims = new ArrayList<>();
        try {
            Map<String, Integer> stops = new HashMap<>();
            for (int n = first; n <= all.size() && n < first + AT_ONCE; n++) {
                Victim victim = maker.make();
                victims.add(victim);
                jvm.prepare(operation, path(victim));
                victim.watch();
                stops.put(path(victim), n);
            }
            jvm.runTo(stops);
            look("standing", jvm, victims, first, all, Victim::whileStanding);
            jvm.kill();
            look("killed", jvm, victims, first, all, Victim::afterDeath);
        } finally {
            for (Victim victim : victims) {
                victim.close();
            }
        }
    }

    private static List<Step> stepsOf(SteppedJvm jvm, String operation, Maker maker)
            throws IOException, InterruptedException {
        try (Victim whole = maker.make()) {
            jvm.prepare(operation, path(whole));
            whole.watch();
            List<Step> steps = List.copyOf(jvm.runToEnd(path(whole)));
            jvm.answer();
            return steps;
        }
    }

    private static String path(Victim victim) {
        return victim.files().region().toString();
    }

    private static void look(
            String how, SteppedJvm jvm, List<Victim> victims, int first, List<Step> all, Look look)
            throws IOException {
        for (int n = first; n < first + victims.size(); n++) {
            Victim victim = victims.get(n - first);
            List<Step> done = jvm.seen(path(victim));
            // Every region sees the same steps in the same order: else some step was left out.
            Assertions.assertThat(done).isEqualTo(all.subList(0, n));
            try {
                look.at(victim, done);
            } catch (AssertionError | RuntimeException e) {
                String next = n < all.size() ? all.get(n).toString() : "its end";
                throw new AssertionError(
                        "writer " + how + " before step " + n + " of " + all.size() + ", " + next,
                        e);
            }
        }
    }
}
