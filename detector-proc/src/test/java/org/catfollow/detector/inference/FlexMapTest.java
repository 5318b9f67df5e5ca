package org.catfollow.detector.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlexMapTest {
    /** {"a": 5, "num_classes": 90} by the format's own description, all widths one byte. */
    private static final byte[] MAP =
            HexFormat.of()
                    .parseHex(
                            "6100" // key a, at 0
                                    + "6e756d5f636c617373657300" // key num_classes, at 2
                                    + "02" // two keys
                                    + "0f0e" // at 15 and 16: back to 0 and 2
                                    + "02" // at 17: keys are 2 back
                                    + "01" // each key takes one byte
                                    + "02" // two values
                                    + "055a" // at 20: the values
                                    + "0404" // their types: whole number, one byte
                                    + "04" // root: 4 back, to 20
                                    + "24" // a map, one byte wide
                                    + "01"); // the root takes one byte

    @Test
    void findsANumberByItsKey() {
        assertThat(new FlexMap(MAP).intAt("num_classes")).hasValue(90);
        assertThat(new FlexMap(MAP).intAt("a")).hasValue(5);
    }

    @Test
    void knowsASoundMapFromADamagedOne() {
        assertThat(new FlexMap(MAP).isSound()).isTrue();
        assertThat(new FlexMap(new byte[0]).isSound()).isFalse();
        int lengthOfKeys = 16;
        int typeOfFirstValue = 22;
        for (int at : new int[] {14, lengthOfKeys + 1, typeOfFirstValue, MAP.length - 2}) {
            byte[] damaged = MAP.clone();
            damaged[at] = (byte) (damaged[at] ^ 0x40);
            assertThat(new FlexMap(damaged).isSound()).as("byte %d changed", at).isFalse();
        }
    }

    @Test
    void findsNothingForAnotherKey() {
        assertThat(new FlexMap(MAP).intAt("num")).isEmpty();
        assertThat(new FlexMap(MAP).intAt("num_classes2")).isEmpty();
    }

    @Test
    void findsNothingInBytesThatAreNoMap() {
        assertThat(new FlexMap(new byte[0]).intAt("a")).isEmpty();
        assertThat(new FlexMap(new byte[] {1}).intAt("a")).isEmpty();
        assertThat(new FlexMap(new byte[] {1, 2, 3, 4}).intAt("a")).isEmpty();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = MAP.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            assertThat(new FlexMap(damaged).intAt("none")).isEmpty();
        }
    }
}
