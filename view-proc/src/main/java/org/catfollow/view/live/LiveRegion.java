package org.catfollow.view.live;

import java.util.Optional;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;

/**
 * The region that is attached now, if one is. One thread attaches and lets go ({@link #enter}, {@link
 * #leave}); any thread may work with it under a lease. Memory is unmapped when the last lease has
 * ended, so that nobody ever touches what is gone.
 */
public final class LiveRegion {
    private final RegionFiles files;
    private Shared current;
    private String why = "it was not looked for yet";

    /** Makes one that has no region yet. */
    public LiveRegion(RegionFiles files) {
        this.files = files;
    }

    /** Returns where it lies, or will. */
    public RegionFiles files() {
        return files;
    }

    /** A region and how many work with it, its owner among them. */
    private static final class Shared {
        private final Region region;
        private int users = 1;

        private Shared(Region region) {
            this.region = region;
        }

        private synchronized boolean retain() {
            if (users == 0) {
                return false;
            }
            users++;
            return true;
        }

        private synchronized void release() {
            users--;
            if (users == 0) {
                region.close();
            }
        }
    }

    /** The right to use the region until it is closed; one thread, once. */
    public static final class Lease implements AutoCloseable {
        private final Shared shared;

        private Lease(Shared shared) {
            this.shared = shared;
        }

        /** Returns the region. */
        public Region region() {
            return shared.region;
        }

        @Override
        public void close() {
            shared.release();
        }
    }

    /** Makes a region the one to be used; it belongs to this from now on. */
    public synchronized void enter(Region region) {
        current = new Shared(region);
    }

    /**
     * Lets go of the region.
     *
     * @param reason why there is none now, for people
     */
    public void leave(String reason) {
        Shared before;
        synchronized (this) {
            before = current;
            current = null;
            why = reason;
        }
        if (before != null) {
            before.release();
        }
    }

    /** Returns a lease of the region; nothing while there is none. */
    public synchronized Optional<Lease> lease() {
        return current != null && current.retain()
                ? Optional.of(new Lease(current))
                : Optional.empty();
    }

    /** Returns whether a region is attached. */
    public synchronized boolean isThere() {
        return current != null;
    }

    /** Returns why there is none, for people; what was last said. */
    public synchronized String why() {
        return why;
    }
}
