package org.catfollow.control.calibrate;

import org.catfollow.shm.region.RegionFiles;

/** The program whose command calibrate is: it has the flags by which the region is found. */
public interface RegionHolder {
    /** Returns where the region is. */
    RegionFiles regionFiles();
}
