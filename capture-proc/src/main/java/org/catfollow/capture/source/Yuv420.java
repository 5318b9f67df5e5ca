package org.catfollow.capture.source;

import java.nio.ByteBuffer;
import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/**
 * Planes Y, U and V, the latter two with half the rows of half the length; rows padded to a stride, as
 * libcamera leaves them: {@code rpicam-vid} writes its buffers as they are.
 *
 * <p>Colours are those of JPEG (BT.601, 0 to 255), which {@code rpicam-vid} asks of the camera for this
 * format ({@code get_colourspace_flags} in its rpicam_vid.cpp). OpenCV converts from 16 to 235 only: the
 * planes are squeezed into that range first, or dark would become black and bright white.
 *
 * <p>OpenCV takes two rows of U side by side for one row of Y, which agrees with libcamera's layout only
 * where a row has no padding. With padding, picture and padding are converted together into a scratch
 * Mat, and the picture copied from there.
 */
final class Yuv420 implements RawFormat {
    private final int width;
    private final int height;
    private final int stride;
    private Mat whole;
    private Mat luma;
    private Mat chroma;
    private Mat padded;
    private Mat picture;

    /**
     * Describes pictures.
     *
     * @param width pixels, even
     * @param height pixels, even
     * @param stride bytes from one row of Y to the next, even
     */
    Yuv420(int width, int height, int stride) {
        if (width % 2 != 0 || height % 2 != 0 || stride % 2 != 0 || stride < width) {
            throw new IllegalArgumentException(
                    "YUV420 of " + width + "x" + height + ", stride " + stride);
        }
        this.width = width;
        this.height = height;
        this.stride = stride;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int bytes() {
        return stride * height / 2 * 3;
    }

    @Override
    public void use(ByteBuffer pictures) {
        NativeLibraries.loadOpenCv();
        whole = new Mat(height / 2 * 3, stride, CvType.CV_8UC1, pictures);
        luma = whole.rowRange(0, height);
        chroma = whole.rowRange(height, height / 2 * 3);
        if (stride != width) {
            padded = new Mat(height, stride, CvType.CV_8UC3);
            picture = padded.colRange(0, width);
        }
    }

    @Override
    public void put(TargetSlot slot) {
        luma.convertTo(luma, CvType.CV_8U, 219 / 255.0, 16);
        chroma.convertTo(chroma, CvType.CV_8U, 224 / 255.0, 128 - 128 * 224 / 255.0);
        if (padded == null) {
            Mat target = slot.mat(width, height);
            long address = target.dataAddr();
            Imgproc.cvtColor(whole, target, Imgproc.COLOR_YUV2BGR_I420);
            SlotPixels.requireUnmoved(target, address);
        } else {
            Imgproc.cvtColor(whole, padded, Imgproc.COLOR_YUV2BGR_I420);
            SlotPixels.copy(picture, slot);
        }
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {luma, chroma, whole, picture, padded}) {
            if (mat != null) {
                mat.release();
            }
        }
    }
}
