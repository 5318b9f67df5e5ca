package org.catfollow.detector.accuracy;

/**
 * How well the boxes of one class fit what was annotated. Shares, 0 to 1; not a number where there was
 * nothing to find.
 *
 * @param ap mean of the average precision at intersections over union of 0.5 to 0.95, COCO's figure
 * @param ap50 average precision at 0.5
 * @param ap75 average precision at 0.75
 * @param recall share of the things found, at 0.5, by boxes of the asked score at least
 * @param falseAlarms pictures without the class for which a box of the asked score was reported
 * @param picturesWithout pictures without the class
 */
public record Accuracy(
        double ap, double ap50, double ap75, double recall, int falseAlarms, int picturesWithout) {}
