package org.catfollow.capture.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * {@code images:DIR}: the pictures of a folder, one frame each, in natural order. The list is made
 * once, at start; a picture that has gone, is damaged or too large by the time of its turn is
 * skipped, with its reason, and keeps its position.
 *
 * <p>Every picture becomes BGR with 8 bits: grey is spread, 16 bits are cut to the upper 8,
 * transparency is dropped, EXIF orientation is followed.
 *
 * <p>What is copied and allocated for each picture: the file is read into one reused buffer; the
 * decoder of OpenCV 4.9 allocates native memory for the picture (its Java binding of {@code imdecode}
 * has no target parameter), from where one native copy brings it into the slot (25 microseconds at
 * 640x338 beside 2 ms of decoding, x86-64); that memory is given back at once. On the Java heap
 * remain what opening a file takes and the wrappers of two Mats.
 */
final class ImageFolderSource implements FrameSource {
    /** The customary rate of cameras: pictures have none. */
    static final double FRAMES_PER_SECOND = 30;

    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".bmp");

    /** No picture that fits a slot is near this, and a folder may hold anything. */
    private static final long MAX_FILE_BYTES = 256L << 20;

    private final Path folder;
    private final List<Path> pictures;
    private final PictureHeader header = new PictureHeader();
    private ByteBuffer fileBytes = ByteBuffer.allocateDirect(1 << 20);
    private int fileLength;
    private int next;

    private ImageFolderSource(Path folder, List<Path> pictures) {
        this.folder = folder;
        this.pictures = pictures;
    }

    /**
     * Lists the folder and looks at its first picture.
     *
     * @throws StageFailure with {@link ExitCode#HARDWARE} when there is no folder or no picture, or
     *     when the first picture is too large
     */
    static ImageFolderSource open(Path folder, SlotSize slot) {
        if (!Files.isDirectory(folder)) {
            String why = Files.exists(folder) ? " is no folder" : " does not exist";
            throw new StageFailure(
                    ExitCode.HARDWARE, "--source images:" + folder + why + "; name a folder");
        }
        List<Path> pictures;
        try (Stream<Path> entries = Files.list(folder)) {
            pictures =
                    entries.filter(ImageFolderSource::isPicture)
                            .sorted(
                                    Comparator.comparing(
                                            ImageFolderSource::name, NaturalOrder.INSTANCE))
                            .toList();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.HARDWARE, "cannot list --source images:" + folder + ": " + e, e);
        }
        if (pictures.isEmpty()) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    "no pictures in --source images:"
                            + folder
                            + "; looked for files that end in "
                            + String.join(" ", ENDINGS));
        }
        NativeLibraries.loadOpenCv();
        ImageFolderSource source = new ImageFolderSource(folder, pictures);
        source.checkFirst(slot);
        return source;
    }

    private static String name(Path picture) {
        return picture.getFileName().toString();
    }

    /** Hidden files are not pictures: other systems leave {@code ._name.jpg} beside the real one. */
    private static boolean isPicture(Path path) {
        String name = name(path).toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && ENDINGS.stream().anyMatch(name::endsWith)
                && !Files.isDirectory(path);
    }

    private void checkFirst(SlotSize slot) {
        String problem = load(pictures.get(0));
        if (problem == null && header.read(fileBytes, fileLength) && cannotFit(slot)) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    slot.tooLarge(pictures.get(0).toString(), header.width, header.height));
        }
    }

    /** By its header; either way up, for orientation is the decoder's business. */
    private boolean cannotFit(SlotSize slot) {
        return header.width > 0
                && header.height > 0
                && !slot.fits(header.width, header.height)
                && !slot.fits(header.height, header.width);
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        if (next == pictures.size()) {
            return out.end();
        }
        int index = next++;
        Path picture = pictures.get(index);
        String problem = load(picture);
        if (problem == null && !header.read(fileBytes, fileLength)) {
            problem = header.problem;
        }
        if (problem != null) {
            return out.skipped(index, picture + " " + problem);
        }
        if (cannotFit(slot.size())) {
            return out.skipped(
                    index, slot.size().tooLarge(picture.toString(), header.width, header.height));
        }
        return decode(index, picture, slot, out);
    }

    private ReadResult decode(int index, Path picture, TargetSlot slot, SourceFrame out) {
        Mat encoded = new Mat(1, fileLength, CvType.CV_8UC1, fileBytes);
        Mat decoded = null;
        try {
            decoded = Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_COLOR);
            if (decoded.empty()) {
                return out.skipped(index, picture + " is damaged: it cannot be decoded");
            }
            int width = decoded.cols();
            int height = decoded.rows();
            if (!slot.size().fits(width, height)) {
                return out.skipped(index, slot.size().tooLarge(picture.toString(), width, height));
            }
            SlotPixels.copy(decoded, slot);
            return out.frame(index, width, height);
        } catch (CvException e) {
            return out.skipped(index, picture + " is damaged: " + OpenCvText.oneLine(e));
        } finally {
            encoded.release();
            if (decoded != null) {
                decoded.release();
            }
        }
    }

    /** Reads a file into the buffer, which grows to the largest; returns what went wrong, or null. */
    private String load(Path picture) {
        fileLength = 0;
        try (FileChannel file = FileChannel.open(picture, StandardOpenOption.READ)) {
            long size = file.size();
            if (size > MAX_FILE_BYTES) {
                return "has " + size + " bytes, more than " + MAX_FILE_BYTES;
            }
            if (size > fileBytes.capacity()) {
                fileBytes = ByteBuffer.allocateDirect(Math.toIntExact(size + size / 2));
            }
            fileBytes.clear().limit((int) size);
            while (fileBytes.hasRemaining() && file.read(fileBytes) >= 0) {
                // A file that shrinks meanwhile ends early; what was read is looked at as it is.
            }
            fileLength = fileBytes.position();
            fileBytes.clear();
            return null;
        } catch (NoSuchFileException e) {
            return "has gone";
        } catch (IOException e) {
            return "cannot be read: " + e;
        }
    }

    @Override
    public double nativeFramesPerSecond() {
        return FRAMES_PER_SECOND;
    }

    @Override
    public void rewind() {
        next = 0;
    }

    @Override
    public String description() {
        return "images:" + folder + ", " + pictures.size() + " pictures";
    }

    @Override
    public void close() {
        next = pictures.size();
    }
}
