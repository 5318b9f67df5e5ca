package org.catfollow.view;

import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.tracker.TrackerCommand;

/** Breaks rules, for the test of the rules: the view knows a stage, and plays one. */
public final class Planted {
    private Planted() {}

    static Class<?> stage() {
        return TrackerCommand.class;
    }

    static RoleClaim claim(Region region) {
        return region.claim(Role.TRACKER);
    }
}
