package org.catfollow.detector.heads;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.catfollow.detector.decode.CenterHead;
import org.catfollow.detector.decode.OutputTable;
import org.catfollow.detector.decode.RowsHead;
import org.catfollow.detector.decode.SsdHead;
import org.catfollow.detector.decode.YoloGrid;
import org.catfollow.detector.decode.YoloV5Head;
import org.catfollow.detector.decode.YoloV8Head;
import org.catfollow.detector.decode.YoloxHead;
import org.catfollow.detector.inference.ModelDescription;
import org.catfollow.detector.inference.PostProcessOperator;
import org.catfollow.detector.inference.TensorInfo;

/**
 * Finds out what kind of detector a model is, from its tensors and operators; never from its name.
 *
 * <p>Told apart, in this order, with {@code cells} for the number of grid cells that the strides 8, 16,
 * 32 (or 8 to 64, 4 to 32, 16 and 32) make of the model's picture:
 *
 * <pre>
 * operator TFLite_Detection_PostProcess                      ssd
 * [1, 4+C, cells]                                            yolov8
 * [1, 3*cells, 5+C]         three anchors a cell             yolov5
 * [1, cells, 4+C]           with a SOFTMAX in the graph      yolov8
 * [1, cells, 5+C]           with neither SOFTMAX nor EXP     yolox, raw
 * [1, cells, 5+C]           with EXP, without SOFTMAX        yolox, decoded in its graph
 * [1, N, 6]                 N at most 1,000, no cells        rows
 * [1, H, W, C+4]            one cell every 4, 8 or 16        center
 *                           pixels, no SOFTMAX
 * </pre>
 *
 * <p>YOLOv5 and YOLOX have rows of the same form, but YOLOv5 has three anchors in each cell and YOLOX
 * none ({@code TFDetect} in yolov5's {@code models/tf.py}; {@code n_anchors = 1} in YOLOX's {@code
 * yolo_head.py}). A YOLOX that decodes takes e to the power of its sizes; no other operator of it does.
 * YOLOv8 finds each edge as the mean of a distribution, hence the SOFTMAX; YOLOX has none.
 *
 * <p>Other models put out grids too. A YOLOv2 has one cell every 32 pixels, as the features of a
 * classifier have, which is too coarse for maxima among neighbours; one that names a class for each cell
 * ends with a SOFTMAX, where the scores of centre points are sigmoids.
 */
public final class HeadFinder {
    private static final int MOST_ROWS = 1_000;
    private static final int ANCHORS = 3;

    /** Pixels from cell to cell of a grid of centre points. */
    private static final Set<Integer> CENTER_STRIDES = Set.of(4, 8, 16);

    private final ModelDescription model;

    private HeadFinder(ModelDescription model) {
        this.model = model;
    }

    /** Returns the head that fits a model; none where no known one does. */
    public static Optional<FoundHead> find(ModelDescription model) {
        HeadFinder finder = new HeadFinder(model);
        return Arrays.stream(ModelType.values())
                .filter(finder::looksLike)
                .findFirst()
                .flatMap(finder::readAs);
    }

    /** Returns how to read a model as one of a given kind; none where its outputs do not allow it. */
    public static Optional<FoundHead> as(ModelType type, ModelDescription model) {
        return new HeadFinder(model).readAs(type);
    }

    /** Returns the names of the known kinds, for messages. */
    public static String knownTypes() {
        return Stream.of(ModelType.values())
                .map(ModelType::toString)
                .collect(Collectors.joining(", "));
    }

    private boolean looksLike(ModelType type) {
        if (type == ModelType.SSD || model.postProcess().isPresent()) {
            return type == ModelType.SSD && model.postProcess().isPresent();
        }
        if (type == ModelType.CENTER) {
            return centerGrid().filter(this::hasCenterStride).isPresent() && !model.hasSoftmax();
        }
        Optional<TensorInfo> table = onlyTable();
        if (table.isEmpty()) {
            return false;
        }
        int rows = table.get().shape().get(1);
        int columns = table.get().shape().get(2);
        boolean oneRowACell = hasCells(rows);
        return switch (type) {
            case SSD, CENTER -> false;
            case YOLOV5 -> rows % ANCHORS == 0 && hasCells(rows / ANCHORS);
            case YOLOV8 -> hasCells(columns) || (oneRowACell && model.hasSoftmax());
            case YOLOX -> oneRowACell && !model.hasSoftmax();
            case ROWS -> columns == RowsHead.COLUMNS && rows <= MOST_ROWS && !oneRowACell;
        };
    }

    private boolean hasCells(int count) {
        return grid(count).isPresent();
    }

    private Optional<YoloGrid> grid(int count) {
        return YoloGrid.ofCells(count, model.inputWidth(), model.inputHeight());
    }

    /** Returns the only output, where there is one with rows and columns. */
    private Optional<TensorInfo> onlyTable() {
        return model.outputs().size() == 1 && model.outputs().get(0).hasShape(1, -1, -1)
                ? Optional.of(model.outputs().get(0))
                : Optional.empty();
    }

