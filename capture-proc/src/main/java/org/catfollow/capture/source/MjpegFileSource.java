package org.catfollow.capture.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.CvException;
import org.opencv.core.Mat;
import org.opencv.videoio.VideoCapture;
import org.opencv.videoio.Videoio;

/**
 * {@code file:X.avi}: MJPEG in AVI, read by OpenCV's built-in reader (the only one that the OpenCV
 * we use has), paced at the rate in the file.
 *
 * <p>What is copied and allocated for each picture: the reader decodes into native memory of its own
 * and copies from there into the Mat that it is given, which lies on the slot. Nothing on the Java
 * heap.
 *
 * <p>What the reader does with bad pictures (read in its source, 4.9, and tried): one that cannot be
 * decoded is reported as success with an empty Mat, which is how it is found here; one that is cut
 * off within the JPEG data comes with its lower part grey, unreported; an empty chunk, with which AVI
 * says "nothing new", repeats the picture before it. {@code VideoCapture.read} would take the Mat off
 * the slot at the end of the file: grab and retrieve are called apart.
 */
final class MjpegFileSource implements FrameSource {
    private static final String ADVICE =
            "; other videos need ffmpeg, which is not installed (sudo apt install ffmpeg); or make"
                    + " one elsewhere with `ffmpeg -i INPUT -an -c:v mjpeg -q:v 3 OUTPUT.avi`";

    private final Path file;
    private final VideoCapture video;
    private final int width;
    private final int height;
    private final double framesPerSecond;
    private final long frameCount;
    private long next;

    private MjpegFileSource(Path file, VideoCapture video) {
        this.file = file;
        this.video = video;
        width = (int) video.get(Videoio.CAP_PROP_FRAME_WIDTH);
        height = (int) video.get(Videoio.CAP_PROP_FRAME_HEIGHT);
        frameCount = (long) video.get(Videoio.CAP_PROP_FRAME_COUNT);
        double rate = video.get(Videoio.CAP_PROP_FPS);
        // A header without a rate (0/0, 1/0) is played like a folder of pictures.
        framesPerSecond = rate >= 0.1 && rate <= 1000 ? rate : ImageFolderSource.FRAMES_PER_SECOND;
    }

    /**
     * Opens the file.
     *
     * @throws StageFailure with {@link ExitCode#HARDWARE}: missing, no AVI, no MJPEG, cut off, without
     *     its index, or too large for the slot
     */
    static MjpegFileSource open(Path file, SlotSize slot) {
        if (!Files.isRegularFile(file)) {
            String why = Files.exists(file) ? " is no file" : " does not exist";
            throw new StageFailure(ExitCode.HARDWARE, name(file) + why + "; name a video file");
        }
        checkHeader(file, slot);
        NativeLibraries.loadOpenCv();
        VideoCapture video = new VideoCapture();
        if (!video.open(file.toString(), Videoio.CAP_OPENCV_MJPEG)) {
            video.release();
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    name(file)
                            + " cannot be read as MJPEG AVI: its index is missing or damaged"
                            + ADVICE);
        }
        return new MjpegFileSource(file, video);
    }

    /** Returns whether it is one that is read here, damaged or not. */
    static boolean reads(Path file) {
        AviHeader header = Files.isRegularFile(file) ? AviHeader.parse(start(file)) : null;
        return !Files.isRegularFile(file) || (header != null && isMjpeg(header));
    }

    private static boolean isMjpeg(AviHeader header) {
        return header.codec().toUpperCase(Locale.ROOT).equals("MJPG");
    }

    private static String name(Path file) {
        return "--source file:" + file;
    }

    private static ByteBuffer start(Path file) {
        ByteBuffer start = ByteBuffer.allocate(AviHeader.NEEDED_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (start.hasRemaining() && channel.read(start) >= 0) {
                // Until the buffer is full or the file ends.
            }
            return start.flip();
        } catch (IOException e) {
            throw new StageFailure(ExitCode.HARDWARE, "cannot read " + name(file) + ": " + e, e);
        }
    }

    private static void checkHeader(Path file, SlotSize slot) {
        AviHeader header = AviHeader.parse(start(file));
        long fileBytes;
        try {
            fileBytes = Files.size(file);
        } catch (IOException e) {
            throw new StageFailure(ExitCode.HARDWARE, "cannot read " + name(file) + ": " + e, e);
        }
        if (header == null) {
            throw new StageFailure(ExitCode.HARDWARE, name(file) + " is no AVI file" + ADVICE);
        }
        if (header.declaredBytes() > fileBytes) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    name(file)
                            + " is cut off: expected bytes="
                            + header.declaredBytes()
                            + " actual="
                            + fileBytes
                            + "; copy it again");
        }
        if (!isMjpeg(header)) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    name(file)
                            + " is no MJPEG: codec of its video stream is \""
                            + header.codec()
                            + "\""
                            + ADVICE);
        }
        slot.requireFit(name(file), header.width(), header.height());
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        if (!video.grab()) {
            return out.end();
        }
        long index = next++;
        try {
            Mat target = slot.mat(width, height);
            long address = target.dataAddr();
            if (!video.retrieve(target) || target.empty()) {
                return out.skipped(index, place(index) + " is damaged: it cannot be decoded");
            }
            if (target.dataAddr() == address) {
                return out.frame(index, width, height);
            }
            return moved(index, target, slot, out);
        } catch (CvException e) {
            return out.skipped(index, place(index) + " is damaged: " + OpenCvText.oneLine(e));
        }
    }

    /** The picture has another size than the file's header says: OpenCV took memory of its own. */
    private ReadResult moved(long index, Mat picture, TargetSlot slot, SourceFrame out) {
        int actualWidth = picture.cols();
        int actualHeight = picture.rows();
        if (!slot.size().fits(actualWidth, actualHeight)) {
            return out.skipped(
                    index, slot.size().tooLarge(place(index), actualWidth, actualHeight));
        }
        // Asking the slot for its next Mat may let go of this one's memory: hold it meanwhile.
        Mat held = new Mat();
        picture.assignTo(held);
        SlotPixels.copy(held, slot);
        held.release();
        return out.frame(index, actualWidth, actualHeight);
    }

    private String place(long index) {
        return file + " picture " + index;
    }

    @Override
    public double nativeFramesPerSecond() {
        return framesPerSecond;
    }

    @Override
    public void rewind() {
        next = 0;
        if (!video.set(Videoio.CAP_PROP_POS_FRAMES, 0)) {
            throw new StageFailure(ExitCode.HARDWARE, name(file) + " cannot be rewound");
        }
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "file:%s, %d pictures of %dx%d at %.2f fps",
                file,
                frameCount,
                width,
                height,
                framesPerSecond);
    }

    @Override
    public void close() {
        video.release();
    }
}
