package org.catfollow.sdk.runner;

import java.nio.ByteBuffer;
import org.catfollow.sdk.images.ImageMeta;
import org.catfollow.shm.images.ImageStore;

/**
 * A picture as an array.
 *
 * @param name for people
 * @param meta for the algorithm
 * @param channels 1 or 3
 * @param order of three channels
 * @param pixels rows without gaps
 */
public record ArrayPicture(
        String name, ImageMeta meta, int channels, ImageStore.Order order, ByteBuffer pixels)
        implements Picture {
    @Override
    public String offer(ImageStore store, String key) {
        store.putArray(key, meta.width(), meta.height(), channels, order, pixels);
        return key;
    }
}
