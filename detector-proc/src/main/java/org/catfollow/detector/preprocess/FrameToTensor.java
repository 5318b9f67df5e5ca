package org.catfollow.detector.preprocess;

import java.nio.ByteBuffer;
import org.catfollow.detector.inference.TensorInfo;
import org.catfollow.detector.inference.TensorType;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Writes a BGR frame of any size into a model's RGB input tensor. One thread; allocates nothing per
 * frame.
 *
 * <p>The frame is read once, by the resize; its pixels may change or vanish as soon as {@link #write}
 * has returned. Bilinear, because that is how the reference scores of the published models were made:
 * nearest-neighbour or area averaging alone moves scores by up to 0.06.
 */
public final class FrameToTensor implements AutoCloseable {
    /** What float models of this family were trained on: (x - 127.5) / 127.5. */
    private static final double FLOAT_SCALE = 1 / 127.5;

    private static final double FLOAT_OFFSET = -1;

    private final TensorInfo input;
    private final Size size;
    // In the model's size, not the frame's. Two, because OpenCV's colour conversion copies its
    // input
    // when source and target are one matrix, and promises nothing when they merely share memory.
    private final Mat bgr;
    private final Mat rgb;
    private final Mat tensor;

    // The matrix over it does not keep it alive.
    @SuppressWarnings("unused")
    private final ByteBuffer memory;

    /**
     * Makes a writer.
     *
     * @param input [1, height, width, 3], uint8 or float32
     * @param memory the tensor's own memory
     * @throws StageFailure (model) for a quantisation that bytes of a picture do not fit
     */
    public FrameToTensor(TensorInfo input, ByteBuffer memory) {
        int height = input.shape().get(1);
        int width = input.shape().get(2);
        boolean floats = input.type() == TensorType.FLOAT32;
        int expectedBytes = height * width * 3 * (floats ? Float.BYTES : 1);
        if (memory.capacity() != expectedBytes) {
            throw new IllegalArgumentException(
                    "input tensor of " + memory.capacity() + " bytes, expected " + expectedBytes);
        }
        if (!floats && !PictureQuantization.takesRawBytes(input.scale(), input.zeroPoint())) {
            throw new StageFailure(
                    ExitCode.MODEL,
                    "model's input "
                            + input
                            + " has scale "
                            + input.scale()
                            + " and zero point "
                            + input.zeroPoint()
                            + ", which do not cover the bytes of a picture; supported are -1..1,"
                            + " 0..1 and 0..255");
        }
        this.input = input;
        this.memory = memory;
        this.size = new Size(width, height);
        this.bgr = new Mat(height, width, CvType.CV_8UC3);
        this.tensor = new Mat(height, width, floats ? CvType.CV_32FC3 : CvType.CV_8UC3, memory);
        this.rgb = floats ? new Mat(height, width, CvType.CV_8UC3) : tensor;
    }

    /**
     * Writes a frame.
     *
     * @param frame 8-bit BGR, at least one pixel; only read
     */
    public void write(Mat frame) {
        if (frame.type() != CvType.CV_8UC3 || frame.rows() < 1 || frame.cols() < 1) {
            throw new IllegalArgumentException("frame is no 8-bit BGR picture: " + frame);
        }
        Imgproc.resize(frame, bgr, size, 0, 0, Imgproc.INTER_LINEAR);
        Imgproc.cvtColor(bgr, rgb, Imgproc.COLOR_BGR2RGB);
        if (input.type() == TensorType.FLOAT32) {
            rgb.convertTo(tensor, CvType.CV_32FC3, FLOAT_SCALE, FLOAT_OFFSET);
        }
    }

    /** Lets go of OpenCV's matrices, not of the tensor's memory. */
    @Override
    public void close() {
        bgr.release();
        rgb.release();
        tensor.release();
    }
}
