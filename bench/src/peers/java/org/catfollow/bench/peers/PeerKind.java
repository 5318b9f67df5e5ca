package org.catfollow.bench.peers;

import java.util.Locale;
import org.bytedeco.opencv.opencv_tracking.TrackerCSRT;
import org.bytedeco.opencv.opencv_tracking.TrackerKCF;
import org.bytedeco.opencv.opencv_video.Tracker;

/** OpenCV's trackers, with the settings that OpenCV gives them. */
enum PeerKind {
    /** Kernelised correlation filter (Henriques et al. 2015) with colour names. */
    KCF,
    /** Correlation filter with channel and spatial reliability (Lukezic et al. 2017). */
    CSRT;

    Tracker make() {
        return switch (this) {
            case KCF -> TrackerKCF.create();
            case CSRT -> TrackerCSRT.create();
        };
    }

    /** Returns the name that users know it by. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
