package org.catfollow.detector.inference;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.catfollow.runtime.StageFailure;

/**
 * An SSD model that ends in {@code TFLite_Detection_PostProcess}, ready to run: one picture in, rows
 * of box, class and score out. One thread at a time.
 */
public final class SsdModel implements AutoCloseable {
    /** Largest side of an input that is taken for a picture, pixels. */
    private static final int LARGEST_SIDE = 4_096;

    private static final int LARGEST_ROWS = 10_000;

    private final Path path;
    private final Arena arena;
    private final TfliteInterpreter interpreter;
    private final SsdHead head;
    private final TensorInfo input;
    private final ByteBuffer inputMemory;
    private final MemorySegment staging;
    private final long boxesHandle;
    private final long classesHandle;
    private final long scoresHandle;
    private final long countHandle;
    private final float[] boxes;
    private final float[] classes;
    private final float[] scores;
    private final float[] count = new float[1];

    private SsdModel(ModelFile file, Arena arena, TfliteInterpreter interpreter) {
        this.path = file.path();
        this.arena = arena;
        this.interpreter = interpreter;
        head =
                SsdHead.find(file.littleEndian())
                        .orElseThrow(
                                () ->
                                        wrongTensors(
                                                file,
                                                interpreter,
                                                "no operator "
                                                        + SsdHead.OPERATOR
                                                        + " whose four"
                                                        + " results are outputs"));
        input = checkedInput(file, interpreter);
        int rows = checkedRows(file, interpreter, head);
        inputMemory = interpreter.warmUpInput();
        boxesHandle = interpreter.outputHandle(head.boxesOutput());
        classesHandle = interpreter.outputHandle(head.classesOutput());
        scoresHandle = interpreter.outputHandle(head.scoresOutput());
        countHandle = interpreter.outputHandle(head.countOutput());
        boxes = new float[4 * rows];
        classes = new float[rows];
        scores = new float[rows];
        staging = arena.allocate((long) boxes.length * Float.BYTES, Float.BYTES);
    }

    /**
     * Opens a model and runs it once.
     *
     * @param threads how many threads compute, the caller's own included
     * @param xnnpack whether to use the XNNPACK delegate; where that fails, {@link #warning} says why
     * @throws StageFailure (model) with what is wrong in one line
     */
    public static SsdModel open(Path path, int threads, boolean xnnpack) {
        // Shared: the thread that stops a stage is not always the one that started it.
        Arena arena = Arena.ofShared();
        TfliteInterpreter interpreter = null;
        SsdModel opened = null;
        try {
            ModelFile file = ModelFile.read(path, arena);
            interpreter = TfliteInterpreter.open(file, arena, threads, xnnpack);
            opened = new SsdModel(file, arena, interpreter);
            return opened;
        } finally {
            if (opened == null) {
                if (interpreter != null) {
                    interpreter.close();
                }
                arena.close();
            }
        }
    }

    private static TensorInfo checkedInput(ModelFile file, TfliteInterpreter interpreter) {
        if (interpreter.inputs().size() != 1) {
            throw wrongTensors(file, interpreter, "more than one input");
        }
        TensorInfo input = interpreter.inputs().get(0);
        boolean picture =
                input.hasShape(1, -1, -1, 3)
                        && side(input.shape().get(1))
                        && side(input.shape().get(2));
        if (!picture || (input.type() != TensorType.UINT8 && input.type() != TensorType.FLOAT32)) {
            throw wrongTensors(
                    file, interpreter, "input is no picture [1,H,W,3] of uint8 or float32");
        }
        return input;
    }

    private static boolean side(int pixels) {
        return pixels >= 1 && pixels <= LARGEST_SIDE;
    }

    private static int checkedRows(ModelFile file, TfliteInterpreter interpreter, SsdHead head) {
        TensorInfo boxes = interpreter.outputs().get(head.boxesOutput());
        int rows = boxes.hasShape(1, -1, 4) ? boxes.shape().get(1) : 0;
        boolean fits =
                rows >= 1
                        && rows <= LARGEST_ROWS
                        && interpreter.outputs().get(head.classesOutput()).hasShape(1, rows)
                        && interpreter.outputs().get(head.scoresOutput()).hasShape(1, rows)
                        && interpreter.outputs().get(head.countOutput()).hasShape(1)
                        && interpreter.outputs().stream()
                                .allMatch(output -> output.type() == TensorType.FLOAT32);
        if (!fits) {
            throw wrongTensors(
                    file,
                    interpreter,
                    "outputs are not float32 boxes [1,N,4], classes [1,N], scores [1,N], count [1]");
        }
        return rows;
    }

    private static StageFailure wrongTensors(
            ModelFile file, TfliteInterpreter interpreter, String what) {
        return file.unusable(
                "not an SSD model with post-processing: "
                        + what
                        + "; it has "
                        + interpreter.tensorsInOneLine());
    }

    /** Returns the model's file. */
    public Path path() {
        return path;
    }

    /** Returns the input tensor: [1, height, width, 3], RGB. */
    public TensorInfo input() {
        return input;
    }

    /** Returns the input tensor's own memory; not to be touched after {@link #close}. */
    public ByteBuffer inputMemory() {
        return inputMemory;
    }

    /** Returns how many classes the model tells apart, where it says so. */
    public OptionalInt classCount() {
        return head.classCount();
    }

    /** Returns why the delegate that was asked for is not in use; empty where all is well. */
    public String warning() {
        return interpreter.warning();
    }

    /** Runs the model on what the input memory holds, and fetches the results. Allocates nothing. */
    public void invoke() {
        interpreter.invoke();
        interpreter.copyOutput(boxesHandle, staging, boxes);
        interpreter.copyOutput(classesHandle, staging, classes);
        interpreter.copyOutput(scoresHandle, staging, scores);
        interpreter.copyOutput(countHandle, staging, count);
    }

    /**
     * Returns the last boxes, four numbers a row: top, left, bottom, right as parts of the picture's
     * height and width. The same array every time.
     */
    public float[] boxes() {
        return boxes;
    }

    /** Returns the last class indices, one a row. The same array every time. */
    public float[] classes() {
        return classes;
    }

    /** Returns the last scores, one a row. The same array every time. */
    public float[] scores() {
        return scores;
    }

    /** Returns how many rows the last run filled, as the model said it. */
    public float count() {
        return count[0];
    }

    @Override
    public void close() {
        interpreter.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
