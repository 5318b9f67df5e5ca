package org.catfollow.capture.source;

import java.nio.ByteBuffer;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Decodes an encoded picture into the slot, after its header has been looked at.
 *
 * <p>Every picture becomes BGR with 8 bits: grey is spread, 16 bits are cut to the upper 8,
 * transparency is dropped, EXIF orientation is followed.
 *
 * <p>What is copied and allocated for each picture: the decoder of OpenCV 4.9 allocates native memory
 * for the picture (its Java binding of {@code imdecode} has no target parameter), from where one
 * native copy brings it into the slot (25 microseconds at 640x338 beside 2 ms of decoding, x86-64);
 * that memory is given back at once. On the Java heap remain the wrappers of two Mats.
 */
final class PictureDecoder {
    private final PictureHeader header = new PictureHeader();

    PictureDecoder() {
        NativeLibraries.loadOpenCv();
    }

    /**
     * Refuses a picture whose header says that it is too large.
     *
     * @param place names the picture in the message
     * @throws StageFailure with {@link ExitCode#HARDWARE}
     */
    void requireFit(ByteBuffer bytes, int length, Object place, SlotSize slot) {
        if (header.read(bytes, length) && cannotFit(slot)) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    slot.tooLarge(place.toString(), header.width, header.height));
        }
    }

    /** By its header; either way up, for orientation is the decoder's business. */
    private boolean cannotFit(SlotSize slot) {
        return header.width > 0
                && header.height > 0
                && !slot.fits(header.width, header.height)
                && !slot.fits(header.height, header.width);
    }

    /**
     * Decodes the first {@code length} bytes.
     *
     * @param bytes direct
     * @param index of the picture in its source
     * @param place names the picture in a message; turned into text only for one
     */
    ReadResult decode(
            ByteBuffer bytes,
            int length,
            long index,
            Object place,
            TargetSlot slot,
            SourceFrame out) {
        if (!header.read(bytes, length)) {
            return out.skipped(index, place + " " + header.problem);
        }
        if (cannotFit(slot.size())) {
            return out.skipped(
                    index, slot.size().tooLarge(place.toString(), header.width, header.height));
        }
        Mat encoded = new Mat(1, length, CvType.CV_8UC1, bytes);
        Mat decoded = null;
        try {
            decoded = Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_COLOR);
            if (decoded.empty()) {
                return out.skipped(index, place + " is damaged: it cannot be decoded");
            }
            int width = decoded.cols();
            int height = decoded.rows();
            if (!slot.size().fits(width, height)) {
                return out.skipped(index, slot.size().tooLarge(place.toString(), width, height));
            }
            SlotPixels.copy(decoded, slot);
            return out.frame(index, width, height);
        } catch (CvException e) {
            return out.skipped(index, place + " is damaged: " + OpenCvText.oneLine(e));
        } finally {
            encoded.release();
            if (decoded != null) {
                decoded.release();
            }
        }
    }
}
