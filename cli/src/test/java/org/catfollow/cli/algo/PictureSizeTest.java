package org.catfollow.cli.algo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PictureSizeTest {
    private static final byte[] PNG =
            HexFormat.of().parseHex("89504e470d0a1a0a0000000d4948445200007530000075300802000000");
    private static final byte[] BMP =
            HexFormat.of()
                    .parseHex(
                            "424d0000000000000000360000002800000080020000 20feffff"
                                    .replace(" ", ""));

    @Test
    void aPngFileSaysItInItsFirstChunk() {
        assertThat(PictureSize.of(PNG)).isEqualTo(new PictureSize(30_000, 30_000));
        assertThat(PictureSize.of(PNG).arrayBytes()).isEqualTo(2_700_000_000L);
    }

    @Test
    void aBmpFileMayBeginAtTheTop() {
        assertThat(PictureSize.of(BMP)).isEqualTo(new PictureSize(640, 480));
    }

    @Test
    void filesThatEndBeforeAndOthersHaveNone() {
        assertThat(PictureSize.of(Arrays.copyOf(PNG, 23))).isNull();
        assertThat(PictureSize.of(Arrays.copyOf(BMP, 25))).isNull();
        assertThat(
                        PictureSize.of(
                                "no picture, but long enough for one"
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isNull();
    }
}
