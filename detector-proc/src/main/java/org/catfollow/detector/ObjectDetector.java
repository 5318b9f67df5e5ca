package org.catfollow.detector;

import org.catfollow.detector.preprocess.Crop;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.Mat;

/**
 * Finds boxes in pictures. One thread; allocates nothing per frame after warm-up.
 *
 * <p>In three steps, so that the stage's loop can check, between the first and the second, that the
 * frame was not written again while it was read: {@link #preprocess} is the only one that touches the
 * frame's pixels.
 */
interface ObjectDetector extends AutoCloseable {
    /**
     * Reads a frame, in place: as much of it as the settings name.
     *
     * @param bgr 8-bit BGR of any size; only read, and not kept
     */
    void preprocess(Mat bgr);

    /**
     * Reads a part of a frame, in place; boxes are in pixels of the frame all the same.
     *
     * @param bgr 8-bit BGR of any size; only read, and not kept
     * @param crop the part; not kept
     */
    default void preprocess(Mat bgr, Crop crop) {
        throw new UnsupportedOperationException("looks at whole frames only");
    }

    /**
     * Returns the larger side of the picture that the model sees, in pixels; 0 for a detector that
     * sees the frame's own pixels, and would see no more if it looked nearer.
     */
    default int inputSide() {
        return 0;
    }

    /**
     * Runs the model on what {@link #preprocess} read last; this is what takes the time.
     *
     * @throws org.catfollow.runtime.StageFailure (model) where the model fails
     */
    void invoke();

    /**
     * Puts what {@link #invoke} found last into {@code out}, best score first, in pixels of the frame
     * that {@link #preprocess} read. The stamps of {@code out} are the caller's.
     */
    void decode(Detections out);

    /** Does the three steps for a picture that nobody else writes. */
    default void detect(Mat bgr, Detections out) {
        preprocess(bgr);
        invoke();
        decode(out);
    }

    /** Lets go of the model; no other call may follow. */
    @Override
    void close();
}
