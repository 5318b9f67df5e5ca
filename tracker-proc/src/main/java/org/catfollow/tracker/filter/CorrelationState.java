package org.catfollow.tracker.filter;

/** The few numbers of a {@link CorrelationTracker} that are not buffers; copied to take a frame back. */
final class CorrelationState {
    private static final CorrelationState NONE = new CorrelationState();

    double centreX;
    double centreY;

    /** Size of the target as given, pixels. */
    double givenWidth;

    double givenHeight;

    /** Size that it had when it was first given, which chose the shape of the scale filter's crops. */
    double firstWidth;

    double firstHeight;

    /** How much it has grown since. */
    double scale = 1;

    /** Frames since it was given. */
    long frames;

    /** Mean height of the response in frames that looked right, and how many there were. */
    double meanHeight;

    int heights;

    /** Mean height of the colours' response in those frames. */
    double meanColour;

    /** Mean peak-to-sidelobe ratio of the first frames, and how many there were. */
    double firstRatio;

    int ratios;

    /** Windows beside that were searched since it was last where it should be. */
    int neighbour;

    /** A place far away that looked better, to be looked at once more, right at its middle. */
    boolean candidate;

    double candidateX;
    double candidateY;

    /** Where somebody expects it in the next frame; read once. */
    boolean expected;

    double expectedX;
    double expectedY;

    /** Size and middle of the patch of its colours beside those of its box, and how clear they are. */
    double colourWidth;

    double colourHeight;
    double colourX;
    double colourY;
    double colourContrast;

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
        expected = false;
        candidate = false;
        neighbour = 0;
    }

    /** Forgets the last target. */
    void reset() {
        copyFrom(NONE);
    }

    void copyFrom(CorrelationState other) {
        centreX = other.centreX;
        centreY = other.centreY;
        firstWidth = other.firstWidth;
        firstHeight = other.firstHeight;
        givenWidth = other.givenWidth;
        givenHeight = other.givenHeight;
        scale = other.scale;
        frames = other.frames;
        meanHeight = other.meanHeight;
        heights = other.heights;
        meanColour = other.meanColour;
        firstRatio = other.firstRatio;
        ratios = other.ratios;
        neighbour = other.neighbour;
        candidate = other.candidate;
        candidateX = other.candidateX;
        candidateY = other.candidateY;
        expected = other.expected;
        expectedX = other.expectedX;
        expectedY = other.expectedY;
        colourWidth = other.colourWidth;
        colourHeight = other.colourHeight;
        colourX = other.colourX;
        colourY = other.colourY;
        colourContrast = other.colourContrast;
    }
}
