package org.catfollow.capture.source;

import java.nio.ByteBuffer;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * A source whose pictures are cut and turned on their way: it writes into a slot of our own, from
 * where one pass of OpenCV brings them into the ring. Allocates nothing as long as pictures keep their
 * size.
 */
final class ViewSource implements FrameSource {
    private final FrameSource source;
    private final View view;
    private final SlotView scratch;
    private Mat part;
    private int partWidth;
    private int partHeight;
    private Mat partOf;

    /**
     * Turns the pictures of a source.
     *
     * @param scratch large enough for an uncut picture; see {@link #scratchSize}
     */
    ViewSource(FrameSource source, View view, SlotSize scratch) {
        this.source = source;
        this.view = view;
        this.scratch = new SlotView(ByteBuffer.allocateDirect(scratch.bytes()), scratch);
    }

    /** Returns the largest picture of which the view still fits into the slot. */
    static SlotSize scratchSize(SlotSize slot, View view) {
        int width = view.isUpright() ? slot.maxWidth() : slot.maxHeight();
        int height = view.isUpright() ? slot.maxHeight() : slot.maxWidth();
        return new SlotSize(
                (int) Math.min(8192, Math.round(width / view.region().width())),
                (int) Math.min(8192, Math.round(height / view.region().height())));
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        ReadResult result = source.read(scratch.claimedFor(slot.frameId()), out);
        if (result != ReadResult.FRAME) {
            return result;
        }
        Mat cut = cut(scratch.mat(out.width, out.height));
        int width = view.isUpright() ? partWidth : partHeight;
        int height = view.isUpright() ? partHeight : partWidth;
        if (!slot.size().fits(width, height)) {
            return out.skipped(
                    out.sourceIndex,
                    slot.size().tooLarge(source.description() + " as turned", width, height));
        }
        Mat target = slot.mat(width, height);
        long address = target.dataAddr();
        turn(cut, target);
        SlotPixels.requireUnmoved(target, address);
        out.width = width;
        out.height = height;
        return ReadResult.FRAME;
    }

    /** Returns the part that is wanted, on the same memory. */
    private Mat cut(Mat whole) {
        int width = view.region().columns(whole.cols());
        int height = view.region().rows(whole.rows());
        if (part == null || width != partWidth || height != partHeight || partOf != whole) {
            if (part != null) {
                part.release();
            }
            int left = view.region().left(whole.cols());
            int top = view.region().top(whole.rows());
            part = whole.submat(top, top + height, left, left + width);
            partWidth = width;
            partHeight = height;
            partOf = whole;
        }
        return part;
    }

    /**
     * Turns clockwise, then mirrors. Of the eight ways in which a picture can lie, OpenCV has seven in
     * one call; for the eighth, the picture transposed along its other diagonal, there are two.
     */
    private void turn(Mat from, Mat to) {
        boolean both = view.hflip() && view.vflip();
        int rotation = (view.rotation() + (both ? 180 : 0)) % 360;
        boolean mirrored = view.hflip() != view.vflip();
        if (view.isUpright()) {
            // Mirrored left to right and turned by half a turn is mirrored top to bottom.
            boolean horizontally = view.hflip() ^ (rotation == 180);
            if (!mirrored && rotation == 0) {
                from.copyTo(to);
            } else if (!mirrored) {
                Core.flip(from, to, -1);
            } else {
                Core.flip(from, to, horizontally ? 1 : 0);
            }
        } else if (!mirrored) {
            Core.rotate(
                    from,
                    to,
                    rotation == 90 ? Core.ROTATE_90_CLOCKWISE : Core.ROTATE_90_COUNTERCLOCKWISE);
        } else {
            Core.transpose(from, to);
            // A turn clockwise, then mirrored left to right, is the transposed picture.
            if (view.hflip() != (rotation == 90)) {
                Core.flip(to, to, -1);
            }
        }
    }

    @Override
    public boolean setsThePace() {
        return source.setsThePace();
    }

    @Override
    public String trouble() {
        return source.trouble();
    }

    @Override
    public double nativeFramesPerSecond() {
        return source.nativeFramesPerSecond();
    }

    @Override
    public double promisedFramesPerSecond() {
        return source.promisedFramesPerSecond();
    }

    @Override
    public void rewind() {
        source.rewind();
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public void close() {
        source.close();
    }
}
