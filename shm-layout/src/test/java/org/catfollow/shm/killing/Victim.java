package org.catfollow.shm.killing;

import java.io.IOException;
import java.util.List;
import org.catfollow.shm.region.RegionFiles;

/** One region with a writer that is stopped and killed at one step, and those who look on. */
interface Victim extends AutoCloseable {
    /** Returns the region's files. */
    RegionFiles files();

    /** Is told that the writer is ready to begin: readers attach now. */
    void watch() throws IOException;

    /** Looks at a writer that stands after the steps {@code done}, alive. */
    void whileStanding(List<Step> done) throws IOException;

    /** Looks at what a dead writer left, and takes over from it. */
    void afterDeath(List<Step> done) throws IOException;

    @Override
    void close() throws IOException;
}
