package org.catfollow.cli.chaos;

import java.util.List;
import java.util.Map;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.RegionFiles;

/** What is looked at when all is over: nothing has grown, and nothing is left. */
final class Aftermath {
    private final Promises promises;

    Aftermath(Promises promises) {
        this.promises = promises;
    }

    /** Checks that every stage has as much open as it had. */
    void countsAreEqual(Map<Role, ProcessCounts> before, Map<Role, ProcessCounts> after) {
        for (Role role : Role.values()) {
            promises.check(
                    Promise.NOTHING_GROWS,
                    after.containsKey(role) && after.get(role).equals(before.get(role)),
                    role.stageName()
                            + " had "
                            + before.get(role)
                            + " descriptors / mapped files / mapped regions, has "
                            + after.get(role));
        }
    }

    /**
     * Checks that no process and no file is left.
     *
     * @param mark what every process that was started has in its environment
     */
    void nothingIsLeft(String mark, Arena arena, RegionFiles files) {
        List<Long> processes = ProcessCounts.processesWith(mark);
        promises.check(Promise.NOTHING_LEFT, processes.isEmpty(), "processes left: " + processes);
        List<String> left = arena.left(files.region().getFileName().toString());
        promises.check(Promise.NOTHING_LEFT, left.isEmpty(), "files left: " + left);
    }
}
