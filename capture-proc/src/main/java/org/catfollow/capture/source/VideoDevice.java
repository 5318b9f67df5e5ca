package org.catfollow.capture.source;

import org.opencv.core.Mat;

/**
 * What a {@link V4l2Camera} needs of OpenCV's VideoCapture; so thin that there is nothing to test in
 * what stands behind it. One thread at a time.
 */
interface VideoDevice {
    /** Opens the device; returns whether it is one, and free. */
    boolean open(String path);

    /** Asks for a property of {@code Videoio.CAP_PROP_*}; the driver may give another value. */
    boolean set(int property, double value);

    /** Returns a property's value. */
    double get(int property);

    /** Waits for the next picture; returns false when none came in the driver's or OpenCV's time. */
    boolean grab();

    /** Decodes the grabbed picture as BGR into the Mat, and gives its buffer back to the driver. */
    boolean retrieve(Mat target);

    /** Closes the device. */
    void close();
}
