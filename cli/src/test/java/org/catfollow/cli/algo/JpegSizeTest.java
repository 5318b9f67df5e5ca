package org.catfollow.cli.algo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class JpegSizeTest {
    /** Start, a comment of two bytes, a filling byte, a frame header of 640x480. */
    private static final byte[] FILE =
            HexFormat.ofDelimiter(" ")
                    .parseHex("ff d8 ff fe 00 04 61 62 ff ff c2 00 0b 08 01 e0 02 80 01 01 11 00");

    @Test
    void theSizeIsInTheFrameHeader() {
        assertThat(JpegSize.of(FILE)).isEqualTo(new JpegSize(640, 480));
    }

    @Test
    void aFileThatEndsBeforeHasNone() {
        for (int length = 0; length < 18; length++) {
            assertThat(JpegSize.of(Arrays.copyOf(FILE, length))).as("%d bytes", length).isNull();
        }
    }
}
