package org.catfollow.capture.source;

import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.Mat;
import org.opencv.videoio.VideoCapture;
import org.opencv.videoio.Videoio;

/** OpenCV's own reader of V4L2 devices. */
final class OpenCvVideoDevice implements VideoDevice {
    private final VideoCapture capture;

    OpenCvVideoDevice() {
        NativeLibraries.loadOpenCv();
        capture = new VideoCapture();
    }

    @Override
    public boolean open(String path) {
        return capture.open(path, Videoio.CAP_V4L2);
    }

    @Override
    public boolean set(int property, double value) {
        return capture.set(property, value);
    }

    @Override
    public double get(int property) {
        return capture.get(property);
    }

    @Override
    public boolean grab() {
        return capture.grab();
    }

    @Override
    public boolean retrieve(Mat target) {
        return capture.retrieve(target);
    }

    @Override
    public void close() {
        capture.release();
    }
}
