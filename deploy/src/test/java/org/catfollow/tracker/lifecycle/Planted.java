package org.catfollow.tracker.lifecycle;

import org.opencv.core.Mat;

/** Breaks a rule, for the test of the rule: a decision looks into a picture. */
public final class Planted {
    private Planted() {}

    static double pixel(Mat picture) {
        return picture.get(0, 0)[0];
    }
}
