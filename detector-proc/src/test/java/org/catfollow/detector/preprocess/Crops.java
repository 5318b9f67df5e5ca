package org.catfollow.detector.preprocess;

/** Parts of frames, for tests. */
public final class Crops {
    private Crops() {}

    /** Returns the whole of a frame. */
    public static Crop whole(int frameWidth, int frameHeight) {
        return of(0, 0, frameWidth, frameHeight);
    }

    /** Returns a part. */
    public static Crop of(int x, int y, int width, int height) {
        Crop crop = new Crop();
        crop.set(x, y, width, height);
        return crop;
    }
}
