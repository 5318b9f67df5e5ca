package org.catfollow.capture.source;

import java.util.Locale;

/** What a camera is asked to send. */
public enum Codec {
    /** What fits the size and the rate. */
    AUTO,
    /** One JPEG picture after the other. */
    MJPEG,
    /** Two bytes a pixel, uncompressed: USB cameras. */
    YUYV,
    /** One and a half bytes a pixel, uncompressed: the ribbon-cable camera. */
    YUV420;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
