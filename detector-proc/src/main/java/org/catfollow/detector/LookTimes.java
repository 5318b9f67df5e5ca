package org.catfollow.detector;

import java.util.Arrays;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.Mat;

/** A detector, and how long its looks take, step by step. One thread. */
final class LookTimes implements AutoCloseable {
    private static final double NANOS_PER_MILLI = 1e6;

    /** What is timed. */
    enum Part {
        /** Picture to input tensor. */
        PREPROCESS,
        /** The model. */
        INFERENCE,
        /** Outputs to boxes. */
        DECODE,
        /** Everything but the model. */
        AROUND,
        /** All three steps. */
        LOOK
    }

    private final TfliteDetector detector;
    private final int threads;
    private final Detections found = new Detections();
    private final long[][] nanos;
    private int count;

    /**
     * Takes a detector over.
     *
     * @param threads of its inference
     * @param capacity how many looks will be timed
     */
    LookTimes(TfliteDetector detector, int threads, int capacity) {
        this.detector = detector;
        this.threads = threads;
        this.nanos = new long[Part.values().length][capacity];
    }

    int threads() {
        return threads;
    }

    int count() {
        return count;
    }

    /** Looks without taking the time. */
    void warmUp(Mat picture) {
        detector.detect(picture, found);
    }

    /** Looks and takes the time. */
    void look(Mat picture) {
        long begun = System.nanoTime();
        detector.preprocess(picture);
        long preprocessed = System.nanoTime();
        detector.invoke();
        long inferred = System.nanoTime();
        detector.decode(found);
        long decoded = System.nanoTime();
        put(Part.PREPROCESS, preprocessed - begun);
        put(Part.INFERENCE, inferred - preprocessed);
        put(Part.DECODE, decoded - inferred);
        put(Part.AROUND, preprocessed - begun + decoded - inferred);
        put(Part.LOOK, decoded - begun);
        count++;
    }

    private void put(Part part, long partNanos) {
        nanos[part.ordinal()][count] = partNanos;
    }

    /** Returns the time within which {@code percent} of all looks had done a part: the nearest rank. */
    double millis(Part part, int percent) {
        long[] sorted = Arrays.copyOf(nanos[part.ordinal()], count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100.0 * count);
        return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
    }

    /** Returns what everything but the model costs, as a share of the model; by medians. */
    double aroundShare() {
        return millis(Part.AROUND, 50) / millis(Part.INFERENCE, 50);
    }

    @Override
    public void close() {
        detector.close();
    }
}
