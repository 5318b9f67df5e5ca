package org.catfollow.cli.recording;

import java.nio.ByteBuffer;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.ring.FrameDescription;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** A copy of one frame of the ring. A reusable holder, owned by one thread at a time. */
final class Shot {
    final FrameDescription frame = new FrameDescription();
    private final ByteBuffer pixels;

    Shot(int capacityBytes) {
        pixels = ByteBuffer.allocateDirect(capacityBytes);
    }

    /** Copies a frame that is open; the caller asks afterwards whether it was whole. */
    void take(FrameDescription from, ByteBuffer fromPixels) {
        frame.frameId = from.frameId;
        frame.captureNanos = from.captureNanos;
        frame.sourceIndex = from.sourceIndex;
        frame.widthPixels = from.widthPixels;
        frame.heightPixels = from.heightPixels;
        frame.strideBytes = from.strideBytes;
        frame.format = from.format;
        pixels.put(0, fromPixels, 0, (int) from.lengthBytes());
    }

    /** Returns the copy as it is to lie in a file without a format; null where it lies otherwise. */
    ByteBuffer packed() {
        boolean packed =
                frame.format == PixelFormat.BGR24
                        && frame.strideBytes == frame.widthPixels * frame.format.bytesPerPixel();
        return packed ? pixels.slice(0, (int) frame.lengthBytes()) : null;
    }

    /** Returns the copy's pixels, on its own memory: to be released by the caller before the next take. */
    Mat mat() {
        int type = frame.format == PixelFormat.BGR24 ? CvType.CV_8UC3 : CvType.CV_8UC1;
        return new Mat(frame.heightPixels, frame.widthPixels, type, pixels, frame.strideBytes);
    }
}
