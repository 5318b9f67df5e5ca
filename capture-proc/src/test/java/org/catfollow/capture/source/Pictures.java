package org.catfollow.capture.source;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.Assumptions;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.videoio.VideoWriter;
import org.opencv.videoio.Videoio;

/** Pictures for tests, written by the JDK's encoders, which are not the ones under test. */
final class Pictures {
    static final int RED = 0xFFFF0000;
    static final int BLUE = 0xFF0000FF;

    private Pictures() {}

    static SlotView slot(int maxWidth, int maxHeight) {
        SlotSize size = new SlotSize(maxWidth, maxHeight);
        return new SlotView(ByteBuffer.allocateDirect(size.bytes()), size);
    }

    static BufferedImage plain(int imageType, int width, int height, int argb) {
        BufferedImage image = new BufferedImage(width, height, imageType);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb);
            }
        }
        return image;
    }

    static Path write(Path file, BufferedImage image) {
        String name = file.getFileName().toString();
        String format = name.substring(name.lastIndexOf('.') + 1);
        try {
            if (!ImageIO.write(image, format, file.toFile())) {
                throw new IllegalStateException("no encoder for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static Path plain(Path file, int width, int height, int argb) {
        return write(file, plain(BufferedImage.TYPE_INT_RGB, width, height, argb));
    }

    /** Cuts a file to the first {@code fraction} of its bytes. */
    static void cut(Path file, double fraction) {
        try {
            byte[] all = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(all, (int) (all.length * fraction)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an AVI whose picture n is plain grey of level {@code 20 + 20 * n}, 12 a second. */
    static Path avi(Path file, String codec, int count, int width, int height) {
        NativeLibraries.loadOpenCv();
        int fourcc =
                VideoWriter.fourcc(
                        codec.charAt(0), codec.charAt(1), codec.charAt(2), codec.charAt(3));
        VideoWriter writer =
                new VideoWriter(
                        file.toString(),
                        Videoio.CAP_OPENCV_MJPEG,
                        fourcc,
                        12,
                        new Size(width, height));
        for (int i = 0; i < count; i++) {
            writer.write(new Mat(height, width, CvType.CV_8UC3, Scalar.all(20 + 20.0 * i)));
        }
        writer.release();
        return file;
    }

    static int[] bgr(TargetSlot slot, int offset) {
        ByteBuffer pixels = slot.pixels();
        return new int[] {
            pixels.get(offset) & 0xFF, pixels.get(offset + 1) & 0xFF, pixels.get(offset + 2) & 0xFF
        };
    }

    static double meanDifference(TargetSlot a, TargetSlot b, int bytes) {
        long sum = 0;
        for (int i = 0; i < bytes; i++) {
            sum += Math.abs((a.pixels().get(i) & 0xFF) - (b.pixels().get(i) & 0xFF));
        }
        return sum / (double) bytes;
    }

    /** Returns a file of the shared test data, or skips the test when it is not there. */
    static Path shared(String name) {
        Path path =
                Path.of(System.getProperty("catfollow.repository"), "..", "shared", "data", name);
        Assumptions.assumeTrue(Files.exists(path), "no test data at " + path);
        return path;
    }
}
