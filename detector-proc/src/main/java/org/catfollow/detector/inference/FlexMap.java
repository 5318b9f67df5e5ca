package org.catfollow.detector.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/**
 * Looks up a whole number in a FlexBuffers map, the form in which custom operators keep their
 * options.
 *
 * <p>Format: https://flatbuffers.dev/flexbuffers, "binary encoding".
 */
final class FlexMap {
    private static final int TYPE_INT = 1;
    private static final int TYPE_UINT = 2;
    private static final int TYPE_FLOAT = 3;
    private static final int TYPE_MAP = 9;
    private static final int TYPE_BOOL = 26;

    /** Far above what any detector says of itself; a changed high bit is far above this. */
    private static final int LARGEST_NUMBER = 1_000_000;

    private final ByteBuffer bytes;

    /** Reads from the bytes of one FlexBuffer. */
    FlexMap(byte[] flexbuffer) {
        bytes = ByteBuffer.wrap(flexbuffer).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the number under {@code key}, or none where there is no such key or no such map. */
    OptionalInt intAt(String key) {
        try {
            return find(key);
        } catch (IndexOutOfBoundsException | IllegalArgumentException notAFlexbuffer) {
            return OptionalInt.empty();
        }
    }

    /**
     * Returns whether this is a map of plain numbers of a sane size, all of it inside its bytes. The
     * library's own reader checks none of that.
     */
    boolean isSound() {
        try {
            return readable();
        } catch (IndexOutOfBoundsException | IllegalArgumentException notAFlexbuffer) {
            return false;
        }
    }

    private boolean readable() {
        int end = bytes.limit();
        int rootWidth = bytes.get(end - 1);
        int rootType = bytes.get(end - 2);
        int rootAt = end - 2 - rootWidth;
        int map = rootAt - number(rootAt, rootWidth);
        int width = width(rootType);
        int keysAt = map - 3 * width;
        int keys = keysAt - number(keysAt, width);
        int keyWidth = number(map - 2 * width, width);
        int size = number(map - width, width);
        if (type(rootType) != TYPE_MAP || number(keys - keyWidth, keyWidth) != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            int keyAt = keys + i * keyWidth;
            int text = keyAt - number(keyAt, keyWidth);
            while (bytes.get(text) != 0) {
                text++;
            }
            int valueType = type(bytes.get(map + size * width + i));
            int value = number(map + i * width, width);
            boolean whole = valueType == TYPE_INT || valueType == TYPE_UINT;
            if (whole ? value < 0 || value > LARGEST_NUMBER : !isInlineNumber(valueType)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInlineNumber(int valueType) {
        return valueType == TYPE_FLOAT || valueType == TYPE_BOOL;
    }

    private OptionalInt find(String key) {
        int end = bytes.limit();
        int rootWidth = bytes.get(end - 1);
        int rootType = bytes.get(end - 2);
        if (type(rootType) != TYPE_MAP) {
            return OptionalInt.empty();
        }
        int rootAt = end - 2 - rootWidth;
        int map = rootAt - number(rootAt, rootWidth);
        int width = width(rootType);
        int keysAt = map - 3 * width;
        int keys = keysAt - number(keysAt, width);
        int keyWidth = number(map - 2 * width, width);
        int size = number(map - width, width);
        for (int i = 0; i < size; i++) {
            int keyAt = keys + i * keyWidth;
            if (isText(keyAt - number(keyAt, keyWidth), key)) {
                int valueType = type(bytes.get(map + size * width + i));
                return valueType == TYPE_INT || valueType == TYPE_UINT
                        ? OptionalInt.of(number(map + i * width, width))
                        : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    private boolean isText(int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes.get(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return bytes.get(at + text.length()) == 0;
    }

    /** Every number that we look for is small and positive, so one unsigned reading does for all. */
    private int number(int at, int width) {
        return switch (width) {
            case 1 -> Byte.toUnsignedInt(bytes.get(at));
            case 2 -> Short.toUnsignedInt(bytes.getShort(at));
            case 4 -> bytes.getInt(at);
            case 8 -> Math.toIntExact(Math.min(Integer.MAX_VALUE, bytes.getLong(at)));
            default -> throw new IllegalArgumentException("width " + width);
        };
    }

    private static int type(int packed) {
        return (packed & 0xff) >> 2;
    }

    private static int width(int packed) {
        return 1 << (packed & 3);
    }
}
