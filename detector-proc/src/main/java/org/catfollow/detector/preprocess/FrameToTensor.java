package org.catfollow.detector.preprocess;

import java.nio.ByteBuffer;
import org.catfollow.detector.inference.TensorInfo;
import org.catfollow.detector.inference.TensorType;
import org.catfollow.runtime.StageFailure;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Writes a BGR frame of any size into a model's input tensor, as its {@link InputPlan} says. One
 * thread; allocates nothing per frame, once frames keep their size.
 *
 * <p>The frame is read once, by the resize; its pixels may change or vanish as soon as {@link #write}
 * has returned. Bilinear, because that is how the reference scores of the published models were made:
 * nearest-neighbour or area averaging alone moves scores by up to 0.06.
 *
 * <pre>
 *  frame --resize--> resized --colour order--> ordered --numbers--> tensor
 *                    (content: the part without a border)
 * </pre>
 *
 * <p>A step that the model does not need is left out: its two matrices are then one.
 */
public final class FrameToTensor implements AutoCloseable {
    private final InputPlan plan;
    private final Placement placement;
    private final Mat resized;
    private final Mat ordered;
    private final Mat tensor;
    private final Mat table;
    private final boolean floats;
    private final double floatScale;
    private Mat content;
    private Size contentSize;

    // The matrix over it does not keep it alive.
    @SuppressWarnings("unused")
    private final ByteBuffer memory;

    /**
     * Makes a writer.
     *
     * @param input [1, height, width, 3], uint8, int8 or float32
     * @param memory the tensor's own memory
     * @throws StageFailure (model) for a quantisation that cannot hold a picture
     */
    public FrameToTensor(TensorInfo input, ByteBuffer memory, InputPlan plan) {
        int height = input.shape().get(1);
        int width = input.shape().get(2);
        this.floats = input.type() == TensorType.FLOAT32;
        int expectedBytes = height * width * 3 * (floats ? Float.BYTES : 1);
        if (memory.capacity() != expectedBytes) {
            throw new IllegalArgumentException(
                    "input tensor of " + memory.capacity() + " bytes, expected " + expectedBytes);
        }
        this.plan = plan;
        this.memory = memory;
        this.placement = new Placement(plan.fit(), width, height);
        this.floatScale = (plan.brightest() - plan.darkest()) / (ByteTable.ENTRIES - 1);
        byte[] entries = floats ? new byte[ByteTable.ENTRIES] : ByteTable.of(input, plan);
        this.tensor = new Mat(height, width, floats ? CvType.CV_32FC3 : CvType.CV_8UC3, memory);
        // A border is drawn once, so the picture with it must not lie in the tensor itself, which
        // the library may use for other numbers while it computes.
        boolean bordered = plan.fit() != InputPlan.Fit.STRETCHED;
        boolean numbered =
                floats || !ByteTable.isIdentity(entries) || (bordered && !plan.redFirst());
        this.ordered = numbered ? new Mat(height, width, CvType.CV_8UC3) : tensor;
        this.resized = plan.redFirst() ? new Mat(height, width, CvType.CV_8UC3) : ordered;
        this.table = new Mat(1, ByteTable.ENTRIES, CvType.CV_8UC1);
        int ignored = table.put(0, 0, entries);
        this.content = resized.submat(0, height, 0, width);
        this.contentSize = content.size();
    }

    /** Returns where the frame that was written last lies in the model's picture. */
    public Placement placement() {
        return placement;
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
        if (placement.place(frame.cols(), frame.rows())) {
            drawBorder();
        }
        Imgproc.resize(frame, content, contentSize, 0, 0, Imgproc.INTER_LINEAR);
        if (plan.redFirst()) {
            // Into another matrix: OpenCV copies its input when source and target are one, and
            // promises nothing when they merely share memory.
            Imgproc.cvtColor(resized, ordered, Imgproc.COLOR_BGR2RGB);
        }
        if (floats) {
            ordered.convertTo(tensor, CvType.CV_32FC3, floatScale, plan.darkest());
        } else if (ordered != tensor) {
            Core.LUT(ordered, table, tensor);
        }
    }

    private void drawBorder() {
        // What it returns is a second hold on the same pixels, which else only a garbage collection
        // would let go of; and this process makes no garbage.
        resized.setTo(Scalar.all(InputPlan.BORDER)).release();
        content.release();
        content =
                resized.submat(
                        placement.top(),
                        placement.top() + placement.height(),
                        placement.left(),
                        placement.left() + placement.width());
        contentSize = content.size();
    }

    /** Lets go of OpenCV's matrices, not of the tensor's memory. */
    @Override
    public void close() {
        content.release();
        resized.release();
        ordered.release();
        tensor.release();
        table.release();
    }
}
