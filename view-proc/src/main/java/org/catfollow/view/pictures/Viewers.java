package org.catfollow.view.pictures;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** All viewers. They come and go on any thread; the one that makes pictures asks and waits. */
public final class Viewers {
    /** Each is an encoding of every frame, which the robot's processor has to bear. */
    static final int MOST_KINDS = 4;

    private static final long STUCK_NANOS = 10_000_000_000L;

    private final int most;
    private final PictureKind usual;
    private final CopyOnWriteArrayList<Viewer> all = new CopyOnWriteArrayList<>();
    private final Object adding = new Object();
    private final Semaphore woken = new Semaphore(0);

    /**
     * Makes room for {@code most} viewers at a time.
     *
     * @param usual what is sent where nobody asks for another kind; there is always room for it, so
     *     that strangers with wishes of their own do not keep the page from its picture
     */
    public Viewers(int most, PictureKind usual) {
        this.most = most;
        this.usual = usual;
    }

    /** What became of somebody who wanted to be a viewer. */
    public enum Admission {
        /** It is one. */
        ADMITTED,
        /** There are as many as may be. */
        FULL,
        /** As many kinds of picture are made as may be; one of those can be had. */
        TOO_MANY_KINDS
    }

    /** Adds a viewer, unless there are too many. */
    public Admission add(Viewer viewer) {
        synchronized (adding) {
            if (all.size() >= most) {
                return Admission.FULL;
            }
            Set<PictureKind> kinds = new HashSet<>(Set.of(usual));
            all.forEach(each -> kinds.add(each.kind()));
            if (!kinds.contains(viewer.kind()) && kinds.size() >= MOST_KINDS) {
                return Admission.TOO_MANY_KINDS;
            }
            viewer.home(this);
            all.add(viewer);
        }
        wake();
        return Admission.ADMITTED;
    }

    /** Forgets a viewer; one that is none any more too. */
    public void remove(Viewer viewer) {
        all.remove(viewer);
    }

    /** Returns how many there are. */
    public int count() {
        return all.size();
    }

    /** Returns those who want this frame now. */
    List<Viewer> ready(long frameId, long nowNanos) {
        List<Viewer> ready = new ArrayList<>();
        for (Viewer viewer : all) {
            if (viewer.wants(frameId, nowNanos)) {
                ready.add(viewer);
            }
        }
        return ready;
    }

    /** Returns how long it is until anybody is due, 0 for now; {@link Long#MAX_VALUE} for nobody. */
    long untilDueNanos(long nowNanos) {
        long until = Long.MAX_VALUE;
        for (Viewer viewer : all) {
            if (!viewer.isBusy()) {
                until = Math.min(until, Math.max(0, viewer.dueNanos() - nowNanos));
            }
        }
        return until;
    }

    /** Waits until somebody comes, or is free again; or for {@code nanos}. */
    void await(long nanos) {
        try {
            woken.tryAcquire(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        woken.drainPermits();
    }

    /** Ends the wait of {@link #await}. */
    void wake() {
        woken.release();
    }

    /** Sends those away whom a picture does not leave for ten seconds. */
    void endStuck(long nowNanos) {
        for (Viewer viewer : all) {
            if (viewer.stuckNanos(nowNanos) > STUCK_NANOS) {
                end(viewer, "took no picture for 10 s");
            }
        }
    }

    /** Sends those away who have waited since before a moment and were given nothing. */
    void endWaiting(long sinceNanos, String reason) {
        for (Viewer viewer : all) {
            if (!viewer.isBusy() && viewer.neverServed() && viewer.sinceNanos() < sinceNanos) {
                end(viewer, reason);
            }
        }
    }

    /** Sends everybody away. */
    public void endAll(String reason) {
        for (Viewer viewer : all) {
            end(viewer, reason);
        }
    }

    private void end(Viewer viewer, String reason) {
        if (all.remove(viewer)) {
            viewer.end(reason);
        }
    }
}
