package org.catfollow.detector.gate;

import java.nio.ByteBuffer;
import org.catfollow.detector.inference.AutoencoderModel;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Shows frames to an auto-encoder and measures how well it draws them. One thread; allocates nothing
 * after the first frame.
 */
final class AnomalyGate implements AutoCloseable {
    private static final double WHITE = 255;

    private final AutoencoderModel model;
    private final AnomalyJudge judge;
    private final Size size;
    private final int conversion;
    private final int numberType;
    private final Mat small = new Mat();
    private final Mat shown = new Mat();
    private final Mat tensor;
    private final byte[] shownBytes;

    // The matrix over it does not keep it alive.
    @SuppressWarnings("unused")
    private final ByteBuffer memory;

    /** Takes over the model. */
    AnomalyGate(AutoencoderModel model, AnomalyJudge judge) {
        this.model = model;
        this.judge = judge;
        boolean grey = model.channels() == 1;
        this.size = new Size(model.width(), model.height());
        this.conversion = grey ? Imgproc.COLOR_BGR2GRAY : Imgproc.COLOR_BGR2RGB;
        this.numberType = grey ? CvType.CV_32FC1 : CvType.CV_32FC3;
        this.memory = model.inputMemory();
        this.tensor = new Mat(model.height(), model.width(), numberType, memory);
        this.shownBytes = new byte[model.output().length];
    }

    /**
     * Looks at a frame; for two of three the last score stands.
     *
     * @param bgr 8-bit BGR; only read, and not kept
     * @param motionWeight 0 to 1, how much moves
     */
    Verdict look(Mat bgr, double motionWeight) {
        if (judge.wantsError()) {
            Imgproc.resize(bgr, small, size, 0, 0, Imgproc.INTER_AREA);
            Imgproc.cvtColor(small, shown, conversion);
            shown.get(0, 0, shownBytes);
            shown.convertTo(tensor, numberType, 1 / WHITE);
            model.invoke();
            judge.error(ReconstructionError.of(shownBytes, model.output()));
        }
        return judge.judge(motionWeight);
    }

    /** Returns why the delegate is not in use; empty where all is well. */
    String warning() {
        return model.warning();
    }

    @Override
    public void close() {
        small.release();
        shown.release();
        tensor.release();
        model.close();
    }
}
