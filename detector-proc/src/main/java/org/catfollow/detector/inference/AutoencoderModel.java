package org.catfollow.detector.inference;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.catfollow.runtime.StageFailure;

/**
 * A model that draws the picture it is shown, ready to run: one picture in, one of the same size out,
 * numbers from 0 to 1. One thread at a time.
 */
public final class AutoencoderModel implements AutoCloseable {
    /** Largest side of an input that is taken for a picture, pixels. */
    private static final int LARGEST_SIDE = 4_096;

    private final LoadedModel loaded;
    private final TfliteInterpreter interpreter;
    private final TensorInfo input;
    private final ByteBuffer inputMemory;
    private final long outputHandle;
    private final float[] output;
    private final OutputTensor outputTensor;
    private final MemorySegment staging;

    private AutoencoderModel(LoadedModel loaded) {
        this.loaded = loaded;
        this.interpreter = loaded.interpreter();
        this.input = checkedInput(loaded.file(), interpreter);
        this.inputMemory = interpreter.warmUpInput();
        this.outputHandle = interpreter.outputHandle(0);
        this.output = new float[height() * width() * channels()];
        this.outputTensor = OutputTensor.ofFloats(interpreter.outputs().get(0), output);
        this.staging = loaded.arena().allocate((long) output.length * Float.BYTES, Float.BYTES);
    }

    /**
     * Opens a model and runs it once.
     *
     * @param threads how many threads compute, the caller's own included
     * @param xnnpack whether to use the XNNPACK delegate; where that fails, {@link #warning} says why
     * @throws StageFailure (model) with what is wrong in one line
     */
    public static AutoencoderModel open(Path path, int threads, boolean xnnpack) {
        return LoadedModel.open(path, threads, xnnpack, AutoencoderModel::new);
    }

    private static TensorInfo checkedInput(ModelFile file, TfliteInterpreter interpreter) {
        boolean fits = interpreter.inputs().size() == 1 && interpreter.outputs().size() == 1;
        if (fits) {
            TensorInfo in = interpreter.inputs().get(0);
            TensorInfo out = interpreter.outputs().get(0);
            fits =
                    (in.hasShape(1, -1, -1, 3) || in.hasShape(1, -1, -1, 1))
                            && in.shape().equals(out.shape())
                            && in.shape().stream().allMatch(AutoencoderModel::isSide)
                            && in.type() == TensorType.FLOAT32
                            && out.type() == TensorType.FLOAT32;
        }
        if (!fits) {
            throw file.unusable(
                    "not an auto-encoder: input and output are not one float32 picture each,"
                            + " [1,H,W,3] or [1,H,W,1], of the same size; it has "
                            + interpreter.tensorsInOneLine());
        }
        return interpreter.inputs().get(0);
    }

    private static boolean isSide(int pixels) {
        return pixels >= 1 && pixels <= LARGEST_SIDE;
    }

    /** Returns the picture's height, pixels. */
    public int height() {
        return input.shape().get(1);
    }

    /** Returns the picture's width, pixels. */
    public int width() {
        return input.shape().get(2);
    }

    /** Returns 3 for RGB, 1 for grey. */
    public int channels() {
        return input.shape().get(3);
    }

    /** Returns the input tensor's own memory; not to be touched after {@link #close}. */
    public ByteBuffer inputMemory() {
        return inputMemory;
    }

    /** Returns why the delegate that was asked for is not in use; empty where all is well. */
    public String warning() {
        return interpreter.warning();
    }

    /** Runs the model on what the input memory holds, and fetches the result. Allocates nothing. */
    public void invoke() {
        interpreter.invoke();
        interpreter.copyOutput(outputHandle, staging, outputTensor);
    }

    /** Returns the last picture drawn, in the order of the input. The same array every time. */
    public float[] output() {
        return output;
    }

    @Override
    public void close() {
        loaded.close();
    }
}
