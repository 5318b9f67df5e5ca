package org.catfollow.shm.layout;

import java.util.Locale;

/** The processes that own a section each. The ordinal is part of the layout: append only. */
public enum Role {
    /** Camera to frame ring. */
    CAPTURE(Section.CAPTURE),
    /** Frame ring to detections. */
    DETECTOR(Section.DETECTOR),
    /** Frame ring and detections to track. */
    TRACKER(Section.TRACKER),
    /** Track to wheels. */
    CONTROL(Section.CONTROL),
    /** Holds the wheels at zero while control does not live. */
    GUARD(Section.GUARD);

    private final Section section;

    Role(Section section) {
        this.section = section;
    }

    /** Returns the section that only the holder of this role writes. */
    public Section section() {
        return section;
    }

    /** Returns the name that people type: {@code capture}, {@code detector}, ... */
    public String stageName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
