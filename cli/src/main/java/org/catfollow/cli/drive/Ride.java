package org.catfollow.cli.drive;

import java.util.List;

/**
 * How the car itself drove, wherever the cat was.
 *
 * @param motion how smoothly it was told to
 * @param safety what it came near to
 * @param moments when things were at their worst, in the order of their time
 */
record Ride(MotionFigures motion, SafetyFigures safety, List<Moment> moments) {
    Ride {
        moments = List.copyOf(moments);
    }
}
