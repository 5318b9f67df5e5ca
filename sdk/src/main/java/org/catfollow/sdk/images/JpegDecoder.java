package org.catfollow.sdk.images;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG files to pixels, by the JDK. One thread. */
final class JpegDecoder {
    private JpegDecoder() {}

    /**
     * Returns the pixels, red first, rows without gaps.
     *
     * @throws ImageException (CORRUPT) when it does not decode, or has another size
     */
    static ByteBuffer decode(ByteBuffer file, String id, ImageMeta meta) {
        byte[] bytes = new byte[file.remaining()];
        file.duplicate().get(bytes);
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                // A file that was cut is filled up with grey, and a warning is all that tells.
                reader.addIIOReadWarningListener(
                        (source, warning) -> {
                            throw new DamagedException(warning);
                        });
                // Before it is decoded: a few bytes may declare a picture that fills the memory.
                requireSize(id, meta, reader.getWidth(0), reader.getHeight(0));
                return pixels(reader.read(0), id);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof ImageException ours) {
                throw ours;
            }
            // The library throws more than it declares at bytes that are no picture.
            throw new ImageException(
                    ImageError.CORRUPT,
                    "image %s: its %d bytes are no JPEG picture that decodes: %s"
                            .formatted(id, bytes.length, e.getMessage()),
                    e);
        }
    }

    private static final class DamagedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedException(String warning) {
            super(warning);
        }
    }

    private static void requireSize(String id, ImageMeta meta, int width, int height) {
        if (width != meta.width() || height != meta.height()) {
            throw new ImageException(
                    ImageError.CORRUPT,
                    "image %s: image_meta says %dx%d, the JPEG picture is %dx%d"
                            .formatted(id, meta.width(), meta.height(), width, height));
        }
    }

    private static ByteBuffer pixels(BufferedImage picture, String id) {
        Raster raster = picture.getRaster();
        int bands = raster.getNumBands();
        if (bands != 1 && bands != 3) {
            throw new ImageException(
                    ImageError.CORRUPT,
                    "image %s: a JPEG picture of %d channels; 1 or 3 are understood"
                            .formatted(id, bands));
        }
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] rgb = new byte[width * height * 3];
        int[] row = new int[width * bands];
        int at = 0;
        for (int y = 0; y < height; y++) {
            // Bands are red, green, blue whatever their order in memory.
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[at++] = (byte) row[bands == 1 ? x : 3 * x + c];
                }
            }
        }
        return ByteBuffer.wrap(rgb);
    }
}
