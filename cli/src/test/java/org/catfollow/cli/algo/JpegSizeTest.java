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
    void aFileIsCutOffUntilItsOwnEndHasCome() {
        byte[] scan =
                HexFormat.ofDelimiter(" ")
                        .parseHex(
                                "ff d8 ff e1 00 06 ff d8 ff d9 ff da 00 03 00 11 ff 00 ff d3 22 ff ff d9 33");
        for (int length = 2; length < 24; length++) {
            assertThat(JpegSize.isCutOff(Arrays.copyOf(scan, length))).as("%d", length).isTrue();
        }
        assertThat(JpegSize.isCutOff(Arrays.copyOf(scan, 24))).isFalse();
        assertThat(JpegSize.isCutOff(scan)).as("more after the end").isFalse();
        assertThat(JpegSize.isCutOff(new byte[] {1, 2, 3})).as("no JPEG at all").isFalse();
    }

    @Test
    void aFileThatEndsBeforeHasNone() {
        for (int length = 0; length < 18; length++) {
            assertThat(JpegSize.of(Arrays.copyOf(FILE, length))).as("%d bytes", length).isNull();
        }
    }
}
