package org.catfollow.sdk.runner;

import java.nio.ByteBuffer;
import org.catfollow.sdk.images.ImageMeta;
import org.catfollow.shm.images.ImageStore;

/**
 * A picture as the bytes of its JPEG file: the algorithm decodes it.
 *
 * @param name for people
 * @param meta for the algorithm
 * @param bytes the file
 */
public record JpegPicture(String name, ImageMeta meta, ByteBuffer bytes) implements Picture {
    @Override
    public String offer(ImageStore store, String key) {
        store.putJpeg(key, meta.width(), meta.height(), bytes);
        return key;
    }
}
