package org.catfollow.sdk;

import org.catfollow.runtime.ExitCode;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleClaim;

/** Breaks rules, for the test of the rules: the images know what every process has, and play a stage. */
public final class Planted {
    private Planted() {}

    static int code() {
        return ExitCode.FAILED.code();
    }

    static RoleClaim claim(Region region) {
        return region.claim(Role.TRACKER);
    }
}
