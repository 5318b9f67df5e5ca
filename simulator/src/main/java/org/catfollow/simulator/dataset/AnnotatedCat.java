package org.catfollow.simulator.dataset;

import org.catfollow.simulator.picture.PictureTruth;
import org.catfollow.simulator.world.ActorPlan;

/**
 * A cat in a picture, as the data set tells it.
 *
 * @param picture the picture's number
 * @param x left edge of the box around what is seen of it, pixels
 * @param y top edge
 * @param width pixels
 * @param height pixels
 * @param visible part of it within the picture that nothing hides, 0 to 1
 * @param inside part of its whole box that lies within the picture, 0 to 1
 * @param distanceMetres from the lens, along the floor
 * @param hardlySeen whether so little is seen that nobody is to be judged by it
 */
record AnnotatedCat(
        long picture,
        double x,
        double y,
        double width,
        double height,
        double visible,
        double inside,
        double distanceMetres,
        boolean hardlySeen) {
    /** Less of what lies within the picture, and nobody is judged by it. */
    static final double LEAST_VISIBLE = 0.3;

    /** Less of its whole box within the picture, and nobody is judged by it. */
    static final double LEAST_INSIDE = 0.2;

    /** Fewer pixels of 640 by 480, and nobody is judged by it. */
    static final int LEAST_PIXELS = 200;

    private static final double USUAL_AREA = 640 * 480;

    /**
     * Returns a cat as it was drawn; null where no pixel shows it.
     *
     * @param shrink by how much the picture is made smaller
     * @param area of the drawn picture, pixels
     */
    static AnnotatedCat of(long picture, PictureTruth.Sighting seen, int shrink, int area) {
        if (seen.pixels == 0 || seen.kind != ActorPlan.Kind.CAT) {
            return null;
        }
        boolean few = seen.pixels * USUAL_AREA / area < LEAST_PIXELS;
        return new AnnotatedCat(
                picture,
                seen.x / shrink,
                seen.y / shrink,
                seen.width / shrink,
                seen.height / shrink,
                seen.visibleFraction,
                seen.insideFraction,
                seen.distanceMetres,
                few || seen.visibleFraction < LEAST_VISIBLE || seen.insideFraction < LEAST_INSIDE);
    }
}
