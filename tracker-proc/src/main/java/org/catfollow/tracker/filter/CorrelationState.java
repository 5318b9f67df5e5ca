package org.catfollow.tracker.filter;

/** The few numbers of a {@link CorrelationTracker} that are not buffers; copied to take a frame back. */
final class CorrelationState {
    double centreX;
    double centreY;

    /** Size of the target as given, pixels. */
    double givenWidth;

    double givenHeight;

    /** How much it has grown since. */
    double scale = 1;

    /** Frames since it was given. */
    long frames;

    /** Mean height of the response in frames that looked right, and how many there were. */
    double meanHeight;

    int heights;

    /** Mean peak-to-sidelobe ratio of the first frames, and how many there were. */
    double firstRatio;

    int ratios;

    /** Which neighbour is searched next when the target is not where it should be. */
    int neighbour;

    double width() {
        return givenWidth * scale;
    }

    double height() {
        return givenHeight * scale;
    }

    void give(double x, double y, double width, double height) {
        centreX = x + width / 2;
        centreY = y + height / 2;
        givenWidth = width;
        givenHeight = height;
        scale = 1;
    }

    void copyFrom(CorrelationState other) {
        centreX = other.centreX;
        centreY = other.centreY;
        givenWidth = other.givenWidth;
        givenHeight = other.givenHeight;
        scale = other.scale;
        frames = other.frames;
        meanHeight = other.meanHeight;
        heights = other.heights;
        firstRatio = other.firstRatio;
        ratios = other.ratios;
        neighbour = other.neighbour;
    }
}
