package org.catfollow.sdk.runner;

import org.catfollow.sdk.images.ImageMeta;
import org.catfollow.sdk.images.SharedImages;
import org.catfollow.shm.images.ImageStore;

/**
 * A frame of the live ring, read where it lies: no copy, and gone when the ring has gone round.
 *
 * @param frameId its id in the ring
 * @param meta for the algorithm
 */
public record RingPicture(long frameId, ImageMeta meta) implements Picture {
    @Override
    public String name() {
        return "frame " + frameId;
    }

    @Override
    public String offer(ImageStore store, String key) {
        return SharedImages.RING_PREFIX + frameId;
    }
}
