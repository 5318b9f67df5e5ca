package org.catfollow.detector.accuracy;

/**
 * Where somebody saw a thing in a picture; pixels, origin top left.
 *
 * @param crowd whether it is a region with too many of them to tell apart: what is found in it is
 *     neither right nor wrong
 */
public record TrueBox(double x, double y, double width, double height, boolean crowd) {
    double area() {
        return width * height;
    }

    /**
     * Returns by how much a box that was found covers this one: intersection over union; for a crowd,
     * intersection over the found box.
     */
    double overlap(double foundX, double foundY, double foundWidth, double foundHeight) {
        double across = Math.min(x + width, foundX + foundWidth) - Math.max(x, foundX);
        double down = Math.min(y + height, foundY + foundHeight) - Math.max(y, foundY);
        if (across <= 0 || down <= 0) {
            return 0;
        }
        double both = across * down;
        double found = foundWidth * foundHeight;
        return both / (crowd ? found : found + area() - both);
    }
}
