package org.catfollow.detector.inference;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;

/**
 * The C functions of TensorFlow Lite that we call, one method each, named as in {@code
 * tensorflow/lite/c/c_api.h}.
 *
 * <p>Pointers are plain {@code long}: a call then allocates nothing, and on both machines that we run
 * on an address travels in the same register as a 64-bit number.
 *
 * <p>Why not JavaCPP's bindings from the same artifact: they cost 100 ms more at each start (measured,
 * x86-64), need a second native library, and refuse to allocate when the process, shared region
 * included, is larger than twice the heap limit.
 */
final class TfliteNative {
    private static final String VERSION = "tensorflow-lite-2.20.0-1.5.13";
    private static final String FILE = "libjnitensorflowlite.so";
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = open();

    private static final StructLayout QUANTIZATION =
            MemoryLayout.structLayout(JAVA_FLOAT.withName("scale"), JAVA_INT.withName("zeroPoint"));

    private static final FunctionDescriptor POINTER_TO_POINTER =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor POINTER_TO_INT =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG);
    private static final FunctionDescriptor POINTER_INT_TO_POINTER =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final FunctionDescriptor POINTER_TO_NOTHING =
            FunctionDescriptor.ofVoid(JAVA_LONG);
    private static final FunctionDescriptor TWO_POINTERS_TO_NOTHING =
            FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor TWO_POINTERS_TO_POINTER =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final MethodHandle VERSION_TEXT =
            handle("TfLiteVersion", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle MODEL_CREATE =
            handle(
                    "TfLiteModelCreateWithErrorReporter",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle MODEL_DELETE =
            handle("TfLiteModelDelete", POINTER_TO_NOTHING);
    private static final MethodHandle OPTIONS_CREATE =
            handle("TfLiteInterpreterOptionsCreate", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle OPTIONS_DELETE =
            handle("TfLiteInterpreterOptionsDelete", POINTER_TO_NOTHING);
    private static final MethodHandle OPTIONS_SET_THREADS =
            handle(
                    "TfLiteInterpreterOptionsSetNumThreads",
                    FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT));
    private static final MethodHandle OPTIONS_ADD_DELEGATE =
            handle("TfLiteInterpreterOptionsAddDelegate", TWO_POINTERS_TO_NOTHING);
    private static final MethodHandle OPTIONS_SET_REPORTER =
            handle(
                    "TfLiteInterpreterOptionsSetErrorReporter",
                    FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle INTERPRETER_CREATE =
            handle("TfLiteInterpreterCreate", TWO_POINTERS_TO_POINTER);
    private static final MethodHandle INTERPRETER_DELETE =
            handle("TfLiteInterpreterDelete", POINTER_TO_NOTHING);
    private static final MethodHandle ALLOCATE_TENSORS =
            handle("TfLiteInterpreterAllocateTensors", POINTER_TO_INT);
    private static final MethodHandle INVOKE = handle("TfLiteInterpreterInvoke", POINTER_TO_INT);
    private static final MethodHandle INPUT_COUNT =
            handle("TfLiteInterpreterGetInputTensorCount", POINTER_TO_INT);
    private static final MethodHandle OUTPUT_COUNT =
            handle("TfLiteInterpreterGetOutputTensorCount", POINTER_TO_INT);
    private static final MethodHandle INPUT_TENSOR =
            handle("TfLiteInterpreterGetInputTensor", POINTER_INT_TO_POINTER);
    private static final MethodHandle OUTPUT_TENSOR =
            handle("TfLiteInterpreterGetOutputTensor", POINTER_INT_TO_POINTER);
    private static final MethodHandle ANY_TENSOR =
            handle("TfLiteInterpreterGetTensor", POINTER_INT_TO_POINTER);
    private static final MethodHandle TENSOR_TYPE = handle("TfLiteTensorType", POINTER_TO_INT);
    private static final MethodHandle TENSOR_RANK = handle("TfLiteTensorNumDims", POINTER_TO_INT);
    private static final MethodHandle TENSOR_DIM =
            handle("TfLiteTensorDim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle TENSOR_BYTES =
            handle("TfLiteTensorByteSize", POINTER_TO_POINTER);
    private static final MethodHandle TENSOR_DATA = handle("TfLiteTensorData", POINTER_TO_POINTER);
    private static final MethodHandle TENSOR_NAME = handle("TfLiteTensorName", POINTER_TO_POINTER);
    private static final MethodHandle TENSOR_QUANTIZATION =
            handle(
                    "TfLiteTensorQuantizationParams",
                    FunctionDescriptor.of(QUANTIZATION, JAVA_LONG));
    private static final MethodHandle TENSOR_COPY_OUT =
            handle(
                    "TfLiteTensorCopyToBuffer",
                    FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));

    /** {@code tflite::LOG_SEVERITY_WARNING} of {@code minimal_logging.h}. */
    private static final int WARNING = 2;

    static {
        // Else each start prints that a delegate was made. C++, so the name may change: optional.
        MethodHandle setLowestSeverity =
                handleOrNull(
                        "_ZN6tflite13LoggerOptions21SetMinimumLogSeverityENS_11LogSeverityE",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        if (setLowestSeverity != null) {
            try {
                int ignored = (int) setLowestSeverity.invokeExact(WARNING);
            } catch (Throwable t) {
                throw impossible(t);
            }
        }
    }

    /** What the C functions return when they worked ({@code kTfLiteOk}). */
    static final int OK = 0;

    private TfliteNative() {}

    /** How a number of a quantised tensor stands for a real one: real = scale * (number - zeroPoint). */
    record Quantization(float scale, int zeroPoint) {}

    private static SymbolLookup open() {
        // The artifact names its folders like JavaCPP does: arm64 where we say aarch64.
        String folder = NativeLibraries.platform().replace("aarch64", "arm64");
        Path path =
                NativeLibraries.find(
                        FILE, VERSION, "/org/bytedeco/tensorflowlite/" + folder + "/" + FILE);
        try {
            SymbolLookup library = SymbolLookup.libraryLookup(path, Arena.global());
            raiseLogSeverity(library);
            LargeBlocks.giveBackWhenFreed();
            return library;
        } catch (IllegalArgumentException e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot load TensorFlow Lite from "
                            + path
                            + ": "
                            + e.getMessage()
                            + "; delete the file, or build the distribution again",
                    e);
        }
    }

    /**
     * By default the library greets on standard error each time it makes a delegate, beside the one
     * line that a user's mistake is. One level up, its warnings remain. The two functions are C++'s
     * ({@code tflite::LoggerOptions}); a build without them greets, and that is all.
     */
    private static void raiseLogSeverity(SymbolLookup library) {
        Optional<MemorySegment> get =
                library.find("_ZN6tflite13LoggerOptions21GetMinimumLogSeverityEv");
        Optional<MemorySegment> set =
                library.find("_ZN6tflite13LoggerOptions21SetMinimumLogSeverityENS_11LogSeverityE");
        if (get.isEmpty() || set.isEmpty()) {
            return;
        }
        FunctionDescriptor intToInt = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
        try {
            int usual =
                    (int)
                            LINKER.downcallHandle(get.get(), FunctionDescriptor.of(JAVA_INT))
                                    .invokeExact();
            int previous = (int) LINKER.downcallHandle(set.get(), intToInt).invokeExact(usual + 1);
            assert previous == usual : previous;
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    /** Returns the library's function {@code name}, or null where this build of it has none. */
    static MethodHandle handleOrNull(String name, FunctionDescriptor descriptor) {
        return LIBRARY.find(name)
                .map(address -> LINKER.downcallHandle(address, descriptor))
                .orElse(null);
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        MethodHandle handle = handleOrNull(name, descriptor);
        if (handle == null) {
            throw new StageFailure(
                    ExitCode.FAILED, "this TensorFlow Lite library has no function " + name);
        }
        return handle;
    }

    /** A downcall declares {@code Throwable}; none of these functions can throw one. */
    static IllegalStateException impossible(Throwable thrown) {
        return new IllegalStateException("a C function threw", thrown);
    }

    static String version() {
        try {
            return text((long) VERSION_TEXT.invokeExact());
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static long modelCreate(long data, long length, long reporter) {
        try {
            return (long) MODEL_CREATE.invokeExact(data, length, reporter, 0L);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static void modelDelete(long model) {
        callVoid(MODEL_DELETE, model);
    }

    static long optionsCreate() {
        try {
            return (long) OPTIONS_CREATE.invokeExact();
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static void optionsDelete(long options) {
        callVoid(OPTIONS_DELETE, options);
    }

    static void optionsSetThreads(long options, int threads) {
        try {
            OPTIONS_SET_THREADS.invokeExact(options, threads);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static void optionsAddDelegate(long options, long delegate) {
        try {
            OPTIONS_ADD_DELEGATE.invokeExact(options, delegate);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static void optionsSetReporter(long options, long reporter) {
        try {
            OPTIONS_SET_REPORTER.invokeExact(options, reporter, 0L);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static long interpreterCreate(long model, long options) {
        try {
            return (long) INTERPRETER_CREATE.invokeExact(model, options);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static void interpreterDelete(long interpreter) {
        callVoid(INTERPRETER_DELETE, interpreter);
    }

    static int allocateTensors(long interpreter) {
        return callInt(ALLOCATE_TENSORS, interpreter);
    }

    static int invoke(long interpreter) {
        try {
            return (int) INVOKE.invokeExact(interpreter);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int inputCount(long interpreter) {
        return callInt(INPUT_COUNT, interpreter);
    }

    static int outputCount(long interpreter) {
        return callInt(OUTPUT_COUNT, interpreter);
    }

    static long inputTensor(long interpreter, int index) {
        try {
            return (long) INPUT_TENSOR.invokeExact(interpreter, index);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static long outputTensor(long interpreter, int index) {
        try {
            return (long) OUTPUT_TENSOR.invokeExact(interpreter, index);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    /** Returns any tensor of the first graph by its number in the file; 0 where there is none. */
    static long anyTensor(long interpreter, int number) {
        try {
            return (long) ANY_TENSOR.invokeExact(interpreter, number);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int tensorType(long tensor) {
        return callInt(TENSOR_TYPE, tensor);
    }

    /** Returns the number of dimensions; -1 while a tensor's shape is not known. */
    static int tensorRank(long tensor) {
        return callInt(TENSOR_RANK, tensor);
    }

    static int tensorDim(long tensor, int dimension) {
        try {
            return (int) TENSOR_DIM.invokeExact(tensor, dimension);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static long tensorBytes(long tensor) {
        return callLong(TENSOR_BYTES, tensor);
    }

    /** Returns where the tensor's bytes are; on the hot path, so through the constant handle. */
    static long tensorData(long tensor) {
        try {
            return (long) TENSOR_DATA.invokeExact(tensor);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static String tensorName(long tensor) {
        long name = callLong(TENSOR_NAME, tensor);
        return name == 0 ? "" : text(name);
    }

    static Quantization tensorQuantization(long tensor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameters =
                    (MemorySegment)
                            TENSOR_QUANTIZATION.invokeExact((SegmentAllocator) arena, tensor);
            return new Quantization(parameters.get(JAVA_FLOAT, 0), parameters.get(JAVA_INT, 4));
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    static int tensorCopyOut(long tensor, long target, long length) {
        try {
            return (int) TENSOR_COPY_OUT.invokeExact(tensor, target, length);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    /** Returns the zero-ended UTF-8 text at {@code address}, 1,000 bytes of it at most. */
    static String text(long address) {
        MemorySegment bytes = MemorySegment.ofAddress(address).reinterpret(1_000);
        int length = 0;
        while (length < 1_000 && bytes.get(JAVA_BYTE, length) != 0) {
            length++;
        }
        return new String(bytes.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private static void callVoid(MethodHandle handle, long pointer) {
        try {
            handle.invokeExact(pointer);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    private static int callInt(MethodHandle handle, long pointer) {
        try {
            return (int) handle.invokeExact(pointer);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }

    private static long callLong(MethodHandle handle, long pointer) {
        try {
            return (long) handle.invokeExact(pointer);
        } catch (Throwable t) {
            throw impossible(t);
        }
    }
}
