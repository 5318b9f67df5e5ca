package org.catfollow.cli.chaos;

import java.time.Duration;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;

/**
 * One thread's way to the region that the path names now, attached anew when that is another one.
 *
 * <p>Cutting the file under a mapping of ours would end us by SIGBUS: so it is done under the write
 * side of a lock that all threads of a run share, and every use of the region, which begins with asking
 * whether it is lost, is under its read side.
 */
public final class RegionAccess implements AutoCloseable {
    private final RegionFiles files;
    private final ReadWriteLock cutting;
    private Region region;
    private long attachments;

    public RegionAccess(RegionFiles files, ReadWriteLock cutting) {
        this.files = files;
        this.cutting = cutting;
    }

    public static ReadWriteLock newLock() {
        // Fair: the many short uses must not keep the cut waiting for ever.
        return new ReentrantReadWriteLock(true);
    }

    /** Lets {@code user} look at the region; returns whether there is one. */
    public boolean use(Consumer<Region> user) {
        cutting.readLock().lock();
        try {
            if (region != null && region.isLost()) {
                detach();
            }
            if (region == null) {
                region = attach();
            }
            if (region == null) {
                return false;
            }
            user.accept(region);
            return true;
        } finally {
            cutting.readLock().unlock();
        }
    }

    /** Returns how often a region was attached: another number means another region. */
    long attachments() {
        return attachments;
    }

    private Region attach() {
        try {
            Region attached = Region.attach(files, Duration.ZERO);
            attachments++;
            return attached;
        } catch (RegionException e) {
            // Not there, or being made: asked again in the next round.
            return null;
        }
    }

    private void detach() {
        region.close();
        region = null;
    }

    @Override
    public void close() {
        if (region != null) {
            detach();
        }
    }
}
