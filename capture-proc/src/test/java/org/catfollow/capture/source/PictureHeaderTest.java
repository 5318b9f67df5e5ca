package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

class PictureHeaderTest {
    private final PictureHeader header = new PictureHeader();

    private boolean read(byte[] bytes) {
        return header.read(ByteBuffer.wrap(bytes), bytes.length);
    }

    private static BufferedImage noise(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(4);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    private static byte[] encoded(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(noise(70, 50), format, out);
        return out.toByteArray();
    }

    private static byte[] progressiveJpeg() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpg");
        ImageWriter writer = writers.next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(noise(70, 50), null, null), parameters);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    @Test
    void findsTheSizeOfEveryFormat() throws IOException {
        for (String format : new String[] {"jpg", "png", "bmp"}) {
            assertThat(read(encoded(format))).as(format).isTrue();
            assertThat(header.width).as(format).isEqualTo(70);
            assertThat(header.height).as(format).isEqualTo(50);
        }
    }

    @Test
    void noPrefixOfAJpegPassesForAWholeOne() throws IOException {
        for (byte[] whole : new byte[][] {encoded("jpg"), progressiveJpeg()}) {
            for (int length = 1; length < whole.length; length++) {
                assertThat(read(Arrays.copyOf(whole, length))).as("length %d", length).isFalse();
            }
            assertThat(read(whole)).isTrue();
        }
    }

    @Test
    void bytesBehindTheEndOfAJpegDoNotMatter() throws IOException {
        for (byte[] whole : new byte[][] {encoded("jpg"), progressiveJpeg()}) {
            for (int more = 1; more < 6; more++) {
                assertThat(read(Arrays.copyOf(whole, whole.length + more))).isTrue();
                assertThat(header.width).isEqualTo(70);
            }
        }
    }

    @Test
    void anEndMarkerWithinAThumbnailIsNotTheEnd() throws IOException {
        byte[] whole = encoded("jpg");
        // An APP1 segment that holds another picture's end, put behind the start marker.
        byte[] segment = {(byte) 0xFF, (byte) 0xE1, 0, 6, 1, 2, (byte) 0xFF, (byte) 0xD9};
        ByteBuffer joined = ByteBuffer.allocate(whole.length + segment.length);
        joined.put(whole, 0, 2).put(segment).put(whole, 2, whole.length - 2);
        byte[] bytes = joined.array();
        assertThat(read(bytes)).isTrue();
        assertThat(read(Arrays.copyOf(bytes, bytes.length - 1))).isFalse();
        assertThat(header.problem).contains("cut off");
    }

    @Test
    void anythingElseIsNoPicture() {
        assertThat(read(new byte[0])).isFalse();
        assertThat(header.problem).isEqualTo("is empty");
        assertThat(
                        read(
                                "a letter to a friend, long enough"
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(header.problem).isEqualTo("is no JPEG, PNG or BMP picture");
    }

    @Test
    void noBytesWhateverMakeItFail() {
        Random random = new Random(9);
        byte[][] starts = {{(byte) 0xFF, (byte) 0xD8}, {'B', 'M'}, {(byte) 0x89, 'P', 'N', 'G'}};
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            byte[] start = starts[round % starts.length];
            System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
            boolean fine = read(bytes);
            assertThat(header.problem == null).isEqualTo(fine);
        }
    }
}
