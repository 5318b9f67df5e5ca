package org.catfollow.detector.inference;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.catfollow.runtime.StageFailure;

/**
 * A model that takes one picture, ready to run. What its outputs mean is not known here. One thread
 * at a time.
 */
public final class TfliteModel implements AutoCloseable {
    /** Largest side of an input that is taken for a picture, pixels. */
    private static final int LARGEST_SIDE = 4_096;

    /** More than any detector puts out: 25,200 rows of 85 numbers are 2 million. Fits the heap. */
    private static final long LARGEST_OUTPUT = 4L << 20;

    private final LoadedModel loaded;
    private final ModelFile file;
    private final TfliteInterpreter interpreter;
    private final ModelDescription description;
    private final Optional<Normalization> normalization;
    private final ByteBuffer inputMemory;
    private final List<Fetched> fetched = new ArrayList<>();

    private TfliteModel(LoadedModel loaded) {
        this.loaded = loaded;
        this.file = loaded.file();
        this.interpreter = loaded.interpreter();
        description =
                new ModelDescription(
                        checkedInput(),
                        interpreter.outputs(),
                        PostProcessOperator.find(file.littleEndian()),
                        interpreter.inventory().operators().contains(GraphInventory.EXP),
                        interpreter.inventory().operators().contains(GraphInventory.SOFTMAX));
        normalization = findNormalization();
        inputMemory = interpreter.warmUpInput();
    }

    /** An output that is copied after each run. */
    private record Fetched(long handle, MemorySegment staging, OutputTensor tensor) {}

    /**
     * Opens a model and runs it once.
     *
     * @param threads how many threads compute, the caller's own included
     * @param xnnpack whether to use the XNNPACK delegate; where that fails, {@link #warning} says why
     * @throws StageFailure (model) with what is wrong in one line
     */
    public static TfliteModel open(Path path, int threads, boolean xnnpack) {
        return LoadedModel.open(path, threads, xnnpack, TfliteModel::new);
    }

    private TensorInfo checkedInput() {
        if (interpreter.inputs().size() != 1) {
            throw unfit("it takes more than one input");
        }
        TensorInfo input = interpreter.inputs().get(0);
        boolean picture =
                input.hasShape(1, -1, -1, 3)
                        && isSide(input.shape().get(1))
                        && isSide(input.shape().get(2));
        boolean format =
                input.type() == TensorType.UINT8
                        || input.type() == TensorType.INT8
                        || input.type() == TensorType.FLOAT32;
        if (!picture || !format) {
            throw unfit("its input is no picture [1,H,W,3] of uint8, int8 or float32");
        }
        return input;
    }

    /** Bytes have their own step and zero, so only for floats. */
    private Optional<Normalization> findNormalization() {
        if (description.input().type() != TensorType.FLOAT32) {
            return Optional.empty();
        }
        try {
            return Normalization.find(file.littleEndian());
        } catch (Normalization.Unusable e) {
            throw file.unusable(e.getMessage());
        }
    }

    private static boolean isSide(int pixels) {
        return pixels >= 1 && pixels <= LARGEST_SIDE;
    }

    /** Returns the failure "model PATH cannot be used: what; it has (all its tensors)". */
    public StageFailure unfit(String what) {
        return file.unusable(what + "; it has " + interpreter.tensorsInOneLine());
    }

    /** Returns the version of the library; loads it. */
    public static String libraryVersion() {
        return TfliteNative.version();
    }

    /** Returns the model's file. */
    public Path path() {
        return file.path();
    }

    /** Returns what the model says of itself. */
    public ModelDescription description() {
        return description;
    }

    /** Returns how a picture is turned into floats, where the model's metadata says so. */
    public Optional<Normalization> normalization() {
        return normalization;
    }

    /** Returns the input tensor's own memory; not to be touched after {@link #close}. */
    public ByteBuffer inputMemory() {
        return inputMemory;
    }

    /** Returns why the delegate that was asked for is not in use; empty where all is well. */
    public String warning() {
        return interpreter.warning();
    }

    /**
     * Returns an output, which from now on each run fills again; for the start, not for each frame.
     *
     * @param index position in the description's outputs
     * @throws StageFailure (model) where its numbers cannot be read
     */
    public OutputTensor fetch(int index) {
        TensorInfo info = description.outputs().get(index);
        long count = 1;
        for (int dimension : info.shape()) {
            count *= Math.max(0, dimension);
            if (count < 1 || count > LARGEST_OUTPUT) {
                throw unfit("its output " + info + " is no size of a detector's");
            }
        }
        if (!OutputTensor.canRead(info)) {
            throw unfit("its output " + info + " is neither float32 nor quantised bytes");
        }
        int numbers = (int) count;
        boolean floats = info.type() == TensorType.FLOAT32;
        OutputTensor tensor =
                floats
                        ? OutputTensor.ofFloats(info, new float[numbers])
                        : OutputTensor.ofBytes(info, new byte[numbers]);
        long numberBytes = floats ? Float.BYTES : 1;
        MemorySegment staging = loaded.arena().allocate(numbers * numberBytes, Float.BYTES);
        fetched.add(new Fetched(interpreter.outputHandle(index), staging, tensor));
        return tensor;
    }

    /** Runs the model on what the input memory holds, and fetches the outputs. Allocates nothing. */
    public void invoke() {
        interpreter.invoke();
        for (int i = 0; i < fetched.size(); i++) {
            Fetched output = fetched.get(i);
            interpreter.copyOutput(output.handle, output.staging, output.tensor);
        }
    }

    @Override
    public void close() {
        loaded.close();
    }
}
