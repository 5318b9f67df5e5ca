package org.catfollow.control.settings;

/**
 * How near to the target the car goes. The height of the target's box, as a fraction of the picture's
 * height, stands in for the distance: twice as far is half as high.
 *
 * @param holdSize the height to hold
 * @param holdBand within this of {@code holdSize} the car holds; it drives again only when the height
 *     falls under {@code holdSize - 2 * holdBand}
 * @param nearSize at this height and above the wheels are still at once
 */
public record HoldSettings(double holdSize, double holdBand, double nearSize) {

    /** A cat 0.25 m high fills 0.45 of a 41 degree picture from 0.74 m away, and 0.6 from 0.56 m. */
    public static final HoldSettings DEFAULT = new HoldSettings(0.45, 0.05, 0.6);

    /** Refuses sizes that leave no band or no room before the nearest allowed one. */
    public HoldSettings {
        Check.within("--hold-size", holdSize, 0.05, 0.9, "of the picture's height");
        Check.within("--hold-band", holdBand, 0.005, holdSize / 3, "of the picture's height");
        Check.within("--near-size", nearSize, 0.05, 1, "of the picture's height");
        Check.less("--hold-size", holdSize, "--near-size", nearSize);
    }

    /** Returns the height from which on the car holds. */
    public double enterSize() {
        return holdSize - holdBand;
    }

    /** Returns the height under which a car that holds drives again. */
    public double leaveSize() {
        return holdSize - 2 * holdBand;
    }
}
