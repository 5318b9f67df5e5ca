package org.catfollow.capture.source;

import org.opencv.core.CvException;

/** Makes one line of what OpenCV throws. */
final class OpenCvText {
    private OpenCvText() {}

    static String oneLine(CvException e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
