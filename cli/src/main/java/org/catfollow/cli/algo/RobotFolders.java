package org.catfollow.cli.algo;

import java.nio.file.Path;
import org.catfollow.shm.region.RegionFiles;

/** Which robot's pictures and folders are meant: the command above knows. */
public interface RobotFolders {
    /** Returns where its region is, be it there or not. */
    RegionFiles files();

    /** Returns where its logs lie. */
    Path stateFolder();
}
