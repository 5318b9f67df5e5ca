package org.catfollow.detector.inference;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.catfollow.runtime.StageFailure;

/**
 * One model in one interpreter, with its delegate: built once, invoked often, closed in the order in
 * which the library wants it. One thread at a time.
 */
final class TfliteInterpreter implements AutoCloseable {
    private final ModelFile file;
    private final ErrorLines errors;
    private final XnnpackDelegate delegate;
    private final long model;
    private final long interpreter;
    private final GraphInventory inventory;
    private final String warning;
    private final List<TensorInfo> inputs;
    private final List<TensorInfo> outputs;
    private long inputTensor;
    private long inputAddress;
    private boolean closed;

    private TfliteInterpreter(Parts parts, String warning) {
        this.file = parts.file;
        this.errors = parts.errors;
        this.delegate = parts.delegate;
        this.model = parts.model;
        this.interpreter = parts.interpreter;
        this.inventory = parts.inventory;
        this.warning = warning;
        this.inputs = tensors(true);
        this.outputs = tensors(false);
    }

    /**
     * Builds an interpreter and allocates its tensors.
     *
     * @param arena lives longer than the interpreter; has the model's bytes and the error callback
     * @param threads how many threads compute, the caller's own included
     * @param xnnpack whether to try the XNNPACK delegate; failing that, {@link #warning} says why
     */
    static TfliteInterpreter open(ModelFile file, Arena arena, int threads, boolean xnnpack) {
        try (Parts parts = new Parts(file, new ErrorLines(arena))) {
            parts.verify();
            // Always first without the delegate: TensorFlow Lite's own kernels check what they are
            // given, XNNPACK trusts it. Costs some milliseconds once.
            parts.interpreter = parts.build(threads);
            return parts.handOver(xnnpack ? parts.addXnnpack(threads) : "");
        }
    }

    /**
     * Returns what a model's graph consists of, without building it.
     *
     * @throws StageFailure (model) where the file is damaged
     */
    static GraphInventory verify(ModelFile file, Arena arena) {
        try (Parts parts = new Parts(file, new ErrorLines(arena))) {
            parts.verify();
            return parts.inventory;
        }
    }

    /** What has been made so far: deleted again unless an interpreter took it over. */
    private static final class Parts implements AutoCloseable {
        private final ModelFile file;
        private final ErrorLines errors;
        private XnnpackDelegate delegate;
        private long model;
        private long interpreter;
        private GraphInventory inventory;
        private String refusal = "";
        private boolean handedOver;

        Parts(ModelFile file, ErrorLines errors) {
            this.file = file;
            this.errors = errors;
        }

        /** A damaged file ends here, not in the middle of the native code. */
        void verify() {
            model = TfliteNative.modelCreate(file.address(), file.length(), errors.reporter());
            if (model == 0) {
                throw file.unusable("the file is damaged or cut short" + errors.takeAsSuffix());
            }
            Optional<String> problem = GraphCheck.problem(file.littleEndian());
            if (problem.isPresent()) {
                throw file.unusable("its graph is damaged: " + problem.get());
            }
            inventory = GraphInventory.read(file.littleEndian());
        }

        /** Replaces the plain interpreter by one with the delegate; returns why not, or nothing. */
        String addXnnpack(int threads) {
            Optional<String> problem = problemForXnnpack();
            if (problem.isPresent()) {
                return "XNNPACK not used: " + problem.get() + "; running without it";
            }
            long plain = interpreter;
            try {
                delegate = XnnpackDelegate.create(threads, XnnpackDelegate.flagsFor(inventory));
                interpreter = 0;
                interpreter = build(threads);
                TfliteNative.interpreterDelete(plain);
                return "";
            } catch (XnnpackDelegate.Unavailable e) {
                interpreter = plain;
                return "XNNPACK not used: " + e.getMessage() + "; running without it";
            } catch (StageFailure e) {
                delegate.close();
                delegate = null;
                interpreter = plain;
                return "XNNPACK not used, it refused "
                        + file.path().getFileName()
                        + ": "
                        + refusal
                        + "; running without it";
            }
        }

        /**
         * XNNPACK trusts what the library's own kernels look at. It takes shapes from the file; the
         * plain interpreter has computed them.
         */
        private Optional<String> problemForXnnpack() {
            OptionalInt idle = IdleOperators.first(file.littleEndian());
            if (idle.isPresent()) {
                return Optional.of(
                        "operator " + idle.getAsInt() + " of the model computes what nobody reads");
            }
            List<int[]> declared = GraphCheck.declaredShapes(file.littleEndian());
            for (int i = 0; i < declared.size(); i++) {
                long tensor = TfliteNative.anyTensor(interpreter, i);
                int[] shape = declared.get(i);
                // An empty shape in the file says nothing: results of custom operators have it.
                boolean same = tensor != 0 && (shape.length == 0 || hasShape(tensor, shape));
                if (!same) {
                    return Optional.of(
                            "the model declares another shape for tensor " + i + " than it has");
                }
            }
            return Optional.empty();
        }

        private static boolean hasShape(long tensor, int[] shape) {
            if (TfliteNative.tensorRank(tensor) != shape.length) {
                return false;
            }
            for (int i = 0; i < shape.length; i++) {
                if (TfliteNative.tensorDim(tensor, i) != shape[i]) {
                    return false;
                }
            }
            return true;
        }

