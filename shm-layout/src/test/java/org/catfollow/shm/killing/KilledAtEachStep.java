package org.catfollow.shm.killing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/**
 * Does an operation on as many regions as it has steps, in another process; the writer of region
 * {@code n} is stopped right before its step {@code n}, looked at, ended by SIGKILL, and succeeded.
 * In the last region it comes to its end.
 */
final class KilledAtEachStep {
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
        List<Victim> victims = new ArrayList<>();
        try (SteppedJvm jvm = SteppedJvm.start()) {
            List<Step> all = stepsOf(jvm, operation, maker);
            Map<String, Integer> stops = new HashMap<>();
            for (int n = 0; n <= all.size(); n++) {
                Victim victim = maker.make();
                victims.add(victim);
                jvm.prepare(operation, path(victim));
                victim.watch();
                stops.put(path(victim), n);
            }
            jvm.runTo(stops);
            look("standing", jvm, victims, all, Victim::whileStanding);
            jvm.kill();
            look("killed", jvm, victims, all, Victim::afterDeath);
            return all;
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
            String how, SteppedJvm jvm, List<Victim> victims, List<Step> all, Look look)
            throws IOException {
        for (int n = 0; n < victims.size(); n++) {
            List<Step> done = jvm.seen(path(victims.get(n)));
            // Every region sees the same steps in the same order: else some step was left out.
            Assertions.assertThat(done).isEqualTo(all.subList(0, n));
            try {
                look.at(victims.get(n), done);
            } catch (AssertionError | RuntimeException e) {
                String next = n < all.size() ? all.get(n).toString() : "its end";
                throw new AssertionError(
                        "writer " + how + " before step " + n + " of " + all.size() + ", " + next,
                        e);
            }
        }
    }
}
