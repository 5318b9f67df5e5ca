package org.catfollow.cli.doctor;

import java.util.List;

/** Looks at one thing; changes nothing. */
public interface Check {
    /** Returns what was seen, at least one line. */
    List<Finding> look();
}
