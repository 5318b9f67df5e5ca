package org.catfollow.detector.inference;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * XNNPACK, the delegate that computes convolutions with the CPU's vector instructions; seven to eight
 * times faster than TensorFlow Lite's own kernels for quantised models.
 *
 * <p>The artifact exports its functions ({@code tensorflow/lite/delegates/xnnpack/xnnpack_delegate.h})
 * but has no Java binding for them.
 */
final class XnnpackDelegate implements AutoCloseable {
    /** Operators on signed bytes: {@code TFLITE_XNNPACK_DELEGATE_FLAG_QS8}. */
    private static final int SIGNED_8_BIT = 0x1;

    /** Operators on unsigned bytes: {@code TFLITE_XNNPACK_DELEGATE_FLAG_QU8}. */
    private static final int UNSIGNED_8_BIT = 0x2;

    // TfLiteXNNPackDelegateOptions of TensorFlow Lite 2.20 begins with
    //   int32_t num_threads; uint32_t runtime_flags; uint32_t flags; ...
    // and goes on with pointers that later releases add to. 256 bytes is more than any of them has.
    // Declaring too much is safe and declaring too little is not: both ABIs return a structure of
    // more than 16 bytes through memory that the caller provides (SysV x86-64: hidden first
    // argument; AAPCS64: x8), and the callee writes only what it knows. All fields but the two that
    // we set keep what OptionsDefault put there.
    private static final StructLayout OPTIONS =
            MemoryLayout.structLayout(MemoryLayout.sequenceLayout(32, JAVA_LONG));
    private static final long THREADS_OFFSET = 0;
    private static final long FLAGS_OFFSET = 8;

    private static final MethodHandle OPTIONS_DEFAULT =
            TfliteNative.handleOrNull(
                    "TfLiteXNNPackDelegateOptionsDefault", FunctionDescriptor.of(OPTIONS));
    private static final MethodHandle CREATE =
            TfliteNative.handleOrNull(
                    "TfLiteXNNPackDelegateCreate", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle GET_FLAGS =
            TfliteNative.handleOrNull(
                    "TfLiteXNNPackDelegateGetFlags", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    private static final MethodHandle DELETE =
            TfliteNative.handleOrNull(
                    "TfLiteXNNPackDelegateDelete", FunctionDescriptor.ofVoid(JAVA_LONG));

    private long delegate;

    private XnnpackDelegate(long delegate) {
        this.delegate = delegate;
    }

    /** Why there is no delegate; a checked exception, because every caller has to go on without. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String reason) {
            super(reason);
        }
    }

    /**
     * Returns the flags for a model: a quantised one, whether its own inputs and outputs are bytes or
     * floats, is left to the slow kernels without them; a float one needs none.
     */
    static int flagsFor(GraphInventory graph) {
        int flags = 0;
        if (graph.formats().contains(GraphInventory.FORMAT_INT8)) {
            flags |= SIGNED_8_BIT;
        }
        if (graph.formats().contains(GraphInventory.FORMAT_UINT8)) {
            flags |= UNSIGNED_8_BIT;
        }
        return flags;
    }

    /**
     * Makes a delegate.
     *
     * @param threads size of its pool of threads, the caller's own included
     * @param wantedFlags see {@link #flagsFor}
     */
    static XnnpackDelegate create(int threads, int wantedFlags) throws Unavailable {
        if (OPTIONS_DEFAULT == null || CREATE == null || DELETE == null || GET_FLAGS == null) {
            throw new Unavailable("this TensorFlow Lite library exports no XNNPACK delegate");
        }
        XnnpackDelegate made;
        int flags;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment options =
                    (MemorySegment) OPTIONS_DEFAULT.invokeExact((SegmentAllocator) arena);
            options.set(JAVA_INT, THREADS_OFFSET, threads);
            options.set(JAVA_INT, FLAGS_OFFSET, options.get(JAVA_INT, FLAGS_OFFSET) | wantedFlags);
            made = new XnnpackDelegate((long) CREATE.invokeExact(options.address()));
            flags = made.delegate == 0 ? 0 : (int) GET_FLAGS.invokeExact(made.delegate);
        } catch (Throwable t) {
            throw TfliteNative.impossible(t);
        }
        if (made.delegate == 0) {
            throw new Unavailable("the XNNPACK delegate could not be made");
        }
        // Asked back, so that a release which moves the field is noticed and not just slow.
        if ((flags & wantedFlags) != wantedFlags) {
            made.close();
            throw new Unavailable(
                    "the XNNPACK delegate's options have another layout (flags read back: "
                            + flags
                            + ")");
        }
        return made;
    }

    /** Returns the address of the delegate, for the interpreter's options. */
    long address() {
        return delegate;
    }

    /** Deletes the delegate; only after the interpreter that uses it. */
    @Override
    public void close() {
        long closing = delegate;
        delegate = 0;
        if (closing != 0) {
            try {
                DELETE.invokeExact(closing);
            } catch (Throwable t) {
                throw TfliteNative.impossible(t);
            }
        }
    }
}
