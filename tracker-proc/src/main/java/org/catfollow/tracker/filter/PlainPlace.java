package org.catfollow.tracker.filter;

import org.opencv.core.Mat;

/**
 * Where a plain tracker's target is and how it looked at first: all that it knows beside its filter.
 * Copied to take a frame back.
 */
final class PlainPlace {
    boolean known;
    double centreX;
    double centreY;
    double width;
    double height;
    final FirstFrames first = new FirstFrames();

    void give(float x, float y, float boxWidth, float boxHeight) {
        known = true;
        centreX = x + boxWidth / 2;
        centreY = y + boxHeight / 2;
        width = boxWidth;
        height = boxHeight;
    }

    /** Moves the box, but not out of the picture: there is nothing to be seen but repeated border. */
    void move(double byX, double byY, Mat bgr) {
        centreX = Math.clamp(centreX + byX, -width / 2, bgr.cols() + width / 2);
        centreY = Math.clamp(centreY + byY, -height / 2, bgr.rows() + height / 2);
    }

    /** Answers with this place; {@code measure} is what the quality is made of. */
    void answer(double measure, float peakToSidelobe, TrackedBox out) {
        out.setBox(
                (float) (centreX - width / 2),
                (float) (centreY - height / 2),
                (float) width,
                (float) height);
        out.peakToSidelobe = peakToSidelobe;
        out.quality = first.relative(measure);
    }

    void copyFrom(PlainPlace other) {
        known = other.known;
        centreX = other.centreX;
        centreY = other.centreY;
        width = other.width;
        height = other.height;
        first.copyFrom(other.first);
    }
}
