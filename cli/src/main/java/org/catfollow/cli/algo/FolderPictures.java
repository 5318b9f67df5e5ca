package org.catfollow.cli.algo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.NaturalOrder;
import org.catfollow.runtime.StageFailure;
import org.catfollow.sdk.images.ColorSpace;
import org.catfollow.sdk.images.ImageMeta;
import org.catfollow.sdk.runner.ArrayPicture;
import org.catfollow.sdk.runner.JpegPicture;
import org.catfollow.sdk.runner.Picture;
import org.catfollow.sdk.runner.PictureSource;
import org.catfollow.sdk.runner.UnreadablePicture;
import org.catfollow.shm.images.ImageStore;
import org.opencv.core.CvException;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * The pictures of a folder in natural order, listed once at the start: decoded into arrays as everything
 * in the robot (colour, turned as EXIF says), or JPEG files as they are.
 */
final class FolderPictures implements PictureSource {
    private static final List<String> JPEG = List.of(".jpg", ".jpeg");
    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".bmp");
    private static final String CAMERA = "folder";

    private final List<Path> pictures;
    private final boolean keepJpeg;
    private final long largestBytes;
    private int next;

    private FolderPictures(List<Path> pictures, boolean keepJpeg, long largestBytes) {
        this.pictures = pictures;
        this.keepJpeg = keepJpeg;
        this.largestBytes = largestBytes;
    }

    /**
     * Lists the folder. OpenCV must be loaded.
     *
     * @param keepJpeg hands JPEG files on as they are
     * @param largestBytes of a file, and of a picture as an array: what is larger is not read
     * @throws StageFailure where there is no folder, or no picture in it
     */
    static FolderPictures open(Path folder, boolean keepJpeg, long largestBytes) {
        if (!Files.isDirectory(folder)) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    "--images " + folder + " is no folder; name one with pictures");
        }
        List<Path> pictures;
        try (Stream<Path> entries = Files.list(folder)) {
            pictures =
                    entries.filter(FolderPictures::isPicture)
                            .sorted(
                                    Comparator.comparing(
                                            FolderPictures::name, NaturalOrder.INSTANCE))
                            .toList();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.HARDWARE, "cannot list --images " + folder + ": " + Why.of(e), e);
        }
        if (pictures.isEmpty()) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    "no pictures in --images "
                            + folder
                            + "; looked for files that end in "
                            + String.join(" ", ENDINGS));
        }
        return new FolderPictures(pictures, keepJpeg, largestBytes);
    }

    private static String name(Path picture) {
        return picture.getFileName().toString();
    }

    private static boolean isPicture(Path path) {
        return !name(path).startsWith(".") && endsIn(path, ENDINGS) && Files.isRegularFile(path);
    }

    private static boolean endsIn(Path path, List<String> endings) {
        String name = name(path).toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(name::endsWith);
    }

    @Override
    public Optional<Picture> next() {
        return next == pictures.size() ? Optional.empty() : Optional.of(read(pictures.get(next++)));
    }

    private Picture read(Path file) {
        String name = name(file);
        try {
            if (Files.size(file) > largestBytes) {
                return tooLarge(name, "has", Files.size(file));
            }
            byte[] bytes = Files.readAllBytes(file);
            long millis = Files.getLastModifiedTime(file).toMillis();
            PictureSize size = PictureSize.of(bytes);
            if (size == null) {
                return damaged(name);
            }
            if (size.arrayBytes() > largestBytes) {
                String what = "is %dx%d, an array of".formatted(size.width(), size.height());
                return tooLarge(name, what, size.arrayBytes());
            }
            if (!keepJpeg && JpegSize.isCutOff(bytes)) {
                return new UnreadablePicture(
                        name, name + " is damaged: a JPEG file that was cut off, without its end");
            }
            return keepJpeg && endsIn(file, JPEG)
                    ? jpeg(name, millis, bytes)
                    : decoded(name, millis, bytes);
        } catch (IOException e) {
            return new UnreadablePicture(name, "cannot read " + file + ": " + Why.of(e));
        }
    }

    private static Picture jpeg(String name, long millis, byte[] bytes) {
        JpegSize size = JpegSize.of(bytes);
        if (size == null) {
            return damaged(name);
        }
        return new JpegPicture(
                name,
                meta(size.width(), size.height(), millis, ColorSpace.RGB),
                ByteBuffer.wrap(bytes));
    }

    private Picture decoded(String name, long millis, byte[] bytes) {
        Mat encoded = new MatOfByte(bytes);
        Mat picture = new Mat();
        try {
            picture = Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_COLOR);
            if (picture.empty()) {
                return damaged(name);
            }
            long size = picture.total() * picture.elemSize();
            if (size > largestBytes) {
                return tooLarge(name, "is an array of", size);
            }
            byte[] pixels = new byte[(int) size];
            picture.get(0, 0, pixels);
            return new ArrayPicture(
                    name,
                    meta(picture.cols(), picture.rows(), millis, ColorSpace.BGR),
                    picture.channels(),
                    ImageStore.Order.BGR,
                    ByteBuffer.wrap(pixels));
        } catch (CvException e) {
            return damaged(name);
        } finally {
            encoded.release();
            picture.release();
        }
    }

    private Picture tooLarge(String name, String what, long bytes) {
        return new UnreadablePicture(
                name,
                "%s %s %d bytes, more than the %d of a slot; use a larger --slot-mb"
                        .formatted(name, what, bytes, largestBytes));
    }

    private static Picture damaged(String name) {
        return new UnreadablePicture(name, name + " is damaged: it cannot be decoded");
    }

    private static ImageMeta meta(int width, int height, long millis, ColorSpace order) {
        return new ImageMeta(width, height, millis, CAMERA, order);
    }

    @Override
    public void close() {
        next = pictures.size();
    }
}
