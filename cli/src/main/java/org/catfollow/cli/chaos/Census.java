package org.catfollow.cli.chaos;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.catfollow.shm.layout.Role;

/** Which process holds which role, and which of them have a reason to end. Any thread. */
final class Census {
    private final Promises promises;
    private final Map<Role, Long> pids = new EnumMap<>(Role.class);
    private final Set<Long> doomed = new HashSet<>();
    private final Set<Role> restarting = EnumSet.noneOf(Role.class);
    private long looseUntilNanos = System.nanoTime();
    private long disturbances;
    private int underWay;

    Census(Promises promises) {
        this.promises = promises;
    }

    /** Notes the holder of a role as its row says; a new one needs a reason. */
    synchronized void seen(Role role, long pid) {
        Long before = pids.put(role, pid);
        if (restarting.contains(role)) {
            doomed.add(pid);
        }
        if (before != null && before != pid) {
            promises.check(
                    Promise.OTHERS_GO_ON,
                    doomed.contains(before) || isLoose(),
                    role.stageName()
                            + " was process "
                            + before
                            + ", is "
                            + pid
                            + " without a cause");
        } else if (before != null) {
            promises.check(Promise.OTHERS_GO_ON, true, "");
        }
    }

    /** Returns the holder of a role, 0 when none was seen. */
    synchronized long pid(Role role) {
        return pids.getOrDefault(role, 0L);
    }

    /** Gives a process a reason to end. */
    synchronized void doom(long pid) {
        doomed.add(pid);
    }

    /** Gives every process that holds a role from now until {@link #restarted} a reason to end. */
    synchronized void restarting(Role role) {
        restarting.add(role);
        doomed.add(pid(role));
    }

    synchronized void restarted(Role role) {
        doomed.add(pid(role));
        restarting.remove(role);
    }

    /** Gives every process a reason to end for a time: something was done to all. */
    synchronized void loose(double seconds) {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        if (until - looseUntilNanos > 0) {
            looseUntilNanos = until;
        }
    }

    private boolean isLoose() {
        return looseUntilNanos - System.nanoTime() > 0;
    }

    /** Notes that something is being done to the robot. */
    synchronized void begin() {
        disturbances++;
        underWay++;
    }

    synchronized void end() {
        disturbances++;
        underWay--;
    }

    /** Returns a number that stays the same while nothing new is done to the robot. */
    synchronized long disturbances() {
        return disturbances;
    }

    synchronized boolean isQuiet() {
        return underWay == 0;
    }
}
