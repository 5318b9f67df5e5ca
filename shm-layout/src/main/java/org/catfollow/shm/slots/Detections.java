package org.catfollow.shm.slots;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * What one inference found: up to {@link #CAPACITY} boxes of one frame. A reusable holder for one
 * thread.
 *
 * <p>Boxes are x, y, width, height in pixels of the captured frame, origin top left.
 */
public final class Detections {
    /** Most boxes that one result carries; the best by score are kept. */
    public static final int CAPACITY = 16;

    /** Bytes of a label's UTF-8 text in the region; longer labels are cut. */
    public static final int LABEL_BYTES = 24;

    /** Id of the frame that the boxes belong to; 0 when nothing was ever detected. */
    public long frameId;

    /** Position of that frame in its source, counted from 0. */
    public long sourceIndex;

    /** When that frame was captured, CLOCK_MONOTONIC nanoseconds. */
    public long captureNanos;

    /** When the result was ready, CLOCK_MONOTONIC nanoseconds. */
    public long publishNanos;

    /** How long the inference took, nanoseconds. */
    public long inferenceNanos;

    private final int[] classIndex = new int[CAPACITY];
    private final float[] score = new float[CAPACITY];
    private final float[] x = new float[CAPACITY];
    private final float[] y = new float[CAPACITY];
    private final float[] width = new float[CAPACITY];
    private final float[] height = new float[CAPACITY];
    private final byte[][] label = new byte[CAPACITY][LABEL_BYTES];
    private int count;

    /** Forgets the boxes; the stamps stay. */
    public void clear() {
        count = 0;
    }

    /** Returns how many boxes there are, 0 to {@link #CAPACITY}. */
    public int count() {
        return count;
    }

    /**
     * Appends a box.
     *
     * @param labelUtf8 the label's UTF-8 bytes (see {@link #labelBytes}), cut or zero-padded to
     *     {@link #LABEL_BYTES}; copied
     * @return whether there was room
     */
    public boolean add(
            byte[] labelUtf8,
            int labelClassIndex,
            float boxScore,
            float boxX,
            float boxY,
            float boxWidth,
            float boxHeight) {
        if (count == CAPACITY) {
            return false;
        }
        int i = count++;
        classIndex[i] = labelClassIndex;
        score[i] = boxScore;
        x[i] = boxX;
        y[i] = boxY;
        width[i] = boxWidth;
        height[i] = boxHeight;
        int length = Math.min(labelUtf8.length, LABEL_BYTES);
        System.arraycopy(labelUtf8, 0, label[i], 0, length);
        Arrays.fill(label[i], length, LABEL_BYTES, (byte) 0);
        return true;
    }

    /**
     * Appends box {@code i} of another result.
     *
     * @return whether there was room
     */
    public boolean addFrom(Detections from, int i) {
        return add(
                from.label[from.check(i)],
                from.classIndex[i],
                from.score[i],
                from.x[i],
                from.y[i],
                from.width[i],
                from.height[i]);
    }

    /** Returns the bytes that {@link #add} takes for {@code text}; allocates, so call it once a label. */
    public static byte[] labelBytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the class index of box {@code i} in the model's label file. */
    public int classIndex(int i) {
        return classIndex[check(i)];
    }

    /** Returns the score of box {@code i}, 0 to 1. */
    public float score(int i) {
        return score[check(i)];
    }

    /** Returns the left edge of box {@code i}, pixels. */
    public float x(int i) {
        return x[check(i)];
    }

    /** Returns the top edge of box {@code i}, pixels. */
    public float y(int i) {
        return y[check(i)];
    }

    /** Returns the width of box {@code i}, pixels. */
    public float width(int i) {
        return width[check(i)];
    }

    /** Returns the height of box {@code i}, pixels. */
    public float height(int i) {
        return height[check(i)];
    }

    /** Returns the label of box {@code i}; allocates, for people and tests. */
    public String label(int i) {
        byte[] bytes = label[check(i)];
        int length = 0;
        while (length < LABEL_BYTES && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Returns the bytes of box {@code i}'s label themselves, for the cell's codec. */
    byte[] labelAt(int i) {
        return label[i];
    }

    private int check(int i) {
        return Objects.checkIndex(i, count);
    }
}
