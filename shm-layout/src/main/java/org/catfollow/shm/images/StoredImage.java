package org.catfollow.shm.images;

import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.ImageStoreLayout;

/**
 * What a slot's header says of its image.
 *
 * @param encoding {@link ImageStoreLayout#JPEG} or {@link ImageStoreLayout#ARRAY}
 * @param bytes of the JPEG file or the array
 * @param widthPixels width
 * @param heightPixels height
 * @param channels of an array, 1 or 3; 0 for a JPEG file
 * @param strideBytes from row to row of an array; 0 for a JPEG file
 * @param order of three channels; null elsewhere
 */
public record StoredImage(
        int encoding,
        int bytes,
        int widthPixels,
        int heightPixels,
        int channels,
        int strideBytes,
        ImageStore.Order order) {

    /** Returns that of an array whose rows follow each other without gaps. */
    static StoredImage array(int width, int height, int channels, ImageStore.Order order) {
        return new StoredImage(
                ImageStoreLayout.ARRAY,
                width * height * channels,
                width,
                height,
                channels,
                width * channels,
                channels == 3 ? order : null);
    }

    /** Returns that of a JPEG file. */
    static StoredImage jpeg(int width, int height, int bytes) {
        return new StoredImage(ImageStoreLayout.JPEG, bytes, width, height, 0, 0, null);
    }

    void write(BytesStore<?, ?> store, long header) {
        store.writeInt(header + ImageStoreLayout.IMAGE_BYTES, bytes);
        store.writeInt(header + ImageStoreLayout.ENCODING, encoding);
        store.writeInt(header + ImageStoreLayout.WIDTH_PIXELS, widthPixels);
        store.writeInt(header + ImageStoreLayout.HEIGHT_PIXELS, heightPixels);
        store.writeInt(header + ImageStoreLayout.CHANNELS, channels);
        store.writeInt(header + ImageStoreLayout.STRIDE_BYTES, strideBytes);
        store.writeInt(header + ImageStoreLayout.ORDER, order == null ? 0 : order.code());
    }

    /** Reads one; what it says is input, see {@link #mistake}. */
    static StoredImage read(BytesStore<?, ?> store, long header) {
        return new StoredImage(
                store.readInt(header + ImageStoreLayout.ENCODING),
                store.readInt(header + ImageStoreLayout.IMAGE_BYTES),
                store.readInt(header + ImageStoreLayout.WIDTH_PIXELS),
                store.readInt(header + ImageStoreLayout.HEIGHT_PIXELS),
                store.readInt(header + ImageStoreLayout.CHANNELS),
                store.readInt(header + ImageStoreLayout.STRIDE_BYTES),
                ImageStore.Order.ofCode(store.readInt(header + ImageStoreLayout.ORDER)));
    }

    /** Returns what makes no sense in it, or null. */
    String mistake(long slotBytes) {
        if (bytes <= 0 || bytes > slotBytes) {
            return "bytes " + bytes + " of a slot of " + slotBytes;
        }
        if (widthPixels <= 0 || heightPixels <= 0) {
            return "size " + widthPixels + "x" + heightPixels;
        }
        if (encoding == ImageStoreLayout.JPEG) {
            return null;
        }
        if (encoding != ImageStoreLayout.ARRAY) {
            return "encoding " + encoding;
        }
        if (channels != 1 && (channels != 3 || order == null)) {
            return "channels " + channels + ", order " + order;
        }
        boolean fits =
                strideBytes >= (long) widthPixels * channels
                        && (long) strideBytes * (heightPixels - 1) + (long) widthPixels * channels
                                <= bytes;
        return fits ? null : "stride " + strideBytes + " in " + bytes + " bytes";
    }
}
