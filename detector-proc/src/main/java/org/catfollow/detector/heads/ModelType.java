package org.catfollow.detector.heads;

import java.util.Locale;
import org.catfollow.detector.preprocess.InputPlan;
import org.catfollow.detector.preprocess.InputPlan.Fit;

/** The kinds of detectors that are known, and what each wants its picture to be like. */
public enum ModelType {
    /** SSD and EfficientDet-Lite with {@code TFLite_Detection_PostProcess}. */
    SSD,
    /** YOLOv5, decoded. */
    YOLOV5,
    /** YOLOv8, v9, 11 and YOLOv5u, decoded. */
    YOLOV8,
    /** YOLOX, raw or decoded. */
    YOLOX,
    /** Finished rows of corners, score and class: YOLOv10, and YOLO exports with suppression inside. */
    ROWS,
    /** A grid of centre points with the distances to a box's edges: one output with four dimensions. */
    CENTER;

    /** Returns what it wants its picture to be like. */
    public InputPlan inputPlan() {
        return switch (this) {
            case SSD -> new InputPlan(Fit.STRETCHED, true, -1, 1);
            case CENTER -> new InputPlan(Fit.CENTRED, true, -1, 1);
            case YOLOV5, YOLOV8, ROWS -> new InputPlan(Fit.CENTRED, true, 0, 1);
            // Trained on what OpenCV reads: blue first, unscaled.
            case YOLOX -> new InputPlan(Fit.TOP_LEFT, false, 0, 255);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
