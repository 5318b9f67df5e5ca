package org.catfollow.systemtests;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures that need nobody's data. */
final class Pictures {
    private Pictures() {}

    /** Writes a JPEG file of coloured stripes. */
    static void write(Path file, int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, ((x / 16) * 0x203040) ^ ((y / 16) * 0x102030));
            }
        }
        if (!ImageIO.write(picture, "jpg", file.toFile())) {
            throw new IOException("no writer for " + file);
        }
    }
}