        /** Builds an interpreter, with the delegate where there is one, and allocates its tensors. */
        private long build(int threads) {
            long options = TfliteNative.optionsCreate();
            long built;
            try {
                TfliteNative.optionsSetThreads(options, threads);
                TfliteNative.optionsSetReporter(options, errors.reporter());
                if (delegate != null) {
                    TfliteNative.optionsAddDelegate(options, delegate.address());
                }
                built = TfliteNative.interpreterCreate(model, options);
            } finally {
                TfliteNative.optionsDelete(options);
            }
            if (built == 0) {
                throw refused("TensorFlow Lite cannot build an interpreter from it");
            }
            if (TfliteNative.allocateTensors(built) != TfliteNative.OK) {
                TfliteNative.interpreterDelete(built);
                throw refused("its tensors cannot be allocated");
            }
            return built;
        }

        private StageFailure refused(String what) {
            refusal = what + errors.takeAsSuffix();
            return file.unusable(refusal);
        }

        TfliteInterpreter handOver(String warning) {
            TfliteInterpreter made = new TfliteInterpreter(this, warning);
            handedOver = true;
            return made;
        }

        @Override
        public void close() {
            if (!handedOver) {
                delete(interpreter, delegate, model);
            }
        }
    }

    /** Returns why the delegate that was asked for is not in use; empty where all is well. */
    String warning() {
        return warning;
    }

    /** Returns what the model's graph consists of. */
    GraphInventory inventory() {
        return inventory;
    }

    List<TensorInfo> inputs() {
        return inputs;
    }

    List<TensorInfo> outputs() {
        return outputs;
    }

    /** Returns all inputs and outputs in one line, for messages. */
    String tensorsInOneLine() {
        String in = inputs.stream().map(TensorInfo::toString).collect(Collectors.joining(", "));
        String out = outputs.stream().map(TensorInfo::toString).collect(Collectors.joining(", "));
        return "inputs " + in + "; outputs " + out;
    }

    /**
     * Runs the model once with whatever its input holds, so that all memory has its place, and
     * returns the memory of input 0: what is written there is what {@link #invoke} sees.
     */
    ByteBuffer warmUpInput() {
        inputTensor = TfliteNative.inputTensor(interpreter, 0);
        inputAddress = TfliteNative.tensorData(inputTensor);
        if (inputAddress != 0) {
            input().fill((byte) 0);
            invokeOnce();
            inputAddress = TfliteNative.tensorData(inputTensor);
        }
        if (inputAddress == 0) {
            throw file.unusable("its input tensor has no memory; it has " + tensorsInOneLine());
        }
        return input().asByteBuffer().order(ByteOrder.nativeOrder());
    }

    private MemorySegment input() {
        return MemorySegment.ofAddress(inputAddress)
                .reinterpret(TfliteNative.tensorBytes(inputTensor));
    }

    /** Runs the model on what the input tensor's memory holds. Allocates nothing. */
    void invoke() {
        if (closed) {
            throw new IllegalStateException("the interpreter is closed");
        }
        if (TfliteNative.tensorData(inputTensor) != inputAddress) {
            throw file.unusable(
                    "its input tensor moved while it ran; no fixed-size model does that");
        }
        invokeOnce();
    }

    private void invokeOnce() {
        if (TfliteNative.invoke(interpreter) != TfliteNative.OK) {
            throw file.unusable("inference failed" + errors.takeAsSuffix());
        }
    }

    /** Returns the handle that {@link #copyOutput} takes for output {@code index}. */
    long outputHandle(int index) {
        return TfliteNative.outputTensor(interpreter, index);
    }

    /**
     * Copies an output.
     *
     * @param staging as many bytes as the output has
     */
    void copyOutput(long outputHandle, MemorySegment staging, OutputTensor target) {
        if (TfliteNative.tensorCopyOut(outputHandle, staging.address(), staging.byteSize())
                != TfliteNative.OK) {
            throw file.unusable("an output changed its size" + errors.takeAsSuffix());
        }
        target.readFrom(staging);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            delete(interpreter, delegate, model);
        }
    }

    /** The interpreter uses delegate and model until it is gone itself. */
    private static void delete(long interpreter, XnnpackDelegate delegate, long model) {
        if (interpreter != 0) {
            TfliteNative.interpreterDelete(interpreter);
        }
        if (delegate != null) {
            delegate.close();
        }
        if (model != 0) {
            TfliteNative.modelDelete(model);
        }
    }

    private List<TensorInfo> tensors(boolean input) {
        int count =
                input
                        ? TfliteNative.inputCount(interpreter)
                        : TfliteNative.outputCount(interpreter);
        List<TensorInfo> infos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            infos.add(
                    info(
                            input
                                    ? TfliteNative.inputTensor(interpreter, i)
                                    : TfliteNative.outputTensor(interpreter, i)));
        }
        return List.copyOf(infos);
    }

    private static TensorInfo info(long tensor) {
        int rank = Math.max(0, TfliteNative.tensorRank(tensor));
        List<Integer> shape =
                Stream.iterate(0, i -> i + 1)
                        .limit(rank)
                        .map(i -> TfliteNative.tensorDim(tensor, i))
                        .toList();
        TfliteNative.Quantization quantization = TfliteNative.tensorQuantization(tensor);
        return new TensorInfo(
                TfliteNative.tensorName(tensor),
                TensorType.ofCode(TfliteNative.tensorType(tensor)),
                shape,
                quantization.scale(),
                quantization.zeroPoint());
    }
}