    /** Returns the only output, where it is a grid of cells with at least one class. */
    private Optional<TensorInfo> centerGrid() {
        return model.outputs().size() == 1
                        && model.outputs().get(0).hasShape(1, -1, -1, -1)
                        && model.outputs().get(0).shape().get(3) > CenterHead.DISTANCES
                ? Optional.of(model.outputs().get(0))
                : Optional.empty();
    }

    private boolean hasCenterStride(TensorInfo grid) {
        int down = grid.shape().get(1);
        int across = grid.shape().get(2);
        return CENTER_STRIDES.stream()
                .anyMatch(
                        stride ->
                                down * stride == model.inputHeight()
                                        && across * stride == model.inputWidth());
    }

    private Optional<FoundHead> readAs(ModelType type) {
        if (type == ModelType.SSD) {
            return model.postProcess().filter(this::hasItsShapes).map(HeadFinder::ssd);
        }
        if (type == ModelType.CENTER) {
            return centerGrid().map(HeadFinder::center);
        }
        return onlyTable()
                .map(
                        table ->
                                switch (type) {
                                    case SSD, CENTER -> null;
                                    case YOLOV5 -> yoloV5(type, table);
                                    case YOLOV8 -> yoloV8(table);
                                    case YOLOX ->
                                            model.hasExp() ? yoloV5(type, table) : yoloX(table);
                                    case ROWS -> rows(table);
                                })
                .filter(Objects::nonNull);
    }

    private boolean hasItsShapes(PostProcessOperator operator) {
        List<TensorInfo> outputs = model.outputs();
        TensorInfo boxes = outputs.get(operator.boxesOutput());
        int rows = boxes.hasShape(1, -1, 4) ? boxes.shape().get(1) : 0;
        return rows >= 1
                && outputs.get(operator.classesOutput()).hasShape(1, rows)
                && outputs.get(operator.scoresOutput()).hasShape(1, rows)
                && outputs.get(operator.countOutput()).hasShape(1);
    }

    private static FoundHead ssd(PostProcessOperator operator) {
        return new FoundHead(
                ModelType.SSD,
                operator.classCount(),
                (outputs, filter) ->
                        new SsdHead(
                                outputs.apply(operator.boxesOutput()),
                                outputs.apply(operator.classesOutput()),
                                outputs.apply(operator.scoresOutput()),
                                outputs.apply(operator.countOutput()),
                                filter));
    }

    private static FoundHead center(TensorInfo grid) {
        return new FoundHead(
                ModelType.CENTER,
                OptionalInt.of(grid.shape().get(3) - CenterHead.DISTANCES),
                (outputs, filter) -> new CenterHead(outputs.apply(0), filter));
    }

    /** Decoded rows with objectness, YOLOv5's own or those of a YOLOX. */
    private FoundHead yoloV5(ModelType type, TensorInfo table) {
        int classes = table.shape().get(2) - YoloV5Head.CLASSES;
        if (classes < 1) {
            return null;
        }
        return new FoundHead(
                type,
                OptionalInt.of(classes),
                (outputs, filter) ->
                        new YoloV5Head(
                                OutputTable.ofRows(outputs.apply(0)),
                                model.inputWidth(),
                                model.inputHeight(),
                                filter));
    }

    private FoundHead yoloX(TensorInfo table) {
        int classes = table.shape().get(2) - YoloV5Head.CLASSES;
        Optional<YoloGrid> grid = grid(table.shape().get(1));
        if (classes < 1 || grid.isEmpty()) {
            return null;
        }
        return new FoundHead(
                ModelType.YOLOX,
                OptionalInt.of(classes),
                (outputs, filter) ->
                        new YoloxHead(OutputTable.ofRows(outputs.apply(0)), grid.get(), filter));
    }

    private FoundHead yoloV8(TensorInfo table) {
        int first = table.shape().get(1);
        int second = table.shape().get(2);
        // Where neither is a number of cells, the longer side has the boxes.
        boolean columnsFirst = hasCells(second) || (!hasCells(first) && first < second);
        int classes = (columnsFirst ? first : second) - YoloV8Head.CLASSES;
        if (classes < 1) {
            return null;
        }
        return new FoundHead(
                ModelType.YOLOV8,
                OptionalInt.of(classes),
                (outputs, filter) ->
                        new YoloV8Head(
                                columnsFirst
                                        ? OutputTable.ofColumns(outputs.apply(0))
                                        : OutputTable.ofRows(outputs.apply(0)),
                                model.inputWidth(),
                                model.inputHeight(),
                                filter));
    }

    private FoundHead rows(TensorInfo table) {
        if (table.shape().get(2) != RowsHead.COLUMNS) {
            return null;
        }
        return new FoundHead(
                ModelType.ROWS,
                OptionalInt.empty(),
                (outputs, filter) ->
                        new RowsHead(
                                OutputTable.ofRows(outputs.apply(0)),
                                model.inputWidth(),
                                model.inputHeight(),
                                filter));
    }
}
