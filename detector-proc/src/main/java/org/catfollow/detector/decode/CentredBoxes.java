package org.catfollow.detector.decode;

/**
 * The first four columns of decoded YOLO rows: middle across, middle down, width, height.
 *
 * <p>Some exporters write them as parts of the model's picture (YOLOv5 and v8 to TensorFlow Lite, so
 * that quantisation keeps them), others in its pixels (the same models by way of ONNX). Each box tells
 * by itself: in parts no middle is beyond 2 and no side beyond 4, and in pixels a box that small, in
 * the very corner, is of no use to anybody.
 */
final class CentredBoxes {
    private static final float FARTHEST_PART = 2f;
    private static final float LONGEST_PART = 4f;

    private final OutputTable table;
    private final float partsPerPixelAcross;
    private final float partsPerPixelDown;

    CentredBoxes(OutputTable table, int inputWidth, int inputHeight) {
        this.table = table;
        this.partsPerPixelAcross = 1f / inputWidth;
        this.partsPerPixelDown = 1f / inputHeight;
    }

    void offer(int row, int classIndex, float score, CandidateBoxes candidates) {
        float x = table.real(row, 0);
        float y = table.real(row, 1);
        float halfWidth = table.real(row, 2) / 2;
        float halfHeight = table.real(row, 3) / 2;
        boolean pixels =
                Math.max(x, y) > FARTHEST_PART
                        || 2 * Math.max(halfWidth, halfHeight) > LONGEST_PART;
        float across = pixels ? partsPerPixelAcross : 1f;
        float down = pixels ? partsPerPixelDown : 1f;
        candidates.offer(
                classIndex,
                score,
                (x - halfWidth) * across,
                (y - halfHeight) * down,
                (x + halfWidth) * across,
                (y + halfHeight) * down);
    }
}
