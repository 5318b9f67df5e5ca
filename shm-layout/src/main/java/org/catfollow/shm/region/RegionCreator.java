package org.catfollow.shm.region;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.catfollow.shm.commands.StopLatch;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.layout.Section;

/**
 * Makes the region file, whole or not at all: under the creation lock, in a temporary file whose
 * space is allocated for real, renamed into place when complete. A creator killed at any step leaves
 * at most the temporary file, which the next one replaces.
 *
 * <p>Any process may call it; when several do at once, one makes the region and the others find it.
 */
public final class RegionCreator {
    private RegionCreator() {}

    /**
     * Makes the region unless there is one already.
     *
     * @return whether this call made it
     * @throws RegionException when there is no space (with the megabytes needed and free), or the
     *     folder is missing or not ours
     */
    public static boolean createIfMissing(RegionFiles files, Geometry geometry, Duration timeout) {
        return createIfMissing(files, geometry, Patience.of(timeout), false);
    }

    /**
     * Makes the region unless there is one already, in the place of one that was lost under running
     * stages. It is born with one STOP, as nobody can read any more whether one held: it stands until
     * a control that lived through the loss knows better, or somebody says resume ({@link
     * Region#isStoppedByLoss}).
     *
     * @return whether this call made it
     * @throws RegionException as {@link #createIfMissing(RegionFiles, Geometry, Duration)}
     */
    public static boolean replaceLost(RegionFiles files, Geometry geometry, Duration timeout) {
        return replaceLost(files, geometry, Patience.of(timeout));
    }

    /** As {@link #createIfMissing(RegionFiles, Geometry, Duration)}, waiting as long as told. */
    public static boolean createIfMissing(RegionFiles files, Geometry geometry, Patience patience) {
        return createIfMissing(files, geometry, patience, false);
    }

    /** As {@link #replaceLost(RegionFiles, Geometry, Duration)}, waiting as long as told. */
    public static boolean replaceLost(RegionFiles files, Geometry geometry, Patience patience) {
        return createIfMissing(files, geometry, patience, true);
    }

    private static boolean createIfMissing(
            RegionFiles files, Geometry geometry, Patience patience, boolean stopped) {
        if (Files.exists(files.region())) {
            return false;
        }
        if (Files.isSymbolicLink(files.region())) {
            throw new RegionException(
                    "cannot create region "
                            + files.region()
                            + ": it is a link to a file that is not there; remove the link, or give"
                            + " another --region");
        }
        checkFolder(files);
        while (true) {
            try (LockFile lock = LockFile.open(files)) {
                if (!lock.lock(LockFile.CREATION, patience)) {
                    throw new RegionException(
                            "cannot create region "
                                    + files.region()
                                    + ": another process has been creating it for "
                                    + patience.millis()
                                    + " ms; end that process, then start again");
                }
                // A creator that failed removes the lock file that it made: a lock that was waited
                // for on that file excludes nobody any more.
                if (lock.isCurrent()) {
                    return createLocked(files, geometry, lock, stopped);
                }
            }
        }
    }

    /**
     * Removes the region and its lock file, unless some process holds a role on it.
     *
     * @return whether they are gone
     */
    public static boolean removeIfUnused(RegionFiles files) {
        try (LockFile lock = LockFile.open(files)) {
            // A lock on a file that was removed meanwhile keeps nobody out.
            if (!lock.tryLock(LockFile.CREATION) || !lock.isCurrent() || anyRoleHeld(lock)) {
                return false;
            }
            deleteQuietly(files.region());
            if (Files.exists(files.region(), LinkOption.NOFOLLOW_LINKS)) {
                // Another user's, or a folder.
                deleteQuietly(lock);
                return false;
            }
            deleteQuietly(files.temporary());
            deleteQuietly(files.lock());
            return true;
        }
    }

    private static boolean anyRoleHeld(LockFile lock) {
        for (Role role : Role.values()) {
            if (lock.isLockedByAnother(LockFile.byteOf(role))) {
                return true;
            }
        }
        return false;
    }

    private static boolean createLocked(
            RegionFiles files, Geometry geometry, LockFile lock, boolean stopped) {
        if (Files.exists(files.region())) {
            return false;
        }
        boolean done = false;
        try {
            // Who holds a role now was at work on a region that is no more.
            create(files, geometry, stopped || anyRoleHeld(lock));
            done = true;
        } finally {
            if (!done) {
                deleteQuietly(files.temporary());
                deleteQuietly(lock);
            }
        }
        return true;
    }

    private static void create(RegionFiles files, Geometry geometry, boolean stopped) {
        // Before the space is allocated, which may take long: control goes by how soon after the
        // loss
        // of its region another was begun.
        long now = System.nanoTime();
        Path temporary = files.temporary();
        // A creator that was killed left it; we hold the creation lock, so nobody is writing it.
        deleteQuietly(temporary);
        FileSpace.allocate(
                temporary,
                geometry.totalBytes(),
                "region " + files.region(),
                "use fewer --slots or a smaller --slot-width and --slot-height");
        try (FileChannel channel =
                        FileChannel.open(
                                temporary, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Mapping header = Mapping.map(channel, 0, geometry.length(Section.HEADER), true);
                Mapping signals =
                        Mapping.map(
                                channel,
                                geometry.offset(Section.SIGNALS),
                                geometry.length(Section.SIGNALS),
                                true)) {
            ProcessIdentity self = ProcessIdentity.current();
            if (stopped) {
                new StopLatch(signals.store()).press(self.pid(), now);
            }
            RegionHeader.write(header.store(), geometry, self, now, ProcessIdentity.bootId());
            Files.move(temporary, files.region(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new RegionException(
                    "cannot create region " + files.region() + ": " + Reason.of(e), e);
        }
    }

    private static void checkFolder(RegionFiles files) {
        Path folder = files.region().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new RegionException(
                    "cannot create region "
                            + files.region()
                            + ": "
                            + folder
                            + " is no folder that you may write; give another --region");
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // What is left is replaced by the next creator; the cause of the failure matters more.
        }
    }

    private static void deleteQuietly(LockFile lock) {
        try {
            lock.deleteIfOurs();
        } catch (IOException e) {
            // An empty file is left; the cause of the failure matters more.
        }
    }
}
